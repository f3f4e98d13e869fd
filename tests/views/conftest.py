"""Traces, diagnoses and trials made by hand, so that what a view has to show is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from whygrad.diagnose import Diagnosis, Evidence, Finding, Severity, Undecided, Where
from whygrad.experiment import Experiment
from whygrad.trace import DataFacts, LayerInfo, Meta, Status, Trace
from whygrad.trial import METRICS, Outcome, Result, Trial

RUNS, RECORDS, LAYERS = 4, 6, 3
LAYER_NAMES = ("hidden1", "hidden2", "output")


def make_meta(name: str = "by-hand", **changes: Any) -> Meta:
    layers = tuple(
        LayerInfo(layer, "dense", "tanh" if layer != "output" else "identity", 2, 2 if layer != "output" else 1)
        for layer in LAYER_NAMES
    )
    values: dict[str, Any] = {
        "kind": "experiment", "name": name, "framework": "kernel", "task": "classes", "classes": 2,
        "loss": "cross-entropy", "output": "identity", "takes_logits": True, "optimizer": "sgd", "batch_size": 10,
        "train_samples": 100, "test_samples": 100, "steps_per_epoch": 10, "total_steps": 100,
        "chance_loss": 0.693, "chance_accuracy": 0.5,
        "layers": layers, "data": DataFacts(),
    }  # fmt: skip
    return Meta(**(values | changes))


def make_trace(meta: Meta | None = None, *, broken: bool = False, histograms: bool = True, seed: int = 0) -> Trace:
    """Losses that fall from about 1 to about 0.01; with `broken`, the last run has nothing but NaN after its start."""
    random = np.random.default_rng(seed)
    meta = meta or make_meta()
    fall = np.geomspace(1, 0.01, RECORDS) * random.uniform(0.8, 1.2, (RUNS, 1))
    layered = np.geomspace(1e-6, 1, LAYERS) * random.uniform(0.5, 2, (RUNS, RECORDS, LAYERS))
    channels: dict[str, np.ndarray] = {
        "loss_train": fall, "loss_test": 1.5 * fall, "accuracy_train": 1 - fall / 4, "accuracy_test": 1 - fall / 3,
        "gradient_norm": fall, "gradient_rms": layered, "activation_std": np.sqrt(layered),
        "dead_share": random.uniform(0, 1, (RUNS, RECORDS, LAYERS)), "update_ratio": layered,
    }  # fmt: skip
    if meta.task == "numbers":
        channels["accuracy_train"] = channels["accuracy_test"] = np.full((RUNS, RECORDS), np.nan)
    if histograms:
        shares = random.uniform(0, 1, (RUNS, RECORDS, LAYERS, 32))
        for name in ("preactivation_histogram", "activation_histogram", "gradient_histogram"):
            channels[name] = shares / shares.sum(axis=-1, keepdims=True)
    status = [Status.FINISHED] * RUNS
    if broken:
        status[-1] = Status.NON_FINITE
        for values in channels.values():
            values[-1, 1:] = np.nan
    return Trace(meta, np.arange(RECORDS) * 20, np.arange(RUNS), channels, status=status)


def make_finding(code: str, because_of: str | None = None, severity: str = "error") -> Finding:
    return Finding(
        code=code, severity=Severity(severity), where=Where(("hidden1", "hidden2"), 40), affected=3, of=4,
        evidence=(Evidence("gradient_ratio", 3.1e-7, 1e-3, 40),), remedies=("use-relu-he", "add-batch-normalization"),
        cause=because_of is None, because_of=because_of,
    )  # fmt: skip


def make_diagnosis(meta: Meta | None = None) -> Diagnosis:
    """A root cause, what follows from it, what follows from that; and a rule that could not tell."""
    findings = (
        make_finding("vanishing-gradient"),
        make_finding("learning-rate-too-low", "vanishing-gradient", "warning"),
        make_finding("no-progress", "learning-rate-too-low"),
    )
    return Diagnosis(findings, (Undecided("overfitting", ("loss_test",)),), meta or make_meta())


def _result(code: str, values: list[float], base: list[float], changes: dict[str, Any], **more: Any) -> Result:
    gain = np.subtract(values, base)
    return Result(
        code, Experiment(), changes, make_trace(histograms=False), np.array(values), float(gain.mean()),
        (float(gain.min()), float(gain.max())), **more,
    )  # fmt: skip


def make_trial() -> Trial:
    """The first two remedies help and are tied, the third does not help; two random ones."""
    base = [0.1, 0.1, 0.12, 0.08]
    norm = {"network.normalization": ("none", "batch")}
    helpful = {"repaired": 1.0, "p_value": 0.01, "helps": True, "rank": 1, "tied": True}
    relu = {"network.activation": ("sigmoid", "relu"), "network.init": ("xavier-uniform", "he-normal")}
    return Trial(
        root="vanishing-gradient",
        metric=METRICS["accuracy_test"],
        seeds=(0, 1, 2, 3),
        baseline=_result("baseline", base, base, {}, repaired=0.0),
        results=(
            _result("use-relu-he", [0.9, 0.92, 0.88, 0.9], base, relu, **helpful),
            _result("add-batch-normalization", [0.9, 0.9, 0.9, 0.88], base, norm, **helpful),
            _result("add-layer-normalization", base, base, {"network.normalization": ("none", "layer")}, repaired=0.0,
                    p_value=1.0, rank=3),
        ),
        controls=(
            _result("random", [0.2, 0.1, 0.12, 0.08], base, {"network.hidden": ([8] * 10, [8, 8])}, repaired=0.25),
            _result("random", base, base, {"training.l2": (0.0, 0.01)}, repaired=0.0),
        ),
        advice=("check-labels",),
        repaired_at=0.74,
        verdict=Outcome.HELPS,
    )  # fmt: skip


@pytest.fixture(scope="session")
def meta_of() -> Callable[..., Meta]:
    return make_meta


@pytest.fixture(scope="session")
def trace_of() -> Callable[..., Trace]:
    return make_trace


@pytest.fixture(scope="session")
def trace() -> Trace:
    return make_trace()


@pytest.fixture(scope="session")
def diagnosis() -> Diagnosis:
    return make_diagnosis()


@pytest.fixture(scope="session")
def diagnosis_of() -> Callable[..., Diagnosis]:
    return make_diagnosis


@pytest.fixture(scope="session")
def trial() -> Trial:
    return make_trial()
