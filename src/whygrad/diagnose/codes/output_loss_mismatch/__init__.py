"""Output does not fit the loss."""
