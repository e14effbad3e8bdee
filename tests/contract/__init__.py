"""What Rasid needs of a broker, run on the mock cluster and on the real one."""
