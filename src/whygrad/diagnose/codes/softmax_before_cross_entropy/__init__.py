"""Softmax applied twice."""
