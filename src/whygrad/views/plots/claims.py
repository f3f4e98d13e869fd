"""A claim's effect under each condition, with its interval and the smallest effect of interest."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator, NullLocator

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.claims import BASES, difference, range_of, verdict_word
from whygrad.views.plots._claim_families import Family, families
from whygrad.views.plots._style import BLUE, CYCLE, GRAY, GREEN, RED, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

    from whygrad.claims import Claim, Compared, Outcome

_COLORS = {"supported": GREEN, "refuted": RED, "undecided": BLUE}
DECADES = 100.0  # times the smallest value from which on the values are drawn on a logarithmic axis
_CLOSEST = 0.05  # of the axis: values closer to each other are not both written below it
_DASHES = ("-", "--", "-.", ":")
_MARKS = {"supported": "o", "refuted": "s", "undecided": "D"}  # not by color alone


def claim_effects(claim: Claim, outcome: Outcome) -> Picture:
    """The effect under each condition, with its 95 % interval. Dashed: the smallest effect of interest.

    Where all conditions have a value and settings make curves of them, the effect is drawn over the value, else each
    condition is a row with a dot for each run.
    """
    with style():
        curves = families(outcome.conditions)
        figure = _curves(outcome, curves) if curves else _rows(outcome)
    unit = outcome.definition.measure.unit
    parts = [
        text("plot-claim-alt-one", condition=str(one.condition.name), effect=difference(one.effect, unit),
             interval=range_of(*outcome.interval(one), unit), decision=verdict_word(outcome.decision(one)))
        for one in (*outcome.conditions, outcome.control)
    ]  # fmt: skip
    values = [value for curve in curves for value in curve.values]
    told = {"id": claim.id, "verdict": verdict_word(outcome.verdict), "effects": " ".join(parts)}
    if curves:
        over = str(outcome.definition.value_name)
        alt = text("plot-claim-alt-curve", over=over, low=number(min(values)), high=number(max(values)), **told)
    else:
        alt = text("plot-claim-alt", **told)
    return Picture(figure, f"{claim.id}: {claim.statement}", alt)


def _rows(outcome: Outcome) -> Figure:
    """A row for each condition, the control last. Dots: each run; large mark: the mean."""
    rows = [*outcome.conditions, outcome.control]
    figure = new_figure(7.2, 1.3 + 0.55 * len(rows))
    axes = figure.subplots()
    _threshold(axes.axvline, outcome)
    for at, one in enumerate(rows):
        _row(axes, outcome, one, at)
    axes.set_yticks(range(len(rows)), [_lines(str(one.condition.name), 40) for one in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(_lines(_label(outcome), 58), linespacing=1.4)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    _as_factors(axes.xaxis, outcome)
    grid(axes, "x")
    return figure


def _curves(outcome: Outcome, curves: Sequence[Family]) -> Figure:
    """The effect over the value: a curve for each family, its interval as a band. The control stands beside them."""
    figure = new_figure(7.2, 4.2 + 0.18 * len(curves) * (len(curves) > 1))
    axes, beside = figure.subplots(1, 2, sharey=True, width_ratios=(6, 1))
    _threshold(axes.axhline, outcome)
    _threshold(beside.axhline, outcome)
    for number_, curve in enumerate(curves):
        color, dash = CYCLE[number_ % len(CYCLE)], _DASHES[number_ % len(_DASHES)]
        low, high = zip(*(outcome.interval(one) for one in curve.members), strict=True)
        effects = [one.effect for one in curve.members]
        axes.fill_between(curve.values, low, high, color=color, alpha=0.18, linewidth=0)
        axes.vlines(curve.values, low, high, color=color, linewidth=1.6)
        axes.plot(curve.values, effects, color=color, linestyle=dash, label=curve.name)
        for one, value in zip(curve.members, curve.values, strict=True):
            axes.plot(value, one.effect, _MARKS[outcome.decision(one)], color=color, markersize=6)
    control = outcome.control
    beside.plot([0, 0], outcome.interval(control), color=GRAY, linewidth=2, solid_capstyle="butt")
    beside.plot(0, control.effect, _MARKS[outcome.decision(control)], color=GRAY, markersize=6)
    beside.set_xlim(-1, 1)
    beside.set_xticks([0], [text("plot-claim-control")])
    beside.tick_params(axis="y", left=False)
    beside.spines["left"].set_visible(False)
    _ticks(axes, sorted({value for curve in curves for value in curve.values}))
    axes.set_xlabel(str(outcome.definition.value_name))
    axes.set_ylabel(_lines(_label(outcome), 52), linespacing=1.4)
    _as_factors(axes.yaxis, outcome)
    grid(axes, "both")
    grid(beside, "y")
    if len(curves) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(curves), 2))
    return figure


def _ticks(axes: Axes, values: Sequence[float]) -> None:
    """Marks the values on the axis, but for those too close to the one before; logarithmic beyond two decades."""
    logarithmic = values[0] > 0 and values[-1] / values[0] > DECADES
    if logarithmic:
        axes.set_xscale("log")
    at = [math.log(value) for value in values] if logarithmic else list(values)
    shown: list[int] = []
    for place, where in enumerate(at):
        if not shown or where - at[shown[-1]] >= _CLOSEST * (at[-1] - at[0]):
            shown.append(place)
    axes.set_xticks([values[place] for place in shown], [number(values[place]) for place in shown])
    axes.xaxis.set_minor_locator(NullLocator())


def _as_factors(axis: Axis, outcome: Outcome) -> None:
    if (base := BASES.get(outcome.definition.measure.unit)) is not None:
        axis.set_major_formatter(lambda exponent, _place: f"×{number(base**exponent)}")


def _lines(label: str, most: int) -> str:
    """A label on as many lines as it needs; a Hangul syllable takes as much room as two letters."""
    lines = [""]
    for word in label.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sum(1 + ("가" <= letter <= "힣") for letter in longer) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _label(outcome: Outcome) -> str:
    """What the x-axis shows: the measure, and which arm is compared with which."""
    definition = outcome.definition
    title = f"{definition.measure.title}: {definition.claimed.name}"
    if definition.other is None:
        return title
    unit = definition.measure.unit
    sign = "÷" if unit in BASES else "−"
    return f"{title} {sign} {definition.other.name}" + (f" ({unit})" if unit and unit not in BASES else "")


def _threshold(line: Callable[..., object], outcome: Outcome) -> None:
    """Draws no effect and the smallest effect of interest with `axvline` or `axhline`."""
    rule = outcome.definition.rule
    line(0, color=GRAY, linewidth=1)
    ends = {"larger": (rule.smallest_effect,), "smaller": (-rule.smallest_effect,)}
    for end in ends.get(rule.kind, (-rule.smallest_effect, rule.smallest_effect)):
        line(end, color=GREEN, linewidth=1, linestyle="--")


def _row(axes: Axes, outcome: Outcome, one: Compared, at: int) -> None:
    decision = outcome.decision(one)
    color = GRAY if one is outcome.control else _COLORS[decision]
    differences = one.differences
    axes.plot(differences, [at + 0.18] * len(differences), ".", color=color, alpha=0.4, markersize=4)
    low, high = outcome.interval(one)
    axes.plot([low, high], [at, at], color=color, linewidth=2, solid_capstyle="butt")
    axes.plot(one.effect, at, _MARKS[decision], color=color, markersize=6)
