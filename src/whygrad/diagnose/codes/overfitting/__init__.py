"""Overfitting."""
