"""Samples leak across the batch."""
