"""The Slack sender on Kafka: alerts and actions in, the ledger kept in a compacted topic, inside a worker or alone."""
