"""Parameters missing from the optimizer."""
