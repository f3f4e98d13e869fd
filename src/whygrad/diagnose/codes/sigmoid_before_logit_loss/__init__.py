"""Sigmoid applied twice."""
