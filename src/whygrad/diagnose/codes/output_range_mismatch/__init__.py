"""Output cannot reach the targets."""
