"""A file that trains by itself: its program and starts are the engine's, its texts complete, its parts safe."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from tests.studio.asking import Page, numbers, recorded
from tests.studio.test_bundle import hashes, policy

import whygrad as wg
from whygrad import i18n
from whygrad.engine.program import lower
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.studio.alone import document
from whygrad.studio.desk import Desk
from whygrad.studio.wire import ExportRequest


def file(**question: Any) -> str:
    return Desk().export("html", ExportRequest.model_validate(question))[2]


def held(page: str) -> dict[str, Any]:
    """What is recorded in a file, read as a browser would find it."""
    found = re.search(r'<script type="application/json" id="recorded">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def moons() -> dict[str, Any]:
    return held(file(experiment=wg.presets["healthy-moons"].model_dump(), seeds=4, first_seed=7, name="healthy-moons"))


def test_the_starts_are_the_engines(moons: dict[str, Any]) -> None:
    seeds = list(range(7, 71))
    job = lower(wg.presets["healthy-moons"], seeds, name="", kind="experiment")
    assert moons["seeds"] == 4
    assert moons["first_seed"] == 7
    assert numbers(moons["lowered"]["seeds"]).tolist() == seeds
    np.testing.assert_array_equal(numbers(moons["lowered"]["parameters"]), job.initial)
    train = numbers(moons["lowered"]["program"]["train"])
    np.testing.assert_array_equal(train[:, :2], job.program.dataset.x_train)


def test_a_large_network_brings_fewer_starts_never_fewer_than_are_shown() -> None:
    large = {"network": {"hidden": [200, 200]}}
    assert numbers(held(file(experiment=large, seeds=2))["lowered"]["seeds"]).tolist() == list(
        range(6)
    )  # 41,001 parameters each
    assert len(numbers(held(file(experiment=large, seeds=8))["lowered"]["seeds"])) == 8


def test_its_seeds_end_where_all_seeds_end() -> None:
    found = held(file(experiment={}, seeds=2, first_seed=2**32 - 3))
    assert numbers(found["lowered"]["seeds"]).tolist() == [2**32 - 3, 2**32 - 2, 2**32 - 1]
    assert found["tables"]["en"]["options"]["limits"]["seeds"] == 3


def test_it_speaks_both_languages(moons: dict[str, Any]) -> None:
    for language in i18n.LANGUAGES:
        table = moons["tables"][language]
        with i18n.use(language):
            assert f"studio-run = {i18n.text('studio-run')}" in table["messages"]
            rate = next(option for option in table["options"]["options"] if option["key"] == "training.learning_rate")
            assert rate["help"] == i18n.text("option-training-learning-rate")
    assert moons["tables"]["en"]["options"]["limits"]["seeds"] == 64


def test_what_was_seen_is_in_it_in_both_languages(page: Page) -> None:
    ill = wg.presets["vanishing-gradient-digits"].replace(epochs=3)
    trace = wg.train(ill, seeds=2)
    question = {"experiment": ill.model_dump(), "seeds": 2, "trace": recorded(ill, trace)}
    found = held(file(**question, trial={"en": {"sentences": ["x"], "gap": float("nan")}}))
    for language in i18n.LANGUAGES:
        assert found["diagnosis"][language] == page.ask("diagnose", **recorded(ill, trace), lang=language)
    assert found["diagnosis"]["en"]["verdict"] != found["diagnosis"]["ko"]["verdict"]
    assert found["trial"] == {"en": {"sentences": ["x"], "gap": None}}
    assert held(file(experiment=ill.model_dump()))["diagnosis"] is None


def test_no_text_of_a_reader_gets_out_of_its_element() -> None:
    evil = "</script><script>alert(1)</script><!--"
    csv = f"a,b,{evil}\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(20))
    page = file(csv=csv, csv_name="own.csv", name=evil)
    assert evil not in page
    assert hashes(page, "script") == hashes(document(), "script")
    assert held(page)["name"] == evil
    assert held(page)["own"] == {"csv": csv, "csv_name": "own.csv"}


def test_only_what_is_recorded_differs_from_the_bundle(moons: dict[str, Any]) -> None:
    page = file(experiment={})
    assert policy(page) == policy(document())
    assert re.sub(r'(id="recorded">).*?(</script>)', r"\1null\2", page, flags=re.DOTALL) == document()


def test_points_that_were_drawn_come_along() -> None:
    points = {"x": [[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [0.5, 0.5]], "y": [0, 1, 1, 0]}
    found = held(file(points=points, experiment={"data": {"train_share": 0.5}}))
    assert found["own"]["points"]["x"] == points["x"]
    assert found["lowered"]["experiment"]["data"]["name"] == "points.csv"


def test_what_no_page_can_train_is_refused_in_one_line() -> None:
    with pytest.raises(ExperimentError, match="at most"):
        file(experiment={"network": {"hidden": [4] * 65}})


def test_the_server_hands_it_out(page: Page) -> None:
    from tests.studio.asking import HEADERS

    answer = page.client.post("/api/export/html", json={"name": "my moons"}, headers=HEADERS)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="my-moons.html"'
    assert held(answer.text)["lowered"]["experiment"] == Experiment().model_dump()
