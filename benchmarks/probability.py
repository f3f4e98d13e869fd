"""How likely is the first finding the cause? Fitted to first contacts with public programs, checked on rounds left out.

    python -m benchmarks.probability [--answers FILE] [--write]

A logistic regression with few weights: one for the code that came first, one for `no-progress` beside it, one for any
other finding beside it. L2 penalty of scikit-learn's default strength (C = 1), which was not tuned. For the check, each
round is predicted by weights that were fitted to the others, and, as the rules changed from round to round, by weights
that were fitted to the rounds before it. With `--answers` the weights of the package are checked on what
`benchmarks.clinic --results FILE` kept of a part of the training programs. `--write` keeps the weights that all rounds
give in `diagnose/probability.json`. The result goes to benchmarks/results/DATE-probability.md.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks import common
from benchmarks.kept import Kept
from benchmarks.public.first_contact import ROUNDS, Contact, contacts
from training_programs.index import file_key, programs
from training_programs.scoring import rate
from whygrad.diagnose.probability import BASELINE, signs

KEPT = common.ROOT / "src" / "whygrad" / "diagnose" / "probability.json"
FIRST_PREDICTED = 3  # the first three rounds predict the fourth
BINS = (0.0, 0.3, 0.5, 0.65, 0.8, 0.9, 1.0)
SURE, TOLERANCE = 0.9, 0.05  # the target: of what is given with 90 % or more, 90 ± 5 % are right


@dataclass(frozen=True)
class Fitted:
    """Weights of a logistic regression by the names of `signs`."""

    baseline: float
    weights: dict[str, float]
    diagnoses: int

    @staticmethod
    def of(told: Sequence[Contact]) -> Fitted:
        """Fit the weights to diagnoses with a finding."""
        names = sorted({name for one in told for name in signs(one.codes)})
        given = np.array([[name in signs(one.codes) for name in names] for one in told], float)
        model = LogisticRegression(max_iter=1000, tol=1e-8).fit(given, [one.first_is_right for one in told])
        weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
        return Fitted(float(model.intercept_[0]), weights, len(told))

    def probability(self, one: Contact) -> float:
        """The probability that the first finding is right."""
        total = self.baseline + sum(self.weights.get(name, 0.0) for name in signs(one.codes))
        return 1.0 / (1.0 + np.exp(-total))

    def to_json(self) -> dict[str, Any]:
        """As the package keeps it."""
        weights = {name: round(weight, 4) for name, weight in sorted(self.weights.items())}
        return {
            "fitted": date.today().isoformat(), "diagnoses": self.diagnoses, BASELINE: round(self.baseline, 4),
            "weights": weights,
        }  # fmt: skip


def left_out(told: Sequence[Contact]) -> list[float]:
    """For each diagnosis the probability by weights that were fitted to all other rounds."""
    by_round = {n: Fitted.of([one for one in told if one.round != n]) for n in range(len(ROUNDS))}
    return [by_round[one.round].probability(one) for one in told]


def by_earlier(told: Sequence[Contact]) -> tuple[list[Contact], list[float]]:
    """The diagnoses from the fourth round on, and their probabilities by weights fitted to the rounds before."""
    members: list[Contact] = []
    given: list[float] = []
    for number in range(FIRST_PREDICTED, len(ROUNDS)):
        fitted = Fitted.of([one for one in told if one.round < number])
        here = [one for one in told if one.round == number]
        members += here
        given += [fitted.probability(one) for one in here]
    return members, given


def of_scripts(file: Path) -> list[Contact]:
    """The diagnoses with a finding of training programs, as `benchmarks.clinic --results FILE` kept them."""
    kept = Kept(file)
    asked = [(one, path) for one in programs() for path in one.paths]
    found: list[Contact] = []
    for one, path in asked:
        value = kept.get(file_key(path, asked="whygrad", options=[]))
        right = tuple(one.causes) if path.parent.name == "failing" else ()
        if value is not None and value["codes"]:
            found.append(Contact(-1, one.name, right, tuple(value["codes"])))
    return found


def calibration(told: Sequence[Contact], given: Sequence[float]) -> list[list[str]]:
    """By probability: how many were given it, the mean, and how many were right."""
    rows: list[list[str]] = []
    for low, high in itertools.pairwise(BINS):
        members = [n for n, value in enumerate(given) if low <= value < high]
        if members:
            right = sum(told[n].first_is_right for n in members)
            mean = float(np.mean([given[n] for n in members]))
            rows.append([f"{low:.0%} to {high:.0%}", f"{mean:.0%}", rate(right, len(members))])
    return rows


def report(told: Sequence[Contact]) -> tuple[str, bool]:
    """All tables in Markdown, and whether the target is met."""
    given = left_out(told)
    fitted = Fitted.of(told)
    sure = [one.first_is_right for one, value in zip(told, given, strict=True) if value >= SURE]
    met = bool(sure) and abs(float(np.mean(sure)) - SURE) <= TOLERANCE
    brier = float(np.mean([(value - one.first_is_right) ** 2 for one, value in zip(told, given, strict=True)]))
    base = float(np.mean([one.first_is_right for one in told]))
    rows = [["baseline", f"{fitted.baseline:+.2f}", "–"]]
    for name, weight in sorted(fitted.weights.items(), key=lambda item: -item[1]):
        members = [one for one in told if name in signs(one.codes)]
        rows.append([f"`{name}`", f"{weight:+.2f}", f"{sum(one.first_is_right for one in members)}/{len(members)}"])
    text = "\n\n".join([
        f"{len(told)} first diagnoses with a warning or an error, of {len(ROUNDS)} rounds of public programs. In "
        f"{sum(one.first_is_right for one in told)} of them the first finding was an accepted cause.",
        "## Each round predicted by the others",
        common.table(("probability", "mean", "right"), calibration(told, given)),
        f"Given with {SURE:.0%} or more: {rate(sum(sure), len(sure))} right (90 ± 5 %: {'met' if met else 'MISSED'}). "
        f"Mean squared error of the probabilities (Brier): {brier:.3f}; {base * (1 - base):.3f} if all were given "
        f"{base:.0%}.",
        "## Each round from the fourth on predicted by those before it",
        common.table(("probability", "mean", "right"), calibration(*by_earlier(told))),
        "## Weights, fitted to all rounds",
        common.table(("sign", "weight", "right with it"), rows),
    ])  # fmt: skip
    return text, met


def main() -> int:
    """Exit status 1 if the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="answers about training programs, to check the weights on"
    )
    parser.add_argument("--write", action="store_true", help="keep the weights in the package")
    given = parser.parse_args()
    told = [one for one in contacts() if one.codes]
    text, met = report(told)
    if given.answers:
        scripts = of_scripts(given.answers)
        fitted = Fitted.of(told)
        rows = calibration(scripts, [fitted.probability(one) for one in scripts])
        table = common.table(("probability", "mean", "right"), rows)
        text += f"\n\n## Training programs, predicted by the weights of the public programs\n\n{table}"
    common.publish(
        "probability", "How likely the first finding is the cause", text, versions_=common.versions("scikit-learn")
    )
    if given.write:
        KEPT.write_text(json.dumps(Fitted.of(told).to_json(), indent=1) + "\n", encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
