"""Samples not shuffled."""
