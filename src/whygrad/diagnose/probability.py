"""How likely the first finding of a script is the cause: a logistic regression fitted to first diagnoses.

    log-odds = baseline + weight of the first finding's code + weight of each sign that other findings give

The weights stand in probability.json. `python -m benchmarks.probability` fits them to public programs that nobody had
diagnosed before, and checks them on rounds that were left out. For a code that hardly ever came first nothing is
stated: its probability was not measured. Formula: Hastie, Tibshirani, Friedman, *The Elements of
Statistical Learning*, 2nd edition, section 4.4.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NO_PROGRESS = "no-progress"
OTHERS = "others"
BASELINE = "baseline"
_FILE = "probability.json"


@dataclass(frozen=True, slots=True)
class Probability:
    """The probability that the first finding is the cause.

    - `value`: between 0 and 1
    - `weights`: what adds to the log-odds: "baseline", the code of the first finding, the signs that were there
    - `diagnoses`: the number of diagnoses that the weights were fitted to
    """

    value: float
    weights: Mapping[str, float]
    diagnoses: int

    def to_json(self) -> dict[str, Any]:
        """Return it as nested dictionaries."""
        return {"value": self.value, "weights": dict(self.weights), "diagnoses": self.diagnoses}


def signs(codes: Sequence[str]) -> tuple[str, ...]:
    """What counts about the codes of warnings and errors, the first finding's first.

    That is the first code itself, as "first:CODE", then `no-progress` if it is among the others, then "others" if there
    are any.
    """
    first, *others = codes
    found = (NO_PROGRESS in others and NO_PROGRESS, bool(others) and OTHERS)
    return (f"first:{first}", *(name for name in found if name))


def probability(codes: Sequence[str]) -> Probability | None:
    """The probability for the codes of a script's warnings and errors, roots first.

    None if there are none, or if the first one's probability was not measured.
    """
    fitted = _fitted()
    if not codes or codes[0] not in fitted["measured"]:
        return None
    weights = {BASELINE: fitted[BASELINE]}
    weights |= {name.removeprefix("first:"): fitted["weights"][name] for name in signs(codes)}
    return Probability(1.0 / (1.0 + math.exp(-sum(weights.values()))), weights, fitted["diagnoses"])


@cache
def _fitted() -> dict[str, Any]:
    return json.loads((files("whygrad.diagnose") / _FILE).read_text(encoding="utf-8"))
