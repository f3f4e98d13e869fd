"""Which finding explains which: roots first, no circles, whatever was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad.diagnose import EDGES, ORDER, RULES, Finding, Severity, Where
from whygrad.diagnose.explaining import explain


def finding(code: str, step: int | None = None, affected: int = 8, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, Where(step=step), affected, 8, (), ())


findings = st.lists(
    st.builds(
        finding,
        st.sampled_from(ORDER),
        st.none() | st.integers(0, 100),
        st.integers(1, 8),
        st.sampled_from(list(Severity)),
    ),
    unique_by=lambda one: one.code,
)


def test_order_lists_every_rule_once() -> None:
    assert sorted(ORDER) == sorted(RULES)


def test_edges_speak_of_rules_and_point_forward_unless_timed_or_given_a_fact() -> None:
    for edge in EDGES:
        assert edge.cause in RULES
        assert edge.effect in RULES
        assert edge.timed or edge.given or ORDER.index(edge.cause) < ORDER.index(edge.effect), edge


def test_no_edge_stands_twice() -> None:
    pairs = [(edge.cause, edge.effect) for edge in EDGES]
    assert len(set(pairs)) == len(pairs)


@given(findings)
def test_explaining_keeps_every_finding_and_runs_in_no_circle(found: list[Finding]) -> None:
    explained = explain(found)
    assert sorted(one.code for one in explained) == sorted(one.code for one in found)
    place = {one.code: index for index, one in enumerate(explained)}
    for one in explained:
        assert one.cause == (one.because_of is None)
        if one.because_of is not None:
            assert place[one.because_of] < place[one.code]  # a cause stands before its consequences


@given(findings, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(found: list[Finding], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert explain(found) == explain(shuffled)


@given(findings)
def test_the_gravest_root_comes_first_of_those_that_hold_in_many_runs(found: list[Finding]) -> None:
    most = max((one.affected for one in found if one.severity is not Severity.INFO), default=0)
    roots = [one for one in explain(found) if one.cause]
    for rare in (False, True):
        gravity = [list(Severity).index(one.severity) for one in roots if (2 * one.affected < most) is rare]
        assert gravity == sorted(gravity)
    infos = [one.severity is Severity.INFO for one in roots]
    assert infos == sorted(infos)


@pytest.mark.parametrize(
    ("exploding", "too_high", "root"), [(0, 1, "exploding-gradient"), (5, 1, "learning-rate-too-high")]
)
def test_of_two_that_can_explain_each_other_the_first_is_the_cause(exploding: int, too_high: int, root: str) -> None:
    explained = explain([finding("exploding-gradient", exploding), finding("learning-rate-too-high", too_high)])
    assert [one.cause for one in explained] == [True, False]
    assert explained[0].code == root


@pytest.mark.parametrize(("dead", "noisy", "root"), [(0, 1, "dead-units"), (50, 1, "noisy-updates")])
def test_noise_is_what_dead_units_leave_or_what_killed_them(dead: int, noisy: int, root: str) -> None:
    explained = explain([finding("noisy-updates", noisy), finding("dead-units", dead)])
    assert [one.code for one in explained if one.cause] == [root]


@pytest.mark.parametrize(("none", "explained"), [(0, False), (5, True)])
def test_steps_that_are_too_long_do_not_explain_a_gradient_that_never_was(none: int, explained: bool) -> None:
    found = explain([finding("learning-rate-too-high", 4), finding("no-gradient", none)])
    assert {one.code: one.because_of for one in found}["no-gradient"] == (
        "learning-rate-too-high" if explained else None
    )


def test_the_most_direct_cause_is_named() -> None:
    explained = explain([finding(code, 0) for code in ("no-progress", "vanishing-gradient", "init-too-small")])
    assert [(one.code, one.because_of) for one in explained] == [
        ("init-too-small", None), ("vanishing-gradient", "init-too-small"), ("no-progress", "vanishing-gradient"),
    ]  # fmt: skip


def test_an_info_explains_nothing_worse() -> None:
    explained = explain([finding("constant-feature", severity=Severity.INFO), finding("no-progress")])
    assert [(one.code, one.cause) for one in explained] == [("no-progress", True), ("constant-feature", True)]


def test_what_holds_in_few_runs_does_not_explain_all() -> None:
    few = finding("dead-units", affected=2)
    assert all(one.cause for one in explain([few, finding("no-progress")]))
    assert not all(one.cause for one in explain([replace(few, affected=4), finding("no-progress")]))


def test_what_holds_in_few_runs_comes_after_what_holds_in_most() -> None:
    few, most = finding("learning-rate-too-high", affected=2), finding("linear-network", severity=Severity.WARNING)
    info = finding("constant-feature", severity=Severity.INFO)
    assert [one.code for one in explain([info, few, most])] == [
        "linear-network", "learning-rate-too-high", "constant-feature",
    ]  # fmt: skip
    often = replace(few, affected=4)
    assert explain([info, often, most])[0].code == "learning-rate-too-high"
