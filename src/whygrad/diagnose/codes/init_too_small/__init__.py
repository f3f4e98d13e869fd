"""Initial weights too small."""
