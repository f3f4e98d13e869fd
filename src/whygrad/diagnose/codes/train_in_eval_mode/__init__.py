"""Trained in evaluation mode."""
