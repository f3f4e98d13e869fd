"""The claims, run and tested: `python -m benchmarks.claims`.

    python -m benchmarks.claims [ID…]

measures how often new seeds give the same verdict, how often a planted null is called supported, and what PyTorch says.

    python -m benchmarks.claims --store [--stale] [ID…]

runs claims and writes their stored results.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import whygrad as wg
from benchmarks import common
from whygrad.claims import Claim, Outcome
from whygrad.claims.claim import RESULT
from whygrad.claims.judging import verdict
from whygrad.claims.outcome import Compared
from whygrad.engine.train import Engine

REPETITIONS = 20
RERUN = 5  # claims that PyTorch trains again
TARGET = 0.95  # of the repetitions and of the planted nulls
NAME = ("claims", "Claims, run again")  # of the result file, and its title
FIRST_SEED = 1_000  # of a replication: seeds that no stored result has


def store(claim: Claim) -> Outcome:
    """Run a claim and write its result into its folder."""
    start = time.perf_counter()
    outcome = _run(claim)
    text = json.dumps(outcome.to_json() | {"statement": claim.definition.statement.en}, indent=1, ensure_ascii=False)
    (claim.folder / RESULT).write_text(numbers_in_a_line(text) + "\n", encoding="utf-8")
    seconds = time.perf_counter() - start
    late = f", over its budget of {claim.definition.seconds:g} s" if seconds > claim.definition.seconds else ""
    print(f"{claim.id}  {outcome.verdict}  {seconds:.1f} s{late}")
    for one in (*outcome.conditions, outcome.control):
        low, high = outcome.interval(one)
        what = f"{one.condition.name.en}: {one.effect:.4g} [{low:.4g}, {high:.4g}] {outcome.decision(one)}"
        print(f"    {what} {dict(one.tuned) or ''}")
    return outcome


def numbers_in_a_line(text: str) -> str:
    """JSON with each list of numbers on a line of its own, so that results are compared by rows."""
    return re.sub(r"\[[\d\s,.eE+-]+\]", lambda found: "[" + " ".join(found[0][1:-1].split()) + "]", text)


def is_kernels(claim: Claim) -> bool:
    """Whether the kernel trains every arm of the claim."""
    return claim.trains and not claim.needs_torch


def _run(claim: Claim, seeds: Sequence[int] | int | None = None, engine: Engine = "auto") -> Outcome:
    """A run of a claim; `KeyboardInterrupt` if Ctrl-C ended it."""
    outcome = claim.run(seeds, engine=engine)
    if outcome is None:
        raise KeyboardInterrupt
    return outcome


def swapped(outcome: Outcome) -> str:
    """The verdict if the arms change places: what was claimed of one is then claimed of the other."""

    def turned(one: Compared) -> Compared:
        return Compared(one.condition, one.other, one.claimed, one.tuned)

    return verdict([outcome.decision(turned(one)) for one in outcome.conditions], "refuted")


def without_effect(outcome: Outcome) -> str:
    """The verdict if the effect is removed: the mean difference is taken off and each seed's sign drawn at random. Of
    "equal" claims: if an effect of three times the smallest one of interest is added.
    """
    rule = outcome.definition.rule
    draw = random.Random(0)

    def planted(one: Compared) -> Compared:
        if rule.kind == "equal":
            return Compared(one.condition, one.claimed + 3 * max(rule.smallest_effect, 1e-9), one.other, one.tuned)
        center = one.differences.mean()
        signs = [draw.choice((-1.0, 1.0)) for _ in one.differences]
        return Compared(one.condition, signs * (one.differences - center), 0 * one.other, one.tuned)

    return verdict([outcome.decision(planted(one)) for one in outcome.conditions], "refuted")


def main() -> int:
    """Store results, or measure how far they can be trusted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--store", action="store_true", help="run the claims and write their stored results")
    parser.add_argument("--stale", action="store_true", help="only those whose stored result is outdated")
    parser.add_argument(
        "--repetitions", type=int, default=REPETITIONS, metavar="N", help="of each claim, with new seeds"
    )
    options = parser.parse_args()
    chosen = [wg.claims[name] for name in options.ids or wg.claims]
    if options.stale:
        chosen = [one for one in chosen if one.is_stale]
    if options.store:
        for claim in chosen:
            store(claim)
        return 0
    return _measure(chosen, options.repetitions)


