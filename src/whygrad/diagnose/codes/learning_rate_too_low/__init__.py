"""Learning rate too low."""
