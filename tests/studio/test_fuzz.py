"""Whatever is sent, the answer is an answer or one line about what is wrong: never a 500, never a hang."""

from __future__ import annotations

import copy
import json
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tests.experiment.strategies import experiments
from tests.studio.asking import HEADERS, HOST, recorded

import whygrad as wg
from whygrad.engine import train
from whygrad.experiment import DATA_SETS, OPTIONS, presets
from whygrad.experiment.link import LONGEST_LINK
from whygrad.studio import claim_tables
from whygrad.studio.wire import encoded
from whygrad.trace import CHANNELS, HISTOGRAM_BINS
from whygrad.trace.trace import NON_FINITE
from whygrad.views.export import subject

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "auto", "nan", "../../etc/passwd.csv", "x.csv", "\ud800", "\0", "é" * 300, "blobs:9"])
    | st.text(max_size=20)
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def _questions() -> dict[str, dict[str, Any]]:
    """A good question for every route."""
    experiment = presets["healthy-circle"].replace(epochs=4)
    trace = recorded(experiment, train(experiment, seeds=2))
    tree = experiment.model_dump()
    weights = encoded(np.zeros(subject(experiment).plan.count, np.float32))
    arm = claim_tables.experiments(wg.claims["C02"])[1]["claimed"].model_dump()
    points = {"x": [[0, 1], [1, 0], [2, 2], [3, 1]], "y": [0, 1, 0, 1], "task": "classes", "names": ["a", "b"]}
    return {
        "lower": {"experiment": tree, "seeds": 2, "first_seed": 3, "name": "n", "lang": "ko"},
        "lower?points": {"points": points, "experiment": {"data": {"features": ["x1", "x1*x2"]}}, "seeds": 1},
        "lower?csv": {"csv": "a,b,c\n1,2,0\n2,3,1\n3,1,0\n2,0,1\n", "csv_name": "my.csv", "experiment": tree},
        "lower?link": {"link": experiment.to_link()},
        "diagnose": trace,
        "trial": {"experiment": tree, "seeds": 2, "first_seed": 0, "trace": trace},
        "claim/run": {"id": "C02", "condition": 1, "arm": "claimed", "experiment": arm, "seeds": 2, "first_seed": 9},
        "export/toml": {"experiment": tree, "name": "mine"},
        "export/pytorch": {"experiment": tree, "name": "mine", "parameters": weights, "first_seed": 3},
        "export/keras?points": {"points": points, "running": encoded(np.zeros(0, np.float32))},
        "export/onnx": {"experiment": tree, "parameters": weights, "lang": "ko"},
    }


QUESTIONS = _questions()


