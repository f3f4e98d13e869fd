"""Learning rate too high."""
