"""A claim run for the page: the claim's own judgment, with other seeds and with the learner's changes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.studio.asking import Page

import whygrad as wg
from whygrad.experiment import Experiment
from whygrad.studio import claim_runs
from whygrad.studio.wire import FIRST_NEW_SEED


def _arm(page: Page, name: str, arm: str = "claimed", condition: int = 0) -> Experiment:
    return Experiment.from_tree(page.get(f"claim/{name}")["conditions"][condition]["arms"][arm])


def _run(page: Page, name: str, experiment: Experiment | None = None, **more: Any) -> Any:
    tree = {} if experiment is None else {"experiment": experiment.model_dump()}
    return page.ask("claim/run", id=name, **tree, **more)


@pytest.mark.parametrize(("name", "conditions"), [("C09", 7), ("C30", 2), ("C05", 3)])
def test_the_stored_seeds_give_the_stored_decision(page: Page, name: str, conditions: int) -> None:
    outcome = wg.claims[name].result
    assert outcome is not None
    rows = page.get(f"claim/{name}/result")["rows"]
    for place, row in enumerate(rows[:conditions]):
        answer = _run(page, name, condition=place, first_seed=0, seeds=len(outcome.seeds))
        assert answer["decision"] == row["decision"]
        assert answer["effect"] == row["effect"]
        assert answer["interval"] == row["interval"]
        assert answer["condition"] == row["name"]


def test_a_tuned_claim_uses_the_stored_settings(page: Page) -> None:
    outcome = wg.claims["C11"].result
    assert outcome is not None
    answer = _run(page, "C11", first_seed=0, seeds=64)
    first = outcome.conditions[0]
    assert answer["effect"] == claim_runs.view.difference(float(first.differences[:64].mean()), "log2")


def test_unchanged_it_is_the_same_from_either_arm(page: Page) -> None:
    plain = _run(page, "C11")
    assert plain["first_seed"] == FIRST_NEW_SEED
    assert plain["seeds"] == 16
    assert plain["changes"] == {}
    for arm in ("claimed", "other"):
        assert _run(page, "C11", _arm(page, "C11", arm), arm=arm) == plain


def test_new_seeds_are_in_no_stored_result() -> None:
    assert all(max(one.result.seeds) < FIRST_NEW_SEED for one in wg.claims.values() if one.result)


def test_changes_are_made_in_both_arms(page: Page) -> None:
    changed = _arm(page, "C11").replace(noise=0.3, learning_rate=1.0)
    answer = _run(page, "C11", changed)
    assert answer["changes"] == {
        "data.noise": {"from": 0.1, "to": 0.3},
        "training.learning_rate": {"from": 3.0, "to": 1.0},
    }
    claim = wg.claims["C11"]
    own = claim.run(range(FIRST_NEW_SEED, FIRST_NEW_SEED + 16), changes=["noise=0.3", "learning_rate=1"])
    assert own is not None
    first = own.conditions[0]
    assert answer["decision"] == own.decision(first)
    assert answer["effect"] == claim_runs.view.difference(first.effect, "log2")


def test_a_tuned_setting_is_tuned_again_after_a_change(page: Page) -> None:
    answer = _run(page, "C11", _arm(page, "C11").replace(noise=0.3), seeds=4)
    own = wg.claims["C11"].run(range(FIRST_NEW_SEED, FIRST_NEW_SEED + 4), changes=["noise=0.3"])
    assert own is not None
    assert answer["effect"] == claim_runs.view.difference(own.conditions[0].effect, "log2")
    assert any("validation" in note for note in answer["notes"])


def test_how_often_the_page_records_is_no_change(page: Page) -> None:
    assert _run(page, "C11", _arm(page, "C11").replace(every=7))["changes"] == {}


@pytest.mark.parametrize(
    ("change", "key"), [({"activation": "relu"}, "network.activation"), ({"hidden": []}, "network.hidden")]
)
def test_a_meaningless_comparison_is_refused(page: Page, change: dict[str, Any], key: str) -> None:
    changed = _arm(page, "C11").replace(**change)
    assert page.refused("claim/run", id="C11", experiment=changed.model_dump())["key"] == key


def test_without_what_is_measured_it_is_refused(page: Page) -> None:
    shallow = _arm(page, "C09").replace(hidden=[4])
    assert "measure" in page.refused("claim/run", id="C09", experiment=shallow.model_dump())["error"]


@pytest.mark.parametrize(
    "own",
    [
        {"csv": "a,b\n1,0\n2,1\n"},
        {"points": {"x": [[0, 0], [1, 1]], "y": [0, 1]}},
        {"experiment": {"data": {"name": "own.csv"}}},
        {"experiment": {"data": {"name": "/etc/passwd.csv"}}},
        {"experiment": {"data": {"name": "../pyproject.csv"}}},
    ],
)
def test_no_file_is_read(page: Page, own: dict[str, Any]) -> None:
    page.refused("claim/run", id="C11", **own)


@pytest.mark.parametrize(
    "question",
    [
        {"id": "C99"}, {"id": "C23"}, {"id": "C11", "condition": 99}, {"id": "C11", "seeds": 1},
        {"id": "C11", "seeds": 65}, {"id": "C09", "arm": "other"}, {"id": "C11", "arm": "third"},
        {"id": "C43", "condition": 5}, {"id": "C" * 40}, {"id": "C11", "first_seed": 2**32 - 1}, {},
    ],
)  # fmt: skip
def test_bad_questions_get_one_line(page: Page, question: dict[str, Any]) -> None:
    page.refused("claim/run", **question)


def test_too_much_work_is_refused_before_it_begins(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(claim_runs, "_compared", never)
    large = _arm(page, "C11").replace(hidden=[200, 200], epochs=1000, samples=5000)
    assert "too large" in page.refused("claim/run", id="C11", experiment=large.model_dump())["error"]


def test_a_run_has_an_end(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_runs, "MOST_SECONDS", 0.05)
    assert "longer than" in page.refused("claim/run", id="C35", first_seed=20_000)["error"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_answer_is_in_the_language_of_the_question(page: Page, language: str) -> None:
    answer = _run(page, "C11", lang=language)
    assert any("가" <= letter <= "힣" for letter in answer["decision_text"]) == (language == "ko")
