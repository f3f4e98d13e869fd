"""What the page asks once: options, presets, explanations, in both languages."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from tests.all_faults import all_at_once
from tests.studio.asking import HEADERS, Page

from whygrad.diagnose import RULES
from whygrad.experiment import OPTIONS, Experiment, preset_codes, presets
from whygrad.studio.asking import page_sets
from whygrad.trial.remedy import remedies


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_option_is_listed_with_its_help(page: Page, language: str) -> None:
    table = page.get(f"options?lang={language}")
    assert [row["key"] for row in table["options"]] == [option.key for option in OPTIONS]
    for row, option in zip(table["options"], OPTIONS, strict=True):
        assert row["kind"] == option.kind
        assert row["choices"] == list(option.choices)
        assert row["help"]
        assert row["allowed"]
    assert table["defaults"] == Experiment().model_dump()
    assert [row["name"] for row in table["data_sets"]] == [info.name for info in page_sets()]
    assert all(row["about"] and row["noise_help"] for row in table["data_sets"])
    korean = any("가" <= letter <= "힣" for letter in table["options"][0]["help"])
    assert korean == (language == "ko")


def test_every_optimizer_that_can_race_is_listed(page: Page) -> None:
    """All but the perceptron's rule, which has a loss of its own."""
    choices = next(option.choices for option in OPTIONS if option.key == "training.optimizer")
    listed = page.get("options")["optimizers"]
    assert [row["name"] for row in listed] == [name for name in choices if name != "perceptron"]
    assert len({row["number"] for row in listed}) == len(listed)


def test_limits_hold(page: Page) -> None:
    limits = page.get("options")["limits"]
    page.ask("lower", seeds=limits["seeds"], experiment={"network": {"hidden": [1] * limits["layers"]}})
    page.refused("lower", seeds=limits["seeds"] + 1)
    page.refused("lower", experiment={"network": {"hidden": [1] * (limits["layers"] + 1)}})
    page.refused("lower", experiment={"network": {"hidden": [limits["units"] + 1]}})
    page.refused("lower", experiment={"data": {"samples": limits["samples"] + 1}})


def test_every_preset_is_listed_with_what_it_shows(page: Page) -> None:
    listed = page.get("presets")
    assert [row["name"] for row in listed] == list(presets)
    for row in listed:
        assert row["codes"] == list(preset_codes(row["name"]))
        assert len(row["titles"]) == len(row["codes"])
        assert Experiment.from_link(row["link"]) == presets[row["name"]] == Experiment.from_tree(row["experiment"])


@all_at_once("code", [*RULES, *remedies()])
def test_every_code_is_explained(page: Page, code: str) -> None:
    explained = page.get(f"explain/{code}")
    assert explained["schema"] == "whygrad.explanation/1"
    assert explained["code"] == code
    assert explained["title"]
    assert explained["message"]


def test_other_codes_are_not(server: TestClient) -> None:
    response = server.get("/api/explain/nothing-at-all", headers=HEADERS)
    assert response.status_code == 422
    assert "nothing-at-all" in response.json()["error"]


def test_an_experiment_can_be_taken_along(server: TestClient) -> None:
    tree = {"training": {"learning_rate": 0.5}}
    response = server.post("/api/export/toml", json={"experiment": tree, "name": "my/../net"}, headers=HEADERS)
    assert response.headers["content-disposition"] == 'attachment; filename="my-..-net.toml"'
    assert Experiment.from_toml(response.text) == Experiment.from_tree(tree)


def test_unknown_exports_say_what_there_is(page: Page) -> None:
    assert "toml" in page.refused("export/word")["error"]


def test_answers_are_packed_where_that_pays(server: TestClient) -> None:
    def sizes(path: str) -> tuple[int, int]:
        plain = server.get(path, headers={**HEADERS, "accept-encoding": "identity"})
        packed = server.get(path, headers={**HEADERS, "accept-encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.json() == plain.json()
        return int(plain.headers["content-length"]), int(packed.headers["content-length"])

    plain, packed = sizes("/api/options")
    assert packed < plain / 3
    answers = [
        server.post("/api/lower", json={}, headers={**HEADERS, "accept-encoding": how}) for how in ("identity", "gzip")
    ]
    assert answers[0].json() == answers[1].json()
    lengths = [int(answer.headers["content-length"]) for answer in answers]
    assert lengths[1] < lengths[0] / 3  # the page's first load is mostly this
