"""Pages in a real browser: what people see, measured where they see it."""
