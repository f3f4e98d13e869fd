"""Figures of claims: curves where settings make curves of the conditions, rows elsewhere, every label inside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.lines import Line2D
from tests.all_faults import all_at_once

import whygrad as wg
from whygrad.claims import Claim, Compared, Outcome
from whygrad.claims.definition import Condition, Words
from whygrad.i18n import use
from whygrad.views.plots import claim_effects
from whygrad.views.plots._claim_families import FEWEST, families
from whygrad.views.plots._style import style
from whygrad.views.plots.claims import DECADES

CLAIMS = list(wg.claims.values())
CURVES = ["C03", "C09", "C12", "C14", "C19", "C22", "C26", "C30", "C31", "C32", "C33", "C37", "C38", "C42", "C50"]


def _outcome(claim: Claim) -> Outcome:
    assert claim.result is not None
    return claim.result


def _points(line: Line2D) -> tuple[list[float], list[float]]:
    return np.asarray(line.get_xdata()).tolist(), np.asarray(line.get_ydata()).tolist()


def _compared(name: str, value: float | None, **settings: Any) -> Compared:
    condition = Condition(name=Words(en=name, ko=name), value=value, settings=settings)
    return Compared(condition, np.array([1.0, 2.0]), np.zeros(2), {})


def test_which_claims_are_curves() -> None:
    assert [claim.id for claim in CLAIMS if families(_outcome(claim).conditions)] == CURVES


@all_at_once("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_curve_names_its_values_and_has_enough_of_them(claim: Claim) -> None:
    found = families(_outcome(claim).conditions)
    assert bool(found) == (claim.definition.value_name is not None)
    if not found:
        return
    assert sum(len(one.members) for one in found) == len(_outcome(claim).conditions)
    assert max(len(set(one.values)) for one in found) >= FEWEST
    assert all(one.values == sorted(set(one.values)) for one in found)
    assert len({one.name for one in found}) == len(found)


def test_settings_decide_and_not_names() -> None:
    """Two initializations at three depths each, whatever the conditions are called."""
    conditions = [
        _compared(name, depth, init=init, hidden=[8] * int(depth))
        for name, init, depth in zip("abcdef", ["he", "xavier"] * 3, [2.0, 2.0, 4.0, 4.0, 8.0, 8.0], strict=True)
    ]
    first, second = families(conditions)
    assert [one.condition.name.en for one in first.members] == ["a", "c", "e"]
    assert [one.condition.name.en for one in second.members] == ["b", "d", "f"]
    assert first.name == "a … e"


def test_no_curve_without_three_values_or_with_a_condition_that_has_none() -> None:
    three = [_compared(f"rate {value}", value, rate=value) for value in (1.0, 2.0, 3.0)]
    assert len(families(three)) == 1
    assert families(three[:2]) == []
    assert families([*three, _compared("another", None, rate=9.0)]) == []
    # Two quantities at two values each are not one curve of four.
    mixed = [_compared("x", value, rate=value, quantity=one) for value, one in zip((1, 2, 3, 4), "ppqq", strict=True)]
    assert families(mixed) == []


@pytest.mark.parametrize("name", ["C32", "C42"])
def test_a_curve_shows_effects_intervals_and_the_control_beside_it(name: str) -> None:
    claim = wg.claims[name]
    outcome = _outcome(claim)
    picture = claim_effects(claim, outcome)
    axes, beside = picture.figure.axes
    curves = families(outcome.conditions)
    drawn = [(x, y) for x, y in map(_points, axes.lines) if len(x) >= FEWEST]
    assert len(drawn) == len(curves) == len(axes.collections) / 2  # a band and its ends for each
    for (x, y), curve in zip(drawn, curves, strict=True):
        assert x == curve.values
        assert y == [one.effect for one in curve.members]
    low, high = outcome.interval(curves[0].members[0])
    edge = np.asarray(axes.collections[0].get_paths()[0].vertices)
    assert {low, high} <= set(edge[edge[:, 0] == curves[0].values[0], 1])
    smallest = claim.definition.rule.smallest_effect
    assert any(set(y) in ({smallest}, {-smallest}) for _, y in map(_points, axes.lines))
    assert any(y == [outcome.control.effect] for _, y in map(_points, beside.lines))
    assert (axes.get_legend() is not None) == (len(curves) > 1)
    assert axes.get_xscale() == "linear"


def test_values_over_more_than_two_decades_stand_on_a_logarithmic_axis() -> None:
    claim = wg.claims["C50"]
    outcome = _outcome(claim)
    wide = [
        replace(one, condition=one.condition.model_copy(update={"value": value}))
        for one, value in zip(outcome.conditions, (1.0, 10.0, 100.0, 2 * DECADES), strict=True)
    ]
    assert claim_effects(claim, replace(outcome, conditions=tuple(wide))).figure.axes[0].get_xscale() == "log"
    wide[0] = replace(wide[0], condition=wide[0].condition.model_copy(update={"value": -1.0}))
    assert claim_effects(claim, replace(outcome, conditions=tuple(wide))).figure.axes[0].get_xscale() == "linear"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_alternative_text_tells_the_curve(language: str) -> None:
    claim = wg.claims["C19"]
    with use(language):
        alt = claim_effects(claim, _outcome(claim)).alt
        assert str(claim.definition.value_name) in alt
        assert all(str(one.name) in alt for one in (*claim.definition.conditions, claim.definition.control))
    assert " 4 " in f" {alt} ".replace("에서", " ").replace("까지", " ")
    assert "{" not in alt


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
@all_at_once("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_label_is_inside_the_figure(claim: Claim, language: str) -> None:
    outcome = _outcome(claim)
    with use(language):
        figure = claim_effects(claim, outcome).figure
        with style():
            figure.draw_without_rendering()
    axes = figure.axes[0]
    names = [] if families(outcome.conditions) else axes.get_yticklabels()
    assert len(names) in (0, len(outcome.conditions) + 1)
    for label in filter(lambda one: one.get_text(), (axes.xaxis.label, axes.yaxis.label, *names)):
        box = label.get_window_extent()
        assert box.x0 >= -1, label.get_text()
        assert box.y0 >= -1, label.get_text()
        assert box.x1 <= figure.bbox.x1 + 1, label.get_text()
        assert box.y1 <= figure.bbox.y1 + 1, label.get_text()
