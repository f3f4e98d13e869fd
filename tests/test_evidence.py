"""The benchmarks' own judge of printed evidence."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.evidence import contradictions

import whygrad as wg


def _diagnosis(code: str, *evidence: tuple[str, float | None, float | None]) -> dict[str, Any]:
    shown = [{"quantity": name, "value": value, "threshold": threshold} for name, value, threshold in evidence]
    return {"findings": [{"code": code, "evidence": shown}]}


@pytest.mark.parametrize(
    ("code", "quantity", "value", "threshold", "count"),
    [
        ("overfitting", "test_loss_rise", 0.03, 0.1, 1),
        ("overfitting", "test_loss_rise", 0.3, 0.1, 0),
        ("no-progress", "final_progress", 0.3, 0.1, 1),
        ("no-progress", "final_progress", 0.03, 0.1, 0),
        ("vanishing-gradient", "gradient_ratio", 1e-6, 1e-4, 0),
        ("exploding-gradient", "gradient_ratio", 1e-6, 1e4, 1),
        ("overfitting", "test_loss_rise", None, 0.1, 0),
        ("overfitting", "test_loss_rise", 0.03, None, 0),
    ],
)
def test_what_is_not_beyond_its_threshold_is_counted(
    code: str, quantity: str, value: float | None, threshold: float | None, count: int
) -> None:
    found = _diagnosis(code, (quantity, value, threshold))
    assert len(contradictions(found)) == count
    assert len(contradictions({"findings": [], "others": [found]})) == count


@pytest.mark.parametrize("name", [name for name in wg.presets if not name.startswith("healthy-")])
def test_presets_print_evidence_that_bears_them_out(name: str) -> None:
    found = wg.diagnose(wg.train(wg.presets[name], seeds=2)).to_json()
    assert found["findings"]
    assert contradictions(found) == ()
