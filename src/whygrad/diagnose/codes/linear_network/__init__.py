"""Linear network."""
