"""A claim's effect under each condition, with its interval and the smallest effect of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.claims import BASES, difference, range_of, verdict_word
from whygrad.views.plots._style import BLUE, GRAY, GREEN, RED, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from whygrad.claims import Claim, Compared, Outcome

_COLORS = {"supported": GREEN, "refuted": RED, "undecided": BLUE}
_MARKS = {"supported": "o", "refuted": "s", "undecided": "D"}  # not by color alone


def claim_effects(claim: Claim, outcome: Outcome) -> Picture:
    """Dots: the effect of each run; large mark: the mean with its 95 % interval. Dashed: the smallest effect of
    interest.
    """
    unit = outcome.definition.measure.unit
    with style():
        rows = [*outcome.conditions, outcome.control]
        figure = new_figure(7.2, 1.3 + 0.55 * len(rows))
        axes = figure.subplots()
        _threshold(axes, outcome)
        for at, one in enumerate(rows):
            _row(axes, outcome, one, at)
        axes.set_yticks(range(len(rows)), [str(one.condition.name) for one in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(_label(outcome))
        if (base := BASES.get(unit)) is not None:
            axes.xaxis.set_major_formatter(lambda exponent, _place: f"×{number(base**exponent)}")
        grid(axes, "x")
    parts = [
        text("plot-claim-alt-one", condition=str(one.condition.name), effect=difference(one.effect, unit),
             interval=range_of(*outcome.interval(one), unit), decision=verdict_word(outcome.decision(one)))
        for one in rows
    ]  # fmt: skip
    alt = text("plot-claim-alt", id=claim.id, verdict=verdict_word(outcome.verdict), effects=" ".join(parts))
    return Picture(figure, f"{claim.id}: {claim.statement}", alt)


def _label(outcome: Outcome) -> str:
    """What the x-axis shows: the measure, and which arm is compared with which."""
    definition = outcome.definition
    title = f"{definition.measure.title}: {definition.claimed.name}"
    if definition.other is None:
        return title
    unit = definition.measure.unit
    sign = "÷" if unit in BASES else "−"
    return f"{title} {sign} {definition.other.name}" + (f" ({unit})" if unit and unit not in BASES else "")


def _threshold(axes: Axes, outcome: Outcome) -> None:
    rule = outcome.definition.rule
    axes.axvline(0, color=GRAY, linewidth=1)
    ends = {"larger": (rule.smallest_effect,), "smaller": (-rule.smallest_effect,)}
    for end in ends.get(rule.kind, (-rule.smallest_effect, rule.smallest_effect)):
        axes.axvline(end, color=GREEN, linewidth=1, linestyle="--")


def _row(axes: Axes, outcome: Outcome, one: Compared, at: int) -> None:
    decision = outcome.decision(one)
    color = GRAY if one is outcome.control else _COLORS[decision]
    differences = one.differences
    axes.plot(differences, [at + 0.18] * len(differences), ".", color=color, alpha=0.4, markersize=4)
    low, high = outcome.interval(one)
    axes.plot([low, high], [at, at], color=color, linewidth=2, solid_capstyle="butt")
    axes.plot(one.effect, at, _MARKS[decision], color=color, markersize=6)
