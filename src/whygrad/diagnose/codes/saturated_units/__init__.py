"""Saturated units."""
