"""Gym under its old name: what it became, Gymnasium."""

from gymnasium import Env, make, spaces, wrappers

__all__ = ["Env", "make", "spaces", "wrappers"]
