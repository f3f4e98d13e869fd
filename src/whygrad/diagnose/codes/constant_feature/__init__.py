"""Constant feature."""
