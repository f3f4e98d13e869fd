"""Maps in words: what is measured, what came out, and where training works best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

from whygrad.i18n import text
from whygrad.i18n.numbers import number, setting_value
from whygrad.views import terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from whygrad.maps import Map

_MOST_LINES = 12  # findings in the table


def measure_name(name: str) -> str:
    """What a measure is, in the language in use."""
    return text(f"map-measure-{name}")


def ending_name(name: str) -> str:
    """How runs ended, in the language in use."""
    return text(f"map-ended-{name}")


def finding_name(code: str) -> str:
    """The title of a finding, or "healthy"."""
    return text("map-healthy") if code == "healthy" else text(f"title-{code}")


def settings_words(settings: Mapping[str, Any]) -> str:
    """Settings as "learning_rate 0.1, init normal:0.3"."""
    return ", ".join(f"{key.rpartition('.')[2]} {_short(value)}" for key, value in settings.items())


def share_words(found: Map) -> str:
    """How many of the runs ended how, or how many pixels have which finding, in one sentence."""
    name = finding_name if found.measure.of is None else ending_name
    parts = [f"{name(key)} {100 * share:.1f} %" for key, share in found.shares().items()]
    return f"{', '.join(parts)}."


def shown(found: Map) -> list[RenderableType]:
    """The map's title, its shares as a table, and its best pixel."""
    title = text("map-title", measure=measure_name(found.measure.name), x=found.x.name, y=found.y.name)
    of_findings = found.measure.of is None
    name = finding_name if of_findings else ending_name
    headings: list[tuple[str, Any]] = [
        (text("map-finding") if of_findings else text("map-ended"), "left"),
        (text("map-share-pixels") if of_findings else text("map-share-runs"), "right"),
    ]
    lines = [[name(key), f"{100 * share:.1f} %"] for key, share in list(found.shares().items())[:_MOST_LINES]]
    parts: list[RenderableType] = [Text(title, style="bold"), terminal.rows(headings, lines)]
    if (best := found.best) is not None:
        parts.append(Text(text("map-best", value=number(best["value"]), settings=settings_words(best["settings"]))))
    return parts


def _short(value: Any) -> str:
    """A value with four digits; of words that carry a number the number shortened."""
    if isinstance(value, float):
        return number(value)
    word, colon, carried = str(value).partition(":")
    try:
        return f"{word}:{number(float(carried))}" if colon else setting_value(value)
    except ValueError:
        return setting_value(value)
