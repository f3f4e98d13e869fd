"""A comparison of variants in the terminal: one row each, with outcomes, rank, cost and the Pareto front."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Group
from rich.text import Text

from whygrad.compare import Comparison, Ranks
from whygrad.i18n import text
from whygrad.i18n.numbers import interval, number, setting_value
from whygrad.trial.statistics import LEVEL
from whygrad.views import terminal
from whygrad.views.findings import quantity_name
from whygrad.views.narrow import Fitting

if TYPE_CHECKING:
    from whygrad.compare import Variant

_CERTAIN_FROM = 1 + math.ceil(-math.log2(1 - LEVEL))  # seeds from which a two-sided sign-flip test can reach 5 %
ON_FRONT = "●"
_Column = tuple[str, Literal["left", "right"], Callable[[int], str]]


def label(variant: Variant) -> str:
    """The values of a variant, a line for each key."""
    return "\n".join(f"{key.rpartition('.')[2]} {setting_value(value)}" for key, value in variant.values.items())


def shown(found: Comparison, by: str | None = None) -> list[Any]:
    """The table in the order asked for, then what is the same in all rows, and how to read it."""
    ranks, front = found.ranks(), found.front()
    parts: list[Any] = [_table(found, ranks, found.order(by)), *_same(found)]
    if found.seconds is not None:
        parts.append(text("compare-seconds-note"))
    if ranks is not None and len(found.variants) > 1:
        parts.append(text("compare-ranks", seeds=len(found.traces[0].seeds), least=_CERTAIN_FROM))
        best = [place for place in found.order(found.decisive) if ranks.rank[place] and ranks.may_be_best(place)]
        if len(best) > 1:
            parts.append(text("compare-may-be-best", count=len(best)))
    if _costs_differ(found):
        parts.append(text("compare-front", mark=ON_FRONT, count=int(front.sum()), time=_time_name(found)))
    parts.append(text("view-chosen-by-test"))
    return parts


def _table(found: Comparison, ranks: Ranks | None, order: Sequence[int]) -> Any:
    """All columns; where a window has no room for them, of the outcomes only the deciding one; else blocks of lines."""
    full = _rows(_columns(found, ranks, found.channels()), order)
    short = _rows(_columns(found, ranks, [found.decisive]), order)
    if len(found.channels()) < 2 or not (isinstance(full, Fitting) and isinstance(short, Fitting)):
        return full
    note = Text(text("compare-shortened"), style="dim")
    return Fitting(full.wide, Fitting(Group(short.wide, note), full.narrow, short.least), full.least)


def _rows(columns: Sequence[_Column], order: Sequence[int]) -> Any:
    lines = [[cell(place) for _, _, cell in columns] for place in order]
    return terminal.rows([(heading, justify) for heading, justify, _ in columns], lines, tight=True)


def _columns(found: Comparison, ranks: Ranks | None, channels: Sequence[str]) -> list[_Column]:
    """Heading, justification, and the cell of the variant at a position."""
    columns: list[_Column] = [
        (key, "left", lambda place, at=at: setting_value(list(found.variants[place].values.values())[at]))
        for at, key in enumerate(found.keys)
    ]
    for name in channels:
        columns.append((quantity_name(name), "right", lambda place, name=name: _outcome(found, place, name)))
    if ranks is not None and len(found.variants) > 1:
        columns.append((text("compare-rank"), "right", lambda place: _rank(ranks, place)))
    if len({cost.parameters for cost in found.costs}) > 1:
        columns.append((text("zoo-parameters"), "right", lambda place: f"{found.costs[place].parameters:,}"))
    seconds = found.seconds
    if seconds is not None:
        columns.append((text("compare-seconds"), "right", lambda place: number(seconds[place])))
    elif len({cost.training for cost in found.costs}) > 1:
        columns.append((text("compare-operations"), "right", lambda place: number(found.costs[place].training)))
    if _costs_differ(found):
        front = found.front()
        columns.append((text("compare-pareto"), "right", lambda place: ON_FRONT if front[place] else ""))
    if any(terminal.endings(trace) for trace in found.traces):
        columns.append((text("view-ended"), "left", lambda place: terminal.ended(found.traces[place])))
    return columns


def _outcome(found: Comparison, place: int, name: str) -> str:
    factor, unit = (100, " %") if name.startswith("accuracy") else (1, "")
    mean, low, high = (factor * x for x in found.numbers(place, name))
    return number(mean) + unit + ("" if math.isnan(low) else f"\n{interval(low, high)}")


def _rank(ranks: Ranks, place: int) -> str:
    if not ranks.rank[place]:
        return "–"
    low, high = ranks.low[place], ranks.high[place]
    return f"{ranks.rank[place]}\n[{low}, {high}]"


def _costs_differ(found: Comparison) -> bool:
    return len({(cost.parameters, cost.training) for cost in found.costs}) > 1 or found.seconds is not None


def _time_name(found: Comparison) -> str:
    return text("compare-seconds" if found.seconds is not None else "compare-operations")


def _same(found: Comparison) -> list[str]:
    """What no column shows because it is the same in all rows."""
    if len({(cost.parameters, cost.multiply_adds) for cost in found.costs}) > 1:
        return []
    cost = found.costs[0]
    return [text("compare-same-cost", parameters=f"{cost.parameters:,}", adds=f"{cost.multiply_adds:,}")]
