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

import whygrad as wg
from benchmarks import common
from whygrad.claims import Claim, Outcome
from whygrad.claims.claim import RESULT
from whygrad.claims.judging import verdict
from whygrad.claims.outcome import Compared

REPETITIONS = 20
RERUN = 5  # claims that PyTorch trains again
FIRST_SEED = 1_000  # of a replication: seeds that no stored result has


def store(claim: Claim) -> Outcome:
    """Run a claim and write its result into its folder."""
    start = time.perf_counter()
    outcome = claim.run()
    if outcome is None:
        raise KeyboardInterrupt
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


def _is_kernels(claim: Claim) -> bool:
    """Whether the kernel trains every arm of the claim."""
    return claim.trains and not claim.needs_torch


def replication(claim: Claim, repetitions: int) -> tuple[int, int]:
    """How often new seeds give the stored verdict: (agreeing, repetitions)."""
    stored = claim.result
    assert stored is not None
    n = claim.definition.seeds
    verdicts = [
        outcome.verdict
        for turn in range(repetitions)
        if (outcome := claim.run(range(FIRST_SEED + turn * n, FIRST_SEED + (turn + 1) * n))) is not None
    ]
    return verdicts.count(stored.verdict), len(verdicts)


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


def _measure(chosen: list[Claim], repetitions: int) -> int:
    trained = [one for one in chosen if _is_kernels(one)]
    rows: list[list[str]] = []
    start = time.perf_counter()
    outcomes = {one.id: outcome for one in trained if (outcome := one.run(20)) is not None}
    seconds = time.perf_counter() - start
    agreeing: dict[str, tuple[int, int]] = {}
    for one in trained:
        agreeing[one.id] = replication(one, repetitions)
        print(f"{one.id}: {agreeing[one.id][0]} of {agreeing[one.id][1]}", file=sys.stderr, flush=True)
    nulls = [verdict_of(outcome) for outcome in outcomes.values() for verdict_of in (swapped, without_effect)]
    picked = random.Random(common.ROOT.name).sample(trained, min(RERUN, len(trained)))
    torch = {one.id: outcome.verdict for one in picked if (outcome := one.run(engine="torch")) is not None}
    same = sum(a for a, _ in agreeing.values()) / max(1, sum(n for _, n in agreeing.values()))
    quiet = sum(one != "supported" for one in nulls) / max(1, len(nulls))
    equal = sum(torch[one.id] == one.result.verdict for one in picked if one.result is not None)
    rows.append([f"{len(trained)} claims that the kernel runs, 20 seeds each", f"{seconds:.0f} s", "≤ 180 s"])
    rows.append([f"same verdict with new seeds, {repetitions} repetitions each", f"{100 * same:.1f} %", "≥ 95 %"])
    rows.append([f"{len(nulls)} planted nulls that do not come out supported", f"{100 * quiet:.1f} %", "≥ 95 %"])
    rows.append([f"same verdict by PyTorch: {', '.join(torch)}", f"{equal} of {len(torch)}", "all"])
    text = common.table(["what", "measured", "target"], rows)
    others = [f"- {name}: {same_ones} of {n}" for name, (same_ones, n) in agreeing.items() if same_ones < n]
    if others:
        text += "\n\nClaims with another verdict:\n\n" + "\n".join(others)
    common.publish("claims", "Claims, run again", text, versions_=common.versions("numpy", "torch"))
    return 0 if same >= 0.95 and quiet >= 0.95 and equal == len(torch) else 1


if __name__ == "__main__":
    sys.exit(main())