def _places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a nested value."""
    found = [here]
    items = value.items() if isinstance(value, dict) else enumerate(value[:3]) if isinstance(value, list) else ()
    for key, item in items:
        found += _places(item, (*here, key))
    return found


@st.composite
def _spoiled(draw: st.DrawFn, question: dict[str, Any]) -> Any:
    """A good question with one or two things replaced, removed or added."""
    changed: Any = copy.deepcopy(question)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(_places(changed)))
        if not path:
            return draw(JSON)
        *way, last = path
        parent = changed
        for key in way:
            parent = parent[key]
        kind = draw(st.sampled_from(["replace", "replace", "remove", "add", "scale"]))
        if kind == "remove":
            del parent[last]
        elif kind == "add" and isinstance(parent, dict):
            parent[draw(st.text(max_size=8))] = draw(JSON)
        elif kind == "scale" and isinstance(parent[last], int | float) and not isinstance(parent[last], bool):
            parent[last] = draw(st.sampled_from([0, -1, 1, 1e-9, 1e9, 2**31, 2**64])) * parent[last]
        else:
            parent[last] = draw(JSON)
    return changed


def _answer(server: TestClient, path: str, content: bytes) -> Any:
    """The answer, after a check that it is one."""
    response = server.post(f"/api/{path}", content=content, headers={**HEADERS, "content-type": "application/json"})
    assert response.status_code in (200, 404, 405, 413, 422), (response.status_code, response.text)
    if path.startswith("export") and response.status_code == 200:
        return response.text
    answer = json.loads(response.content, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    if response.status_code != 200:
        assert answer["error"]
        assert "\n" not in answer["error"]
    return answer


@pytest.mark.parametrize("path", QUESTIONS)
@settings(max_examples=2 * settings().max_examples)
@given(data=st.data())
def test_spoiled_questions_are_answered(server: TestClient, path: str, data: st.DataObject) -> None:
    question = data.draw(_spoiled(QUESTIONS[path]))
    _answer(server, path, json.dumps(question).encode())


@pytest.mark.parametrize("path", ["lower", "diagnose", "trial", "claim/run"])
@settings(max_examples=settings().max_examples)
@given(content=st.binary(max_size=300) | st.text(max_size=80).map(str.encode) | st.just(b"[" * 19_000))
def test_any_bytes_are_answered(server: TestClient, path: str, content: bytes) -> None:
    _answer(server, path, content)


@st.composite
def small(draw: st.DrawFn) -> dict[str, Any]:
    """Any experiment, made small enough for the page; the keys of files are left out."""
    tree = draw(experiments()).model_dump()
    data, network, training = tree["data"], tree["network"], tree["training"]
    if data["name"].lower().endswith(".csv"):
        data |= {"name": draw(st.sampled_from(list(DATA_SETS))), "target": "", "features": "auto"}
    data["samples"] = 20 + data["samples"] % 100
    data["train_share"] = min(max(data["train_share"], 0.2), 0.8)
    if not network["residual"]:
        network["hidden"] = [1 + units % 12 for units in network["hidden"][:6]]
        if isinstance(network["activation"], list):
            words = network["activation"][:6]
            network["activation"] = words if len(set(words)) > 1 else words[0]
    training["epochs"] = 1 + training["epochs"] % 5
    return tree


@given(tree=small(), seeds=st.integers(1, 4))
def test_any_small_experiment_is_lowered(server: TestClient, tree: dict[str, Any], seeds: int) -> None:
    answer = _answer(server, "lower", json.dumps({"experiment": tree, "seeds": seeds}).encode())
    if "error" in answer:
        # Only for what the data decide: a loss that needs classes, a network that residual keeps large.
        known = (None, "network.hidden", "network.layers", "data.name", "data.augmentation", "training.patience")
        assert answer["key"] in known or "loss" in answer["error"], answer
        event("refused")
    else:
        assert answer["experiment"] == tree
        event("lowered")


@pytest.mark.parametrize("kind", ["pytorch", "keras", "onnx"])
@settings(max_examples=settings().max_examples // 2)
@given(tree=small())
def test_any_small_experiment_is_exported(server: TestClient, kind: str, tree: dict[str, Any]) -> None:
    answer = _answer(server, f"export/{kind}", json.dumps({"experiment": tree}).encode())
    if isinstance(answer, str) and kind != "onnx":
        compile(answer, f"{kind}.py", "exec")


@settings(max_examples=settings().max_examples // 3)
@given(tree=small())
def test_any_small_experiment_is_tried(server: TestClient, tree: dict[str, Any]) -> None:
    answer = _answer(server, "trial", json.dumps({"experiment": tree, "seeds": 2}).encode())
    event("refused" if "error" in answer else answer["verdict"])


NUMBERS = np.array([np.nan, np.inf, -np.inf, 0.0, -1.0, 1.0, 1e-38, 3e38, 1e-7, 100.0], np.float32)


@settings(max_examples=3 * settings().max_examples)
@given(data=st.data(), strangeness=st.sampled_from([0.0, 0.01, 0.3, 1.0]))
def test_any_numbers_are_judged(server: TestClient, data: st.DataObject, strangeness: float) -> None:
    """Traces of the right shapes with numbers that no training makes."""
    tree = data.draw(small())
    runs, records = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 6))
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    lengths = {"run": runs, "step": records, "layer": len(tree["network"]["hidden"]) + 1, "bin": HISTOGRAM_BINS}
    channels = {}
    for name, channel in CHANNELS.items():
        if channel.dims[:2] == ("run", "step") and not {"unit", "time"} & set(channel.dims) and random.random() < 0.9:
            shape = [lengths[dim] for dim in channel.dims]
            usual = np.exp(random.normal(0, 3, shape)).astype(np.float32)
            channels[name] = encoded(np.where(random.random(shape) < strangeness, random.choice(NUMBERS, shape), usual))
    steps = np.cumsum(random.integers(1, 50, records)) - 1
    question = {
        "experiment": tree, "seeds": list(range(runs)), "steps": steps.tolist(), "channels": channels,
        "status": random.choice(["finished", "non-finite", "interrupted", "diverged"], runs).tolist(),
        "non_finite_step": random.integers(-1, 20, runs).tolist(),
        "non_finite_layer": random.integers(-1, lengths["layer"], runs).tolist(),
        "non_finite_what": random.choice(NON_FINITE, runs).tolist(),
    }  # fmt: skip
    answer = _answer(server, "diagnose", json.dumps(question).encode())
    event("refused" if "error" in answer else "judged")


_KEYS = st.sampled_from([option.key for option in OPTIONS] + ["whygrad", "activation", "dataset", "networkShape", "x"])
_PAIRS = st.tuples(_KEYS, st.text(max_size=12) | st.sampled_from(["1", "xor", "8~8", "%ff", "1e999", "-", "~"]))


@settings(max_examples=3 * settings().max_examples)
@given(
    link=st.text(max_size=60)
    | st.builds(
        lambda start, pairs: start + "&".join(map("=".join, pairs)),
        st.sampled_from(["whygrad=1&", "http://playground.tensorflow.org/#", "#"]),
        st.lists(_PAIRS, max_size=5),
    )
    | st.just("x" * (LONGEST_LINK + 1))
)
def test_any_link_is_answered(server: TestClient, link: str) -> None:
    _answer(server, "lower", json.dumps({"link": link}).encode())


@settings(max_examples=2 * settings().max_examples)
@given(
    parts=st.lists(st.text(max_size=10) | st.sampled_from(["..", "", "api", "web", "main.js", "%2e%2e"]), max_size=5),
    query=st.text(max_size=20),
)
def test_any_path_is_answered(server: TestClient, parts: list[str], query: str) -> None:
    path = "/".join(quote(part, safe=".%", errors="replace") for part in parts)
    response = server.get(f"http://{HOST}/{path}?{quote(query, errors='replace')}")
    assert response.status_code in (200, 403, 404, 405), response.text
