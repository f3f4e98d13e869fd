"""What is counted is what the protocol says."""

from __future__ import annotations

import pytest

from training_programs.answers import Answer, Finding
from training_programs.index import Program
from training_programs.scoring import HEAD, Result, Score, confusion, wilson

ILL = Program("a", "test", 0.5, "", cause="dead-units", accept=("no-gradient",), also=("no-progress",))


def said(variant: str, *codes: str) -> Result:
    return Result(ILL, variant, Answer(tuple(Finding(code, frozenset({code})) for code in codes)))


RESULTS = [
    said("failing", "no-gradient", "no-progress"),
    said("failing", "no-progress", "dead-units"),
    said("failing", "overfitting"),
    said("failing"),
    Result(ILL, "failing", Answer(status="no answer")),
    Result(ILL, "failing", Answer(status="cannot tell")),
    said("fixed"),
    said("fixed", "overfitting"),
    Result(ILL, "fixed", Answer(status="no answer")),
    Result(ILL, "fixed", Answer(status="cannot tell")),
    Result(ILL, "fixed", Answer((Finding("a code without labels"),))),
]


def test_scores() -> None:
    score = Score.of(RESULTS)
    assert score == Score(failing=6, found=2, named=2, first=1, well=5, alarms=2, unanswered=2, cannot_tell=2)
    row = dict(zip(HEAD, score.row("all"), strict=True))
    assert row["found"].startswith("2/6 (33.3%")
    assert row["cause first"].startswith("1/6 (")
    assert row["cannot tell"] == "2"
    assert dict(zip(HEAD, score.row("all", ordered=False), strict=True))["cause first"] == "–"
    assert score.to_json()["shares"]["false_alarms"]["share"] == 0.4
    assert score.to_json(ordered=False)["shares"]["cause_first"] is None


def test_a_finding_may_stand_for_several_labels() -> None:
    broad = Finding("gradient vanish", frozenset({"vanishing-gradient", "no-gradient"}))
    result = Result(ILL, "failing", Answer((broad,)))
    assert (result.found, result.named, result.cause_first) == (True, True, True)


def test_a_cause_that_comes_second_is_among_the_first_two() -> None:
    assert [one.among_two for one in RESULTS[:4]] == [True, True, False, False]
    assert not said("failing", "overfitting", "no-progress", "dead-units").among_two


def test_nothing_to_count_has_no_share() -> None:
    assert Score.of([]).row("none") == ["none", "–", "–", "–", "–", "0", "0"]


def test_confusion() -> None:
    rows = {row[0]: row[1:] for row in confusion(RESULTS)}
    assert rows["dead-units"][0] == "6"
    assert "(cannot tell) 1" in rows["dead-units"][1]
    assert "(nothing) 1" in rows["fixed"][1]


@pytest.mark.parametrize(("count", "of"), [(0, 61), (1, 40), (43, 47), (90, 90)])
def test_a_shares_interval_ends_where_the_share_is_1_96_standard_errors_away(count: int, of: int) -> None:
    for bound in wilson(count, of):
        error = (bound * (1 - bound) / of) ** 0.5
        assert abs(count / of - bound) == pytest.approx(1.959964 * error, abs=1e-6)
