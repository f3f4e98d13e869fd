"""The measure of this claim."""
