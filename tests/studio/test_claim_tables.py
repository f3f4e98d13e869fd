"""The course as the page asks for it: topics, steps, a claim's question without its answer, the stored result."""

from __future__ import annotations

import json
from typing import Any

import pytest
from benchmarks.claims import is_kernels
from fastapi.testclient import TestClient
from tests.studio.asking import HEADERS, Page

import whygrad as wg
from whygrad.experiment import Experiment
from whygrad.i18n import LANGUAGES, use
from whygrad.studio.asking import check_size
from whygrad.studio.claim_tables import conditions_of, experiments, related
from whygrad.views.claims import verdict_word

CLAIMS = list(wg.claims)
LIVE = [name for name in CLAIMS if any(map(bool, experiments(wg.claims[name])))]
SEEDS = 8  # that the page trains side by side unless told otherwise


def test_every_claim_is_a_step_once(page: Page) -> None:
    topics = page.get("course")["topics"]
    steps = [step for topic in topics for step in topic["steps"]]
    assert sorted(step["id"] for step in steps if step["kind"] == "claim") == CLAIMS
    assert topics[0]["id"] == "perceptron"
    assert {step["id"] for step in steps if step["kind"] == "claim" and step["live"]} == set(LIVE)
    assert {step["id"] for step in steps if step["kind"] == "exercise"} == set(wg.course.exercises)
    assert all(topic["title"] for topic in topics)


def test_many_claims_are_live() -> None:
    """All that the kernel trains with networks and data that fit the page."""
    assert len(LIVE) >= 30
    assert {"C02", "C09", "C11", "C26", "C31", "C38", "C39"} <= set(LIVE)


def test_every_claim_that_the_kernel_runs_is_live() -> None:
    """Under its first condition, with which the page opens it."""
    run = {name for name, claim in wg.claims.items() if is_kernels(claim)}
    assert len(run) >= 27
    assert not run - {name for name in LIVE if experiments(wg.claims[name])[0]}


@pytest.mark.parametrize("name", [name for name in CLAIMS if name not in LIVE])
def test_every_other_claim_opens_with_a_network_of_its_subject(page: Page, name: str) -> None:
    shown = page.get(f"claim/{name}")["related"]
    experiment = Experiment.from_tree(shown["experiment"])
    assert experiment == related(wg.claims[name])
    check_size(experiment, SEEDS)
    assert shown["says"]


def test_a_live_claim_needs_no_other_network() -> None:
    assert all(related(wg.claims[name]) is None for name in LIVE)


def test_the_factor_of_a_claim_multiplies_the_learning_rate() -> None:
    [first, *_] = experiments(wg.claims["C39"])
    assert first["claimed"].training.learning_rate == pytest.approx(0.01 * first["other"].training.learning_rate)


@pytest.mark.parametrize("name", LIVE)
def test_every_live_experiment_is_one_that_the_page_trains(name: str) -> None:
    for pair in experiments(wg.claims[name]):
        for experiment in pair.values():
            check_size(experiment, SEEDS)
            assert Experiment.from_tree(experiment.model_dump()) == experiment


@pytest.mark.parametrize("name", ["C09", "C11", "C28"])
def test_a_live_experiment_is_lowered(page: Page, name: str) -> None:
    for condition in page.get(f"claim/{name}")["conditions"]:
        for experiment in condition["arms"].values():
            assert page.ask("lower", experiment=experiment, seeds=2)["plan"]["layers"]


@pytest.mark.parametrize("name", LIVE)
def test_the_arms_of_a_live_claim_are_those_of_its_definition(name: str) -> None:
    claim = wg.claims[name]
    definition = claim.definition
    for condition, pair in zip(conditions_of(claim), experiments(claim), strict=True):
        for arm, experiment in pair.items():
            tuned = definition.tuning.key if definition.tuning is not None else ""
            settings = definition.settings(condition, arm)
            own = {*(definition.own_settings or ()), *definition.own_factors, *definition.own_factors.values()}
            for key in settings.keys() - own - {tuned, "every"}:
                assert experiment.replace(**{key: settings[key]}) == experiment, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_does_not_tell_its_answer(page: Page, language: str) -> None:
    with use(language):
        words = [verdict_word(word) for word in ("supported", "refuted", "depends", "undecided")]
    for name in CLAIMS:
        asked = page.get(f"claim/{name}?lang={language}")
        assert asked["statement"]
        assert len(asked["sections"]) == 2
        rest = {key: value for key, value in asked.items() if key not in ("rule", "sections", "statement")}
        assert not any(f'"{word}"' in json.dumps(rest, ensure_ascii=False) for word in words)
        assert not {"verdict", "rows", "figure", "depends_on"} & asked.keys()
    assert "verdict" not in json.dumps(page.get(f"course?lang={language}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_is_the_stored_one(page: Page, language: str) -> None:
    for name, claim in wg.claims.items():
        shown, outcome = page.get(f"claim/{name}/result?lang={language}"), claim.result
        assert outcome is not None
        assert shown["verdict"] == outcome.verdict
        assert [row["decision"] for row in shown["rows"]] == [
            outcome.decision(one) for one in (*outcome.conditions, outcome.control)
        ]
        assert [section["title"] for section in shown["sections"]]
        assert len(shown["sections"]) == 3
        assert shown["made"]
        assert all(source["address"].startswith("https://") for source in shown["literature"])


def test_the_figure_has_an_alt_text(page: Page) -> None:
    figure = page.get("claim/C09/figure")
    assert figure["svg"].startswith("<?xml")
    assert "C09" in figure["alt"]


@pytest.mark.parametrize("path", ["claim/C99", "claim/C99/result", "claim/nothing/figure"])
def test_other_claims_are_refused_in_one_line(server: TestClient, path: str) -> None:
    response = server.get(f"/api/{path}", headers=HEADERS)
    assert response.status_code == 422
    assert "\n" not in response.json()["error"]


def test_other_parts_are_nowhere(server: TestClient) -> None:
    assert server.get("/api/claim/C09/weights", headers=HEADERS).status_code == 404


def test_markup_of_the_texts_is_gone(page: Page) -> None:
    def blocks(part: Any) -> list[str]:
        return [block["text"] for section in part["sections"] for block in section["blocks"]]

    texts = [text for name in CLAIMS for text in blocks(page.get(f"claim/{name}"))]
    texts += [text for name in CLAIMS for text in blocks(page.get(f"claim/{name}/result"))]
    assert all(text and "`" not in text and not text.startswith("- ") for text in texts)
