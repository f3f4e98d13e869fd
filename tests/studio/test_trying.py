"""Remedies tried for the page: the same ranking as `whygrad.trial`, within a budget, for as long as somebody waits."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.studio.asking import Page, recorded

from whygrad.engine import train
from whygrad.experiment import Experiment, presets
from whygrad.studio import trying
from whygrad.trial import trial

ILL = "learning-rate-too-high-circle"


def _tree(name: str = ILL, **changes: Any) -> dict[str, Any]:
    return presets[name].replace(**changes).model_dump()


def test_the_ranking_is_that_of_trial(page: Page) -> None:
    answer = page.ask("trial", experiment=_tree(), seeds=8)
    expected = trial(presets[ILL], seeds=8).to_json()
    keys = ("code", "changes", "values", "rank", "helps", "interval")
    assert [[one[key] for key in keys] for one in answer["results"]] == [
        [one[key] for key in keys] for one in expected["remedies"]
    ]
    assert answer["verdict"] == expected["verdict"] == "helps"


def test_each_result_can_be_applied(page: Page) -> None:
    answer = page.ask("trial", experiment=_tree(every=7), seeds=4)
    for entry in answer["results"]:
        edited = Experiment.from_tree(entry["experiment"])
        assert edited.recording.every == 7  # as it was: trials record in their own way
        assert Experiment.from_link(entry["link"]) == edited
        base = presets[ILL].replace(every=7)
        assert base.replace(**{key: change["to"] for key, change in entry["changes"].items()}) == edited
        assert page.ask("lower", experiment=entry["experiment"])["experiment"] == entry["experiment"]


def test_the_texts_are_there_in_both_languages(page: Page) -> None:
    for language in ("en", "ko"):
        answer = page.ask("trial", experiment=_tree(), seeds=4, lang=language)
        assert answer["head"]
        assert answer["sentences"]
        assert answer["metric"]["title"]
        first = answer["results"][0]
        for key in ("title", "message", "changes_text", "value_text", "difference_text", "repaired_text", "rank_text"):
            assert first[key], key
        korean = any("가" <= letter <= "힣" for letter in first["title"] + answer["head"])
        assert korean == (language == "ko")


def test_a_posted_trace_decides_what_is_tried(page: Page) -> None:
    trace = train(presets[ILL], seeds=4)
    with_trace = page.ask("trial", experiment=_tree(), seeds=4, trace=recorded(presets[ILL], trace))
    assert [entry["code"] for entry in with_trace["results"]] == [
        entry["code"] for entry in page.ask("trial", experiment=_tree(), seeds=4)["results"]
    ]
    healthy = train(presets["healthy-circle"], seeds=4)
    nothing = page.ask("trial", experiment=_tree(), seeds=4, trace=recorded(presets["healthy-circle"], healthy))
    assert nothing["results"] == []
    assert nothing["verdict"] == "no-remedy"


def test_a_trial_of_a_preset_is_done_once_for_all_who_ask(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Experiment] = []

    def noting(experiment: Experiment, *given: Any, **settings: Any) -> Any:
        tried.append(experiment)
        return trial(experiment, *given, **settings)

    monkeypatch.setattr(trying, "trial", noting)
    trying.of_preset.cache_clear()
    first = page.ask("trial", experiment=_tree(), name=ILL, seeds=2)
    assert page.ask("trial", experiment=_tree(), name=ILL, seeds=2) == first
    assert len(tried) == 1
    assert page.ask("trial", experiment=_tree(), name=ILL, seeds=2, lang="ko")["head"] != first["head"]
    assert page.ask("trial", experiment=_tree(), name=ILL, seeds=3)["seeds"] != first["seeds"]
    assert len(tried) == 3
    for _ in range(2):  # what somebody edited is theirs, whatever its name: nothing of it is kept
        page.ask("trial", experiment=_tree(samples=100), name=ILL, seeds=2)
    assert len(tried) == 5
    rows = "\n".join(f"{i % 7},{i % 5},{i % 7 > 3}" for i in range(80))
    name = "class-imbalance-csv"
    own = {"csv": f"a,b,y\n{rows}\n", "csv_name": "class-imbalance.csv", "name": name, "seeds": 2}
    for _ in range(2):
        page.ask("trial", experiment=_tree(name), **own)
    assert len(tried) == 7


def test_own_data_is_tried_on(page: Page) -> None:
    points = {"x": [[i % 7, i % 5] for i in range(60)], "y": [int(i % 7 > 3) for i in range(60)]}
    tree = {"training": {"learning_rate": 50.0, "epochs": 30}}
    answer = page.ask("trial", experiment=tree, points=points, seeds=4)
    assert answer["results"]
    assert all(entry["experiment"]["data"]["name"] == "points.csv" for entry in answer["results"])


def test_the_default_takes_no_second(page: Page) -> None:
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        page.ask("trial", experiment=_tree(), seeds=8)
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0


def test_too_much_work_is_refused_before_it_begins(page: Page) -> None:
    start = time.perf_counter()
    tree = {"network": {"hidden": [200, 200]}, "data": {"samples": 5000}, "training": {"epochs": 2000}}
    assert "too large" in page.refused("trial", experiment=tree)["error"]
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("name", [name for name in presets if not name.startswith("healthy")])
def test_every_lesson_is_within_the_budget(name: str) -> None:
    dataset = trying.loaded(presets[name])
    assert 8 * trying.work(presets[name], dataset) <= trying.MOST_WORK


def test_work_counts_multiply_adds() -> None:
    experiment = presets["healthy-circle"].replace(hidden=[3], samples=100, batch_size=10, epochs=2)
    dataset = trying.loaded(experiment)  # 50 training samples, 5 batches an epoch
    weights, biases, units = 2 * 3 + 3 * 1, 3 + 1, 3 + 3 + 1
    parameters = weights + biases
    assert trying.work(experiment, dataset) == 10 * (10 * (parameters + 8 * units) + parameters)


def test_recording_every_update_costs_no_memory(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Experiment] = []

    def noting(experiment: Experiment, *_: Any, **__: Any) -> Any:
        tried.append(experiment)
        return trial(experiment, seeds=2)

    monkeypatch.setattr(trying, "trial", noting)
    page.ask("trial", experiment=_tree(every=1), seeds=2)
    assert tried[0].recording.every == "auto"


def test_a_trial_has_an_end(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "MOST_SECONDS", 0.05)
    tree = presets["init-too-large-digits"].model_dump()  # about a second of training
    assert "longer than" in page.refused("trial", experiment=tree, seeds=4)["error"]
