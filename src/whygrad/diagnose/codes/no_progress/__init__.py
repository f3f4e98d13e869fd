"""No progress."""
