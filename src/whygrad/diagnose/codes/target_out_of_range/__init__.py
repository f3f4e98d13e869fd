"""Targets out of range."""
