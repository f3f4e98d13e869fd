"""Underfitting."""