@dataclass
class Measured:
    """What is measured so far; each part is written as soon as it is there, so that Ctrl-C loses one run."""

    claims: list[Claim]
    planned: int  # repetitions of each claim
    outcomes: dict[str, Outcome] = field(default_factory=dict[str, Outcome])  # of 20 seeds each
    seconds: float = 0.0  # that these took
    torch: dict[str, str] = field(default_factory=dict[str, str])  # verdicts of the claims that PyTorch trained again
    repeated: dict[str, list[str]] = field(default_factory=dict[str, list[str]])  # verdicts with new seeds

    def run(self) -> bool:
        """Whether everything was measured; `False` after Ctrl-C."""
        try:
            self._twenty_seeds()
            chosen = random.Random("whygrad").sample(self.claims, min(RERUN, len(self.claims)))
            for turn in range(max(self.planned, len(chosen))):
                if turn < self.planned:
                    self._repetition(turn)
                if turn < len(chosen):
                    self._by_torch(chosen[turn])
        except KeyboardInterrupt:
            return False
        return True

    def _twenty_seeds(self) -> None:
        for one in self.claims:
            start = time.perf_counter()
            self.outcomes[one.id] = _run(one, 20)
            self.seconds += time.perf_counter() - start
            self._write(f"{one.id}: {self.outcomes[one.id].verdict}, {self.seconds:.0f} s so far")

    def _by_torch(self, claim: Claim) -> None:
        self.torch[claim.id] = _run(claim, engine="torch").verdict
        self._write(f"{claim.id} by PyTorch: {self.torch[claim.id]}")

    def _repetition(self, turn: int) -> None:
        """Each claim once more, with seeds of this turn."""
        for one in self.claims:
            n = one.definition.seeds
            first = FIRST_SEED + turn * n
            self.repeated.setdefault(one.id, []).append(_run(one, range(first, first + n)).verdict)
            self._write(f"{one.id}, repetition {turn + 1}: {self.repeated[one.id][-1]}")

    @property
    def agreeing(self) -> dict[str, tuple[int, int]]:
        """How often new seeds gave the stored verdict: (agreeing, repetitions) of each claim."""
        return {name: (found.count(_stored(name)), len(found)) for name, found in self.repeated.items()}

    @property
    def same(self) -> float:
        """The part of the repetitions with the stored verdict."""
        return sum(a for a, _ in self.agreeing.values()) / max(1, sum(n for _, n in self.agreeing.values()))

    @property
    def nulls(self) -> list[str]:
        """The verdicts of the planted nulls."""
        return [verdict_of(one) for one in self.outcomes.values() for verdict_of in (swapped, without_effect)]

    @property
    def quiet(self) -> float:
        """The part of the planted nulls that do not come out supported."""
        return sum(one != "supported" for one in self.nulls) / max(1, len(self.nulls))

    @property
    def equal(self) -> int:
        """How many claims got their stored verdict from PyTorch, too."""
        return sum(found == _stored(name) for name, found in self.torch.items())

    @property
    def is_met(self) -> bool:
        """Whether the targets are met."""
        return self.same >= TARGET and self.quiet >= TARGET and self.equal == len(self.torch)

    def text(self) -> str:
        """The table, and what came out otherwise."""
        done = sum(map(len, self.repeated.values()))
        of = f"{done} of {self.planned * len(self.claims)} repetitions"
        rows = [
            [f"{len(self.outcomes)} claims that the kernel runs, 20 seeds each", f"{self.seconds:.0f} s", "≤ 180 s"],
            [f"same verdict with new seeds, {of}", f"{100 * self.same:.1f} %", f"≥ {100 * TARGET:.0f} %"],
            [
                f"{len(self.nulls)} planted nulls that do not come out supported",
                f"{100 * self.quiet:.1f} %",
                f"≥ {100 * TARGET:.0f} %",
            ],
            [f"same verdict by PyTorch: {', '.join(self.torch)}", f"{self.equal} of {len(self.torch)}", "all"],
        ]
        text = common.table(["what", "measured", "target"], rows)
        others = [
            f"- {name}: {found.count(_stored(name))} of {len(found)} {_stored(name)}; otherwise "
            + ", ".join(f"{number} {verdict}" for verdict, number in Counter(found).items() if verdict != _stored(name))
            for name, found in self.repeated.items()
            if any(one != _stored(name) for one in found)
        ]
        others += [f"- {name} by PyTorch: {one}" for name, one in self.torch.items() if one != _stored(name)]
        if others:
            text += "\n\nClaims with another verdict:\n\n" + "\n".join(others)
        return text

    def _write(self, progress: str) -> None:
        print(progress, file=sys.stderr, flush=True)
        common.store(*NAME, self.text(), versions_=common.versions("numpy", "torch"))


def _stored(name: str) -> str:
    """The stored verdict of a claim."""
    result = wg.claims[name].result
    assert result is not None
    return result.verdict


def _seconds(claim: Claim) -> float:
    """How long the stored run took."""
    return 0.0 if claim.result is None else float(claim.result.made["seconds"])


def _measure(chosen: list[Claim], repetitions: int) -> int:
    cheapest_first = sorted((one for one in chosen if is_kernels(one)), key=_seconds)
    measured = Measured(cheapest_first, repetitions)
    finished = measured.run()
    common.publish(*NAME, measured.text(), versions_=common.versions("numpy", "torch"))
    return 0 if finished and measured.is_met else 1


if __name__ == "__main__":
    sys.exit(main())
