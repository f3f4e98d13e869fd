"""Which whygrad this is."""

from __future__ import annotations

from importlib import import_module


def version() -> str:
    """The version of the package as it is imported, whether it is installed or run from its source."""
    return import_module("whygrad").__version__
