"""Reports written for the demo, and what must come of them."""
