"""The whole pipeline on one machine: sample reports in, incidents and Slack messages shown, outcome checked."""
