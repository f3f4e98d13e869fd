"""Frozen parameters."""
