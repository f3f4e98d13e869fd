"""Shapes broadcast in the loss."""
