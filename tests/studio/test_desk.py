"""What the notebook's widget is answered is what the server answers, mistakes included."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.studio.asking import HEADERS, Page, recorded

import whygrad as wg
from whygrad.experiment import Experiment
from whygrad.studio.desk import Desk

SMALL = {"experiment": {"network": {"hidden": [2]}, "training": {"epochs": 3}}}
TABLES = ["api/options?lang=ko", "api/presets?lang=en", "api/thumbnails", "api/explain/dead-units?lang=ko",
          "messages/ko.ftl", "messages/en.ftl"]  # fmt: skip
WRONG = [
    ("api/lower", {"seeds": 0}),
    ("api/lower", {"seeds": 2, "first_seed": 2**32 - 1}),
    ("api/lower", {"nothing": 1}),
    ("api/lower", {"experiment": {"network": {"hidden": [0]}}, "lang": "ko"}),
    ("api/lower", {"link": "x", "experiment": {}}),
    ("api/diagnose", {"seeds": [0], "steps": [2, 1], "channels": {}, "status": ["finished"]}),
    ("api/trial", {"experiment": {"training": {"epochs": 100_000}}, "lang": "ko"}),
    ("api/export/nothing", {}),
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("path", TABLES)
def test_tables(desk: Desk, page: Page, path: str) -> None:
    answer = desk.answer(path)
    served = page.client.get(f"/{path}", headers=HEADERS)
    assert (answer.status, answer.content) == (served.status_code, served.content)


@pytest.mark.parametrize(("path", "body"), WRONG)
def test_mistakes(desk: Desk, page: Page, path: str, body: Any) -> None:
    answer = desk.answer(path, body)
    served = page.client.post(f"/{path}", json=body, headers=HEADERS)
    assert answer.status == served.status_code == 422
    assert json.loads(answer.content) == served.json()


@pytest.mark.parametrize("path", ["api/nothing", "api/explain/nothing", "messages/xx.ftl", "index.html", ""])
def test_what_there_is_not(desk: Desk, path: str) -> None:
    answer = desk.answer(path)
    assert answer.status in (404, 422)
    assert set(json.loads(answer.content)) == {"error", "key"}


@pytest.mark.parametrize("body", [[], "x", 3, {"lang": []}, {"lang": "xx"}])
def test_any_body_has_an_answer(desk: Desk, body: Any) -> None:
    assert desk.answer("api/lower", body).status == 422


def test_lowered_diagnosed_tried_exported(desk: Desk, page: Page) -> None:
    experiment = Experiment.from_tree(SMALL["experiment"])
    trace = recorded(experiment, wg.train(experiment, seeds=2))
    for path, body in [("api/lower", {**SMALL, "seeds": 3}), ("api/diagnose", trace), ("api/export/toml", SMALL)]:
        answer = desk.answer(path, body)
        served = page.client.post(f"/{path}", json=body, headers=HEADERS)
        assert (answer.status, answer.content) == (200, served.content), path
    assert answer.name == "experiment.toml"
    tried = json.loads(desk.answer("api/trial", {**SMALL, "seeds": 2, "trace": trace}).content)
    assert {"results", "baseline", "sentences"} <= tried.keys()
