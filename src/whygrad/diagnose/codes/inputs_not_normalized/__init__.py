"""Inputs not normalized."""
