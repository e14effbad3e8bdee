"""Brokers that come with Rasid: a real Apache Kafka for development and tests, a mock cluster for the demo."""
