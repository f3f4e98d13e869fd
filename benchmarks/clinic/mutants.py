"""Does whygrad know a mistake whatever script it is made in? Mistakes put into scripts that learn.

    python -m benchmarks.clinic.mutants [NAME…] [--mutation WORD] [--sample 100] [--seed 0] [--jobs 1] [--results FILE]
                                        [--keep DIR]

The failing scripts of the clinic were written one by one; here every mistake of `mutations.py` meets every script of
the development part that learns (twins and healthy ones), and a seeded sample of these pairs is run. A mutant counts if
it ends without an exception and is harmed, as `training_programs.check` defines it: mistakes that change nothing are
none. Then `whygrad diagnose` is asked about it. What a mistake brings about counts as found, too. A full sample (no
names, no mutation) is written to benchmarks/results/DATE-mutants.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import common
from benchmarks.clinic.asking import diagnose
from benchmarks.clinic.mutations import AFTERMATH, MUTATIONS, Mutation, in_turn, mutated
from benchmarks.clinic.scoring import Answer
from benchmarks.kept import HELP, Kept
from training_programs import check
from training_programs.forks import warm_up
from training_programs.index import Program, programs
from training_programs.scoring import rate

Pair = tuple[Mutation, Program, Path]


def pairs(names: Sequence[str], word: str) -> list[Pair]:
    """Every mistake with every script that has a place for it."""
    found: list[Pair] = []
    for mutation in MUTATIONS:
        for script in programs():
            path = script.paths[-1]  # the twin, or the healthy script
            if script.part != "development" or (names and script.name not in names) or word not in mutation.name:
                continue
            if mutated(path.read_text(encoding="utf-8"), mutation):
                found.append((mutation, script, path))
    return found


def _harmed(script: Program, well: check.Outcome, ill: check.Outcome) -> bool:
    """As `check.py` has it; a run that breaks off with an exception is no mutant, for Python says what is wrong."""
    if ill.error:
        return False
    better, worse = well.skill(script.chance), ill.skill(script.chance)
    return better - worse >= check.HARM and (1 - worse) >= check.TIMES * (1 - better)


def ask(pair: Pair, known: dict[str, check.Outcome], kept: Kept, folder: Path) -> Answer | None:
    """What whygrad says about one mutant; None if it is none."""
    mutation, script, path = pair
    role = f"{path.parent.name}/{path.name}"
    text = mutated(path.read_text(encoding="utf-8"), mutation)
    key = {"mutant": role, "mutation": mutation.name, "text": text}
    value: Any = kept.get(key)
    ill = replace(script, cause=mutation.cause, accept=mutation.accept, also=AFTERMATH)
    if value is None:
        place = folder / mutation.name.replace(" ", "-").replace("'", "") / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        if _harmed(script, known[role], check.run(place)):
            value = diagnose(ill, place, ()).value
        else:
            value = {"harmed": False}
        kept.add(key, value)
    if "harmed" in value:
        return None
    answer = Answer.of(ill, "failing", value)
    result = answer.result
    mark = "ok" if result.cause_first else "LATE" if result.named else "ELSE" if result.found else "MISS"
    said = ", ".join(answer.codes or ()) or answer.line or "nothing"
    print(f"{mark:4} {mutation.name} in {role}: {said}", file=sys.stderr, flush=True)
    return answer


def report(asked: Sequence[tuple[Pair, Answer | None]]) -> str:
    """By mistake: how many were run, how many count, what was found."""
    rows: list[list[str]] = []
    for mutation in MUTATIONS:
        members = [answer for (one, _, _), answer in asked if one is mutation]
        rows.append([mutation.name, mutation.cause, *_cells(members)])
    rows.append(["all", "", *_cells([answer for _, answer in asked])])
    head = ("mistake", "cause", "run", "harmed", "found", "cause named", "cause first")
    wrong = [
        [mistake.name, f"{path.parent.name}/{path.stem}", ", ".join(answer.codes or ()) or answer.line or "nothing"]
        for (mistake, _, path), answer in asked if answer is not None and not answer.result.cause_first
    ]  # fmt: skip
    text = common.table(head, rows)
    return text + ("\n\n## Not first\n\n" + common.table(("mistake", "script", "said"), wrong) if wrong else "") + "\n"


def _cells(members: Sequence[Answer | None]) -> list[str]:
    harmed = [answer.result for answer in members if answer is not None]
    counts = (
        sum(one.found for one in harmed),
        sum(one.named for one in harmed),
        sum(one.cause_first for one in harmed),
    )
    return [str(len(members)), str(len(harmed)), *(rate(count, len(harmed)) for count in counts)]


def main() -> int:
    """Exit status 1 if a mutant's cause is not first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all of the development part)")
    parser.add_argument("--mutation", default="", help="only mistakes whose name has this in it")
    parser.add_argument("--sample", type=int, default=100, help="pairs to run, drawn evenly over the mistakes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the mutants, to look at them")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    every = pairs(given.names, given.mutation)
    by_mistake = {one.name: [pair for pair in every if pair[0] is one] for one in MUTATIONS}
    chosen = in_turn(by_mistake, random.Random(given.seed))[: given.sample]
    kept, known = Kept(given.results), check.known()
    warm_up()
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(given.jobs) as pool:
        folder = (given.keep or Path(temporary)).resolve()
        answers = list(pool.map(partial(ask, known=known, kept=kept, folder=folder), chosen))
    text = report(list(zip(chosen, answers, strict=True)))
    if given.names or given.mutation:
        print(text)
    else:
        versions = common.versions("torch", "numpy", "scikit-learn")
        common.publish("mutants", "Mistakes put into the clinic's scripts", text, versions_=versions)
    return 0 if all(answer is None or answer.result.cause_first for answer in answers) else 1


if __name__ == "__main__":
    sys.exit(main())
