"""Windows, rules and the alert life cycle (pure); Slack rendering (pure) and the sender (a leaf)."""
