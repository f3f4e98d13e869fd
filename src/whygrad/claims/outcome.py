"""What a run of a claim gave, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.definition import Condition, Definition
from whygrad.claims.judging import Decision, Verdict, decide, decision_interval, shown_interval, verdict

SCHEMA = "whygrad.claim/1"

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """Both arms under one condition: their values (P,), and the value of the tuned setting that each arm got."""

    condition: Condition
    claimed: Array
    other: Array
    tuned: Mapping[str, float]

    @property
    def differences(self) -> Array:
        """Claimed minus other, seed by seed: (P,)."""
        return self.claimed - self.other

    @property
    def effect(self) -> float:
        """The mean difference."""
        return float(self.differences.mean())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a claim: every condition, the control, the verdict.

    `seeds`: those of the runs. `changes`: settings that differ from the claim's own.
    `fingerprint`: of the claim, its experiments and the code that ran them. `made`: date, machine, versions, seconds.
    """

    definition: Definition
    conditions: tuple[Compared, ...]
    control: Compared
    seeds: tuple[int, ...]
    fingerprint: str
    made: Mapping[str, str]
    changes: tuple[str, ...] = ()

    @property
    def comparisons(self) -> int:
        """Intervals that the claim reports, the control's included."""
        return len(self.conditions) + 1

    def decision(self, compared: Compared) -> Decision:
        """What one condition says."""
        return decide(compared.differences, self.definition.rule, self.comparisons)

    @property
    def verdict(self) -> Verdict:
        """What all of them say."""
        return verdict([self.decision(one) for one in self.conditions], self.decision(self.control))

    def interval(self, compared: Compared) -> tuple[float, float]:
        """The 95 % bootstrap interval of the effect; of an exact measure its smallest and largest value."""
        d = compared.differences
        if self.definition.rule.exact or len(d) < 2:
            return (float(d.min()), float(d.max()))
        return shown_interval(d)

    def to_json(self) -> dict[str, Any]:
        """The JSON of a result ("whygrad.claim/1")."""
        rule = self.definition.rule
        return {
            "schema": SCHEMA,
            "id": self.definition.id,
            "statement": str(self.definition.statement),
            "verdict": self.verdict,
            "rule": {"kind": rule.kind, "smallest_effect": rule.smallest_effect, "unit": self.definition.measure.unit},
            "conditions": [self._row(one) for one in self.conditions],
            "control": self._row(self.control),
            "seeds": list(self.seeds),
            "changes": list(self.changes),
            "fingerprint": self.fingerprint,
            "made": dict(self.made),
        }

    def _row(self, one: Compared) -> dict[str, Any]:
        low, high = self.interval(one)
        exact = self.definition.rule.exact
        decisive = (low, high) if exact else decision_interval(one.differences, self.comparisons)
        return {
            "name": str(one.condition.name),
            "value": one.condition.value,
            "effect": one.effect,
            "interval": [low, high],
            "decision_interval": list(decisive),
            "decision": self.decision(one),
            "claimed": one.claimed.tolist(),
            "other": one.other.tolist(),
            "tuned": dict(one.tuned),
        }

    @classmethod
    def from_json(cls, definition: Definition, value: Mapping[str, Any]) -> Outcome | None:
        """A stored result of the claim; `None` if its conditions are others than the claim's of today."""
        rows = value["conditions"]
        if value.get("schema") != SCHEMA or len(rows) != len(definition.conditions):
            return None

        def compared(condition: Condition, row: Mapping[str, Any]) -> Compared:
            claimed, other = (np.asarray(row[arm], dtype=np.float64) for arm in ("claimed", "other"))
            return Compared(condition, claimed, other, row["tuned"])

        return cls(
            definition,
            tuple(compared(*pair) for pair in zip(definition.conditions, rows, strict=True)),
            compared(definition.control, value["control"]),
            tuple(value["seeds"]), value["fingerprint"], value["made"], tuple(value["changes"]),
        )  # fmt: skip
