"""The pipeline on a real Kafka."""
