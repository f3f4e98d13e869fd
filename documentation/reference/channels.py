"""Every recorded quantity: dimensions, unit, formula, meaning."""

from __future__ import annotations

import tomllib
from pathlib import Path

from documentation.reference.markdown import join, table
from documentation.reference.words import say
from whygrad.i18n import has, language, text
from whygrad.trace import CHANNELS, PROBE_SAMPLES, Channel

OTHER_WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""Channel -> its formula in Korean, and its name in both languages where no plot has one."""


def page() -> str:
    """What the letters mean, then one table for each way in which a channel comes to be recorded."""
    details = list(dict.fromkeys(channel.detail for channel in CHANNELS.values()))
    blocks = [
        f"# {say('channels')}",
        say("channels-about"),
        say("channels-symbols", samples=PROBE_SAMPLES),
        say("channels-dims"),
    ]
    for detail in details:
        rows = [_row(channel) for channel in CHANNELS.values() if channel.detail == detail]
        headings = ("channel", "name", "dimensions", "unit", "formula", "source")
        blocks += [f"## {_heading(detail)}", table([say(one) for one in headings], rows)]
    return join(blocks)


def _heading(detail: str) -> str:
    if not detail:
        return say("channels-always")
    return say("channels-programs") if detail == "programs" else say("channels-detail", detail=detail)


def title(channel: Channel) -> str:
    """The name that plots show."""
    message = f"channel-{channel.name.replace('_', '-')}"
    if has(message):
        return text(message)
    return OTHER_WORDS[channel.name][language()]


def formula(channel: Channel) -> str:
    """What is computed, in the language in use."""
    return OTHER_WORDS[channel.name]["formula"] if language() == "ko" else channel.formula


def _row(channel: Channel) -> tuple[str, ...]:
    dims = ", ".join(f"`{dim}`" for dim in channel.dims)
    return (f"`{channel.name}`", title(channel), dims, channel.unit, _safe(formula(channel)), channel.source)


def _safe(words: str) -> str:
    """A formula whose stars and underscores are no emphasis."""
    return words.replace("*", "\\*").replace("_", "\\_")
