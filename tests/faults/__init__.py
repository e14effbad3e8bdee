"""What breaks, one at a time, each ended by a verifier that counts what should be there."""
