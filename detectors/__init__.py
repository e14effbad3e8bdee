"""Reading Arabic reports and fusing them into incidents: pure functions, no clock, no network, no Kafka."""
