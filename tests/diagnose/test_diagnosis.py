"""A whole diagnosis: shares of runs, severities, JSON, sentences in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from tests.all_faults import all_at_once
from tests.diagnose.handmade import S, layers, meta, stuck, trace

from whygrad import i18n
from whygrad.diagnose import (
    RULES,
    Evidence,
    Finding,
    Severity,
    Undecided,
    Where,
    diagnose,
    evidence_text,
    explanation,
    message,
    remedy_message,
    title,
    undecided_message,
)
from whygrad.diagnose.messages import QUANTITIES, layer_range, written
from whygrad.trace import Trace
from whygrad.trial.remedy import remedies


def population(ill: int, of: int = 8) -> Trace:
    """`ill` of the runs sit at chance with a gradient that vanishes."""
    good = trace(runs=of)
    bad = trace(runs=of, **stuck(backprop_rms=np.array([1e-6, 1e-4, 1e-2, 1.0])))
    chosen = np.arange(of) < ill
    values = {
        name: np.where(chosen.reshape(-1, *[1] * (array.ndim - 1)), bad[name], array) if len(array) == of else array
        for name, array in good.channels.items()
    }
    return Trace(meta(), good.steps, np.arange(of), values)


@pytest.mark.parametrize(("ill", "reported"), [(0, False), (1, False), (2, True), (8, True)])
def test_a_finding_needs_a_quarter_of_the_runs(ill: int, reported: bool) -> None:
    diagnosis = diagnose(population(ill))
    assert diagnosis.healthy is not reported
    if reported:
        assert diagnosis.root is not None
        assert (diagnosis.root.code, diagnosis.root.affected, diagnosis.root.of) == ("vanishing-gradient", ill, 8)
        # 1e-6·√16 over 1·√1, of the ill runs alone
        assert diagnosis.root.evidence[0].value == pytest.approx(4e-6)


def test_json_follows_the_schema() -> None:
    value = json.loads(json.dumps(diagnose(population(8)).to_json(), allow_nan=False))
    assert value["schema"] == "whygrad.diagnosis/1"
    assert value["subject"] == {"kind": "experiment", "name": "handmade", "steps": 1000, "framework": "kernel"}
    assert value["healthy"] is False
    assert value["trial"] is None
    first, second = value["findings"]
    assert set(first) == {
        "code", "severity", "cause", "because_of", "where", "runs", "evidence", "message", "change", "remedies",
    }  # fmt: skip
    assert (first["code"], first["severity"], first["cause"], first["because_of"]) == (
        "vanishing-gradient", "error", True, None,
    )  # fmt: skip
    assert first["where"] == {"layers": ["hidden1", "hidden2"], "step": 0}
    assert first["runs"] == {"affected": 8, "of": 8}
    assert set(first["evidence"][0]) == {"quantity", "value", "threshold", "step"}
    assert [set(remedy) for remedy in first["remedies"]] == [{"code", "message", "change"}] * len(first["remedies"])
    assert second["because_of"] == "vanishing-gradient"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (0.95, "can overfit a single batch (progress 95 %)"),
        (0.5, "only partly memorizes a single batch (progress 50 %, threshold"),
        (-3.0, "cannot overfit even a single batch"),
        (np.nan, ""),
        (None, ""),
    ],
)
def test_one_batch_tells_where_to_look(progress: float | None, expected: str) -> None:
    """It never decides whether something is wrong, only how the finding is told."""
    known = {} if progress is None else {"one_batch_progress": progress}
    diagnosis = diagnose(trace(runs=3, **stuck(), **known))
    assert [finding.code for finding in diagnosis.findings] == ["no-progress"]
    sentence = message(diagnosis.findings[0], meta())
    assert expected in sentence
    assert ("a single batch" in sentence) == bool(expected)
    quantities = [evidence.quantity for evidence in diagnosis.findings[0].evidence]
    assert ("one_batch_progress" in quantities) == bool(expected)


@pytest.mark.parametrize("progress", [-9.0, 0.0, 1.0, np.nan])
def test_one_batch_is_no_finding_of_a_healthy_network(progress: float) -> None:
    assert diagnose(trace(one_batch_progress=progress)).findings == ()


def test_json_of_what_is_not_finite_is_json() -> None:
    loss = np.where(np.arange(S) < 5, 1.0, np.nan)
    ended = {"status": ["non-finite"], "non_finite_step": [40], "non_finite_layer": [0], "non_finite_what": ["loss"]}
    diagnosis = diagnose(trace(ended=ended, loss_train=loss, loss_test=loss))
    value = json.loads(json.dumps(diagnosis.to_json(), allow_nan=False))  # neither NaN nor Infinity is JSON
    finding = next(found for found in value["findings"] if found["code"] == "non-finite")
    assert finding["evidence"] == [{"quantity": "non_finite_loss", "value": 40.0, "threshold": None, "step": 40}]


def everything(code: str) -> Finding:
    evidence = tuple(Evidence(quantity, 0.25, 0.5, 40) for quantity in (*QUANTITIES, "non_finite_loss"))
    return Finding(code, Severity.ERROR, Where(("hidden1", "hidden2"), step=40), 3, 8, evidence, RULES[code].remedies)


@all_at_once("language", i18n.LANGUAGES)
@all_at_once("code", RULES)
def test_every_finding_can_be_told(code: str, language: str) -> None:
    with i18n.use(language):
        full = everything(code)
        bare = Finding(code, Severity.INFO, Where(), 1, 1, (), ())
        sentences = [message(full, meta()), message(bare, meta()), title(code), explanation(code)]
        sentences += [evidence_text(evidence) for evidence in full.evidence]
        sentences += [
            undecided_message(Undecided(code, ("records",))),
            undecided_message(Undecided(code, ("loss_train",))),
        ]
        for sentence in sentences:
            assert sentence
            assert not re.search(r"[{}$]|  ", sentence), sentence
            if language == "ko":
                assert re.search("[가-힣]", sentence)
        assert "3" in sentences[0]
        assert "8" in sentences[0]  # 3 of 8 runs


@all_at_once("code", RULES)
def test_every_remedy_of_a_rule_exists(code: str) -> None:
    assert RULES[code].remedies
    assert len(set(RULES[code].remedies)) == len(RULES[code].remedies)
    for remedy in RULES[code].remedies:
        assert remedy in remedies()
        assert remedy_message(remedy) != remedy


@pytest.mark.parametrize(
    ("quantity", "value", "text"),
    [
        ("gradient_ratio", 3.14e-7, "3.1×10⁻⁷"), ("gradient_ratio", 0.0213, "0.0213"),
        ("gradient_ratio", 1234.0, "1,234"),
        ("dead_share", 0.8754, "88 %"), ("non_finite_values", 6.0, "6"), ("loss_surge", float("inf"), "∞"),
        ("skill", float("nan"), "–"), ("gradient_ratio", 0.0, "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_people(quantity: str, value: float, text: str) -> None:
    assert written(quantity, value) == text


def test_layers_in_a_row_are_a_range() -> None:
    about = meta(layers=layers(widths=(2, 4, 4, 4, 4, 1)))
    assert layer_range(("hidden1", "hidden2", "hidden3"), about) == "hidden1 … hidden3"
    assert layer_range(("hidden1", "hidden2"), about) == "hidden1, hidden2"
    assert layer_range(("hidden1", "hidden3", "hidden4"), about) == "hidden1, hidden3, hidden4"
    assert layer_range(("hidden1", "hidden2", "hidden3", "output"), about) == "hidden1 … hidden3, output"
    assert layer_range((), about) == ""


def test_layers_with_a_number_as_name_are_called_layers() -> None:
    about = meta(layers=layers(widths=(2, 4, 4, 4, 4, 1)))
    about = replace(about, layers=tuple(replace(one, name=str(2 * i)) for i, one in enumerate(about.layers)))
    assert layer_range(("0",), about) == "layer 0"
    assert layer_range(("0", "2"), about) == "layers 0 and 2"
    assert layer_range(("0", "2", "4"), about) == "layers 0 to 4"
    assert layer_range(("0", "4", "6", "8"), about) == "layers 0 and 4 to 8"
    with i18n.use("ko"):
        assert layer_range(("0", "2"), about) == "0, 2번"
        assert layer_range(("0", "2", "4"), about) == "0~4번"


def test_no_progress_says_whether_anything_explains_it() -> None:
    alone, explained = diagnose(trace(**stuck())), diagnose(population(8))
    assert "No more specific cause" in message(alone.findings[0], meta())
    assert "No more specific cause" not in message(explained.findings[1], meta())
