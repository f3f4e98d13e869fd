"""Every key of an experiment file: the page that the table of options makes of itself."""

from __future__ import annotations

from whygrad.experiment import reference


def page() -> str:
    """The same text as docs/reference/options.md."""
    return reference.page()
