"""Symmetric initialization."""
