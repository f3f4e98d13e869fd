"""ONNX models answer what `nets.forward` does, say what they are, and are valid."""

from __future__ import annotations

import json
import sys

import numpy as np
import onnx
import onnxruntime
import pytest
from tests.views.export.running import CASES, SEED, experiment

from whygrad.errors import MissingExtraError
from whygrad.experiment import Experiment
from whygrad.nets import ACTIVATIONS, forward
from whygrad.views.export import Subject, kind_named, subject
from whygrad.views.export import onnx as exporter


def _drawn(values: Experiment) -> Subject:
    """The experiment with all parameters and statistics drawn anew: no special point."""
    plain = subject(values, SEED)
    random = np.random.default_rng(5)
    parameters = random.normal(scale=0.5, size=plain.plan.count)
    variances = random.uniform(0.5, 2.0, size=plain.plan.running)
    return subject(values, SEED, weights=np.concatenate((parameters, variances)).astype(np.float32))


def _session(found: Subject) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(kind_named("onnx").content(found), providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("name", CASES)
def test_outputs_are_ours(name: str) -> None:
    found = _drawn(experiment(name))
    x = found.dataset.x_test
    session = _session(found)
    output = session.run(["output"], {"input": x})[0]
    expected = forward(found.plan, found.parameters[None], x, found.running[None])[-1][0]
    np.testing.assert_allclose(output, expected, rtol=1e-5, atol=1e-5)
    assert session.run(["output"], {"input": x[:1]})[0].shape == (1, expected.shape[1])  # any number of samples


@pytest.mark.parametrize("data", ["moons", "blobs:3"])
def test_logits_come_with_their_probabilities(data: str) -> None:
    found = _drawn(Experiment().replace(name=data))
    logits, probability = _session(found).run(["output", "probability"], {"input": found.dataset.x_test})
    logits = logits.astype(np.float64)
    e = np.exp(logits)
    np.testing.assert_allclose(probability, e / (1 + e) if data == "moons" else e / e.sum(1, keepdims=True), atol=1e-6)


@pytest.mark.parametrize("values", [{"output": "softmax"}, {"loss": "squared"}, {"name": "sine"}])
def test_what_is_no_logit_has_no_probability(values: dict[str, str]) -> None:
    assert [one.name for one in _session(subject(Experiment().replace(**values))).get_outputs()] == ["output"]


def test_a_model_says_what_it_is() -> None:
    values = Experiment().replace(name="blobs:3", preprocessing=["center", "scale"], hidden=[3])
    found = subject(values, 7, name="mine")
    model = onnx.load_from_string(kind_named("onnx").content(found))
    onnx.checker.check_model(model, full_check=True)
    known = {entry.key: entry.value for entry in model.metadata_props}
    assert json.loads(known["input_features"]) == ["x1", "x2"]
    assert json.loads(known["classes"]) == ["0", "1", "2"]
    assert (known["output"], known["seed"], known["trained"]) == ("logits", "7", "false")
    assert Experiment.from_toml(known["experiment"]) == values
    raw = found.dataset.x_raw_test
    assert raw is not None
    seen = raw * np.array(json.loads(known["input_scale"])) + np.array(json.loads(known["input_shift"]))
    np.testing.assert_allclose(seen, found.dataset.x_test, atol=1e-5)
    assert [axis.dim_param or axis.dim_value for axis in model.graph.input[0].type.tensor_type.shape.dim] == [
        "batch",
        2,
    ]


def test_the_same_network_gives_the_same_bytes() -> None:
    found = subject(experiment("mixed"), SEED)
    assert kind_named("onnx").content(found) == kind_named("onnx").content(found)


def test_every_activation_has_its_operators() -> None:
    assert set(exporter.NODES) | {"prelu"} == set(ACTIVATIONS)


def test_without_onnx_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(MissingExtraError, match=r"whygrad\[onnx\]"):
        kind_named("onnx").content(subject(Experiment()))
