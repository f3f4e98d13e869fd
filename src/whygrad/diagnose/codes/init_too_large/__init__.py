"""Initial weights too large."""
