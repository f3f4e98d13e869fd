"""Evaluated in training mode."""
