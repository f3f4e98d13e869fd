"""Files to take along, as the page asks for them: of the run it shows, at its start or as it is now."""

from __future__ import annotations

import ast
import sys
from typing import Any

import numpy as np
import onnxruntime
import pytest
from fastapi.testclient import TestClient
from tests.studio.asking import HEADERS, Page

from whygrad.experiment import Experiment, presets
from whygrad.nets import initial_parameters
from whygrad.studio.wire import encoded
from whygrad.views.export import KINDS, kind_named, subject

EXPERIMENT = Experiment().replace(hidden=[3], normalization="batch")
COUNT, STATISTICS = 2 * 3 + 3 + 2 * 3 + 3 + 1, 2 * 3


def _ask(server: TestClient, kind: str, **question: Any) -> Any:
    return server.post(f"/api/export/{kind}", json=question, headers=HEADERS)


def _weights(parameters: np.ndarray, running: np.ndarray) -> dict[str, Any]:
    return {"parameters": encoded(parameters), "running": encoded(running)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_kind_is_a_file(server: TestClient, kind: str, lang: str) -> None:
    answer = _ask(server, kind, experiment=EXPERIMENT.model_dump(), name="my net", lang=lang)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="my-net{KINDS[kind].ending}"'
    assert answer.headers["content-type"].startswith(KINDS[kind].media_type)
    if kind in ("pytorch", "keras"):
        ast.parse(answer.text)
        assert any("가" <= letter <= "힣" for letter in answer.text) == (lang == "ko")


def test_the_run_that_is_shown_is_exported(server: TestClient) -> None:
    answer = _ask(server, "pytorch", experiment=EXPERIMENT.model_dump(), first_seed=5, name="net")
    assert answer.text == kind_named("pytorch").content(subject(EXPERIMENT, 5, name="net"))
    assert "\nSEED = 5\n" in answer.text


def test_weights_of_now_are_exported(server: TestClient) -> None:
    random = np.random.default_rng(1)
    parameters = random.normal(size=COUNT).astype(np.float32)
    running = random.uniform(1, 2, size=STATISTICS).astype(np.float32)
    weights = _weights(parameters, running)
    code = _ask(server, "pytorch", experiment=EXPERIMENT.model_dump(), **weights).text
    space: dict[str, Any] = {"__name__": "imported"}
    exec(compile(code, "code.py", "exec"), space)
    np.testing.assert_array_equal(space["START"], parameters)
    np.testing.assert_array_equal(space["RUNNING"], running)
    model = onnxruntime.InferenceSession(_ask(server, "onnx", experiment=EXPERIMENT.model_dump(), **weights).content)
    x = np.array([[1.0, -1.0]], np.float32)
    weight, bias, gamma, beta, out, shift = np.split(parameters, np.cumsum([6, 3, 3, 3, 3]))
    hidden = np.tanh((x @ weight.reshape(3, 2).T + bias - running[:3]) / np.sqrt(running[3:] + 1e-5) * gamma + beta)
    np.testing.assert_allclose(model.run(["output"], {"input": x})[0], hidden @ out[:, None] + shift, atol=1e-5)


def test_drawn_points_go_along(server: TestClient) -> None:
    points = {"x": [[0, 1], [1, 0], [2, 2], [3, 1]], "y": [0, 1, 0, 1]}
    code = _ask(server, "pytorch", points=points, experiment={}).text
    space: dict[str, Any] = {"__name__": "imported"}
    exec(compile(code, "code.py", "exec"), space)
    seen = np.concatenate([space["X_TRAIN"], space["X_TEST"]]).tolist()
    assert sorted(seen) == sorted(map(list, points["x"]))


@pytest.mark.parametrize(
    ("weights", "hint"),
    [
        (_weights(np.zeros(COUNT - 1, np.float32), np.ones(STATISTICS, np.float32)), str(COUNT + STATISTICS)),
        ({"parameters": encoded(np.zeros(COUNT, np.float32))}, str(COUNT + STATISTICS)),
        ({"parameters": encoded(np.zeros((1, COUNT), np.float32))}, "(n)"),
        ({"parameters": encoded(np.zeros(COUNT, np.int32))}, "float32"),
        ({"parameters": {"dtype": "f32", "shape": [3], "data": "AAAA"}}, "parameters"),
        (_weights(np.full(COUNT, np.nan, np.float32), np.ones(STATISTICS, np.float32)), "finite"),
    ],
)
def test_weights_of_another_network_are_refused(page: Page, weights: dict[str, Any], hint: str) -> None:
    for kind in ("pytorch", "onnx"):
        assert hint in page.refused(f"export/{kind}", experiment=EXPERIMENT.model_dump(), **weights)["error"]


def test_without_onnx_the_page_hears_what_to_install(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    assert "whygrad[onnx]" in page.refused("export/onnx", experiment={})["error"]


def test_initial_weights_are_those_of_the_page(server: TestClient) -> None:
    tree = presets["healthy-moons"].model_dump()
    plan = subject(presets["healthy-moons"]).plan
    code = _ask(server, "pytorch", experiment=tree, first_seed=9).text
    space: dict[str, Any] = {"__name__": "imported"}
    exec(compile(code, "code.py", "exec"), space)
    np.testing.assert_array_equal(space["START"], initial_parameters(plan, np.array([9], np.uint32))[0])
