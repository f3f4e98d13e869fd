"""Noisy updates."""
