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
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from benchmarks import common
from benchmarks.kept import Kept
from benchmarks.public.first_contact import ROUNDS, Contact, contacts
from training_programs.index import file_key, programs
from training_programs.scoring import rate
from whygrad.diagnose.probability import BASELINE, signs

KEPT = common.ROOT / "src" / "whygrad" / "diagnose" / "probability.json"
FEWEST = 5  # diagnoses with a code as the first one, from which on its probability counts as measured
FIRST_PREDICTED = 3  # the first three rounds predict the fourth
BINS = (0.0, 0.3, 0.5, 0.65, 0.8, 0.9, 1.0)
SURE, TOLERANCE = 0.9, 0.05  # the target: of what is given with 90 % or more, 90 ± 5 % are right


Predicted = tuple[Contact, float]  # a diagnosis and the probability that its first finding is right


@dataclass(frozen=True)
class Fitted:
    """Weights of a logistic regression by the names of `signs`."""

    baseline: float
    weights: dict[str, float]
    diagnoses: int
    measured: tuple[str, ...]  # codes that came first often enough

    @staticmethod
    def of(told: Sequence[Contact]) -> Fitted:
        """Fit the weights to diagnoses with a finding."""
        names = sorted({name for one in told for name in signs(one.codes)})
        given = np.array([[name in signs(one.codes) for name in names] for one in told], float)
        model = LogisticRegression(max_iter=1000, tol=1e-8).fit(given, [one.first_is_right for one in told])
        weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
        counts = Counter(one.codes[0] for one in told)
        measured = tuple(sorted(code for code, count in counts.items() if count >= FEWEST))
        return Fitted(float(model.intercept_[0]), weights, len(told), measured)

    def predict(self, told: Iterable[Contact]) -> list[Predicted]:
        """The diagnoses for which a probability is stated, each with it."""
        stated = [one for one in told if one.codes[0] in self.measured]
        totals = [self.baseline + sum(self.weights.get(name, 0.0) for name in signs(one.codes)) for one in stated]
        return list(zip(stated, map(float, expit(totals)), strict=True))

    def to_json(self) -> dict[str, Any]:
        """As the package keeps it."""
        weights = {name: round(weight, 4) for name, weight in sorted(self.weights.items())}
        return {
            "fitted": date.today().isoformat(), "diagnoses": self.diagnoses, BASELINE: round(self.baseline, 4),
            "measured": list(self.measured), "weights": weights,
        }  # fmt: skip


def left_out(told: Sequence[Contact]) -> list[Predicted]:
    """Each round predicted by weights that were fitted to all other rounds."""
    return _by_round(told, range(len(ROUNDS)), lambda other, here: other != here)


def by_earlier(told: Sequence[Contact]) -> list[Predicted]:
    """The rounds from the fourth on, each predicted by weights that were fitted to the rounds before it."""
    return _by_round(told, range(FIRST_PREDICTED, len(ROUNDS)), lambda other, here: other < here)


def _by_round(told: Sequence[Contact], rounds: range, known: Callable[[int, int], bool]) -> list[Predicted]:
    found: list[Predicted] = []
    for here in rounds:
        fitted = Fitted.of([one for one in told if known(one.round, here)])
        found += fitted.predict(one for one in told if one.round == here)
    return found


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


def calibration(predicted: Sequence[Predicted]) -> str:
    """A table by probability: the mean of it, and how many were right."""
    rows: list[list[str]] = []
    for low, high in itertools.pairwise(BINS):
        members = [(one, value) for one, value in predicted if low <= value < high]
        right = sum(one.first_is_right for one, _ in members)
        mean = f"{statistics.mean(value for _, value in members):.0%}" if members else "–"
        rows.append([f"{low:.0%} to {high:.0%}", mean, rate(right, len(members))])
    return common.table(("probability", "mean", "right"), rows)


def hints(predicted: Sequence[Predicted]) -> str:
    """What a lower bound would change: how many programs that train well are accused less, how many causes are lost."""
    rows = [
        [
            f"below {bound:.0%}",
            str(sum(not one.right for one, value in predicted if value < bound)),
            str(sum(one.first_is_right for one, value in predicted if value < bound)),
        ]
        for bound in BINS[1:3]
    ]
    return common.table(("only hints", "accusations less", "right causes less"), rows)


def report(told: Sequence[Contact]) -> tuple[str, bool]:
    """All tables in Markdown, and whether the target is met."""
    predicted = left_out(told)
    fitted = Fitted.of(told)
    sure = [one.first_is_right for one, value in predicted if value >= SURE]
    met = bool(sure) and abs(statistics.mean(sure) - SURE) <= TOLERANCE
    brier = statistics.mean((value - one.first_is_right) ** 2 for one, value in predicted)
    base = statistics.mean(one.first_is_right for one, _ in predicted)
    rows = [["baseline", f"{fitted.baseline:+.2f}", "–"]]
    for name, weight in sorted(fitted.weights.items(), key=lambda item: -item[1]):
        members = [one for one in told if name in signs(one.codes)]
        rows.append([f"`{name}`", f"{weight:+.2f}", f"{sum(one.first_is_right for one in members)}/{len(members)}"])
    text = "\n\n".join([
        f"{len(told)} first diagnoses with a warning or an error, of {len(ROUNDS)} rounds of public programs. In "
        f"{sum(one.first_is_right for one in told)} of them the first finding was an accepted cause. A probability is "
        f"stated if its code came first in at least {FEWEST} of the diagnoses that predict: {len(predicted)} times.",
        "## Each round predicted by the others",
        calibration(predicted),
        f"Given with {SURE:.0%} or more: {rate(sum(sure), len(sure))} right (90 ± 5 %: {'met' if met else 'MISSED'}). "
        f"Mean squared error of the probabilities (Brier): {brier:.3f}; {base * (1 - base):.3f} if all were given "
        f"{base:.0%}.",
        "## Each round from the fourth on predicted by those before it",
        calibration(by_earlier(told)),
        "What would come of showing only hints where the probability is low, in the same rounds:",
        hints(by_earlier(told)),
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
        table = calibration(Fitted.of(told).predict(of_scripts(given.answers)))
        text += f"\n\n## Training programs, predicted by the weights of the public programs\n\n{table}"
    common.publish(
        "probability", "How likely the first finding is the cause", text, versions_=common.versions("scikit-learn")
    )
    if given.write:
        KEPT.write_text(json.dumps(Fitted.of(told).to_json(), indent=1) + "\n", encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
