"""Exploding gradients."""
