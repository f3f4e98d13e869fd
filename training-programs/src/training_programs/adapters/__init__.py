"""Adapters ask a tool about one program; `ADAPTERS` lists them.

A tool that is not listed needs no code: `command` runs any executable that writes an answer as JSON (PROTOCOL.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from training_programs.adapters import baseline, command, whygrad
from training_programs.adapters.base import Adapter
from training_programs.adapters.published_rules import PublishedRules


class Maker(Protocol):
    """Makes an adapter from the command that runs the tool, "" for its default."""

    def __call__(self, command: str) -> Adapter: ...


ADAPTERS: Mapping[str, Maker] = {
    "always-healthy": baseline.AlwaysHealthy,
    "autotrainer": partial(PublishedRules, "autotrainer"),
    "command": command.Command,
    "sagemaker": partial(PublishedRules, "sagemaker"),
    "whygrad": whygrad.Whygrad,
}


def adapter(name: str, command: str = "") -> Adapter:
    """The adapter of that name.

    Raises
    ------
    ValueError
        if there is none, or if it lacks a command or has no use for one.
    """
    if name not in ADAPTERS:
        raise ValueError(f"There is no adapter {name!r}; there are {', '.join(ADAPTERS)}.")
    return ADAPTERS[name](command=command)


__all__ = ["ADAPTERS", "Adapter", "adapter"]
