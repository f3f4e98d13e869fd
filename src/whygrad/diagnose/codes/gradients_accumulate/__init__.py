"""Gradients not cleared (missing zero_grad)."""
