"""Mistakes put into public programs that train well: is each found in programs that were not written for it?

    python -m benchmarks.public.mutants [NAME…] --clones FOLDER [--data ZIP] [--mutation PATTERN] [--programs N]
                                        [--sample 100] [--seed 0] [--longest 45] [--minutes M] [--harmless] [--jobs 1]
                                        [--results FILE] [--said FOLDER]

The mistakes are those of `benchmarks.clinic.mutations`. A seeded sample of pairs of a mistake and a program is drawn,
the mistakes in turn. Only programs that train in `--longest` seconds take part; `--programs` draws so many of them by
the same seed, one of a repository. A mutant counts if it ends without an exception and no longer reaches what the
program has to reach (healthy.toml). Then `whygrad diagnose` is asked about it.
Mutants that still reach it are asked about with `--harmless`: what is found there beside the mistake's own codes is a
false alarm. A sample of all programs and mistakes is written to benchmarks/results/DATE-public-mutants-seed-N.md.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from training_programs.scoring import rate

from benchmarks import common
from benchmarks.clinic.mutations import AFTERMATH, MUTATIONS, Mutation, in_turn, mutated
from benchmarks.kept import HELP, Kept
from benchmarks.public.copies import NoCloneError
from benchmarks.public.index import Program, measured, programs
from benchmarks.public.runs import Change, Place, Told, diagnose, plain

Pair = tuple[Mutation, Program]


class NoPlaceError(Exception):
    """The mistake cannot be made in this program."""


@dataclass(frozen=True)
class Mutant:
    """What became of one pair."""

    mutation: Mutation
    program: Program
    outcome: str  # "no place", "broke off", "harmless" or "harmed"
    told: Told | None  # what whygrad said of it, if it was asked

    @property
    def codes(self) -> tuple[str, ...]:
        """What was found beside what is true of the program without the mistake; nothing where there is no answer."""
        found = (self.told and self.told.codes) or ()
        return tuple(code for code in found if code not in self.program.explained)

    @property
    def right(self) -> set[str]:
        """The codes that name the mistake."""
        return {self.mutation.cause, *self.mutation.accept}

    @property
    def found(self) -> bool:
        """Whether the mistake, or what it brings about, is among the findings."""
        return bool({*self.right, *AFTERMATH} & set(self.codes))

    @property
    def named(self) -> bool:
        """Whether the mistake is among the findings."""
        return bool(self.right & set(self.codes))

    @property
    def first(self) -> bool:
        """Whether the mistake comes first."""
        return bool(self.codes) and self.codes[0] in self.right


def change_of(mutation: Mutation, program: Program) -> Change:
    """Make the mistake in the program, or where it has no place for it in the other files of its folder."""

    def change(folder: Path) -> None:
        main = folder / program.path
        others = sorted(path for path in folder.rglob("*.py") if path != main)
        for files in ([main], others):
            texts = {path: _mutated(path, mutation) for path in files}
            if any(texts.values()):
                for path, text in texts.items():
                    if text:
                        path.write_text(text, encoding="utf-8")
                return
        raise NoPlaceError

    return change


def _mutated(path: Path, mutation: Mutation) -> str:
    try:
        return mutated(path.read_text(encoding="utf-8"), mutation)
    except (SyntaxError, UnicodeDecodeError):  # a file of an older Python, which this program does not import
        return ""


def drawn(among: Sequence[Program], count: int, seed: int) -> list[Program]:
    """So many programs at random, one of a repository at most, in the order in which they stand."""
    shuffled = sorted(among, key=lambda one: one.name)
    random.Random(seed).shuffle(shuffled)
    first: dict[str, Program] = {}
    for one in shuffled:
        first.setdefault(one.repository, one)
    chosen = {one.name for one in list(first.values())[:count]}
    return [one for one in among if one.name in chosen]


def ask(pair: Pair, place: Place, kept: Kept, said: Path | None, harmless: bool) -> Mutant:
    """Make one mutant, run it, and ask whygrad about it if it is harmed."""
    mutation, program = pair
    change = change_of(mutation, program)
    key = {"program": program.name, "commit": program.commit, "mutation": mutation.name}
    outcome = kept.get({**key, "asked": "plain"})
    if outcome is None:
        try:
            outcome = _outcome(program, place, change)
        except NoPlaceError:
            outcome = "no place"
        except (NoCloneError, ValueError, OSError) as reason:
            print(f"{program.name} could not be laid out: {reason}", file=sys.stderr, flush=True)
            return Mutant(mutation, program, "no place", None)  # not kept, so that it is tried again
        kept.add({**key, "asked": "plain"}, outcome)
    if outcome not in (("harmed", "harmless") if harmless else ("harmed",)):
        return Mutant(mutation, program, outcome, None)
    value = kept.get({**key, "asked": "whygrad"})
    if value is None:
        told, printed = diagnose(program, place, ("--seconds", f"{place.seconds:g}"), change=change)
        kept.add({**key, "asked": "whygrad"}, told.value)
        if said is not None:
            said.mkdir(parents=True, exist_ok=True)
            (said / f"{program.name} {mutation.name}.txt").write_text(printed, encoding="utf-8")
    else:
        told = Told.of(value)
    one = Mutant(mutation, program, outcome, told)
    mark = "first" if one.first else "named" if one.named else "found" if one.found else "MISS"
    shown = "no answer: " + told.line if told.codes is None else ", ".join(told.codes) or "nothing"
    print(f"{mark} ({outcome}) {mutation.name} in {program.name}: {shown}", file=sys.stderr, flush=True)
    return one


def _outcome(program: Program, place: Place, change: Change) -> str:
    """A program that does not end in its time counts by what it printed until then."""
    seen = plain(program, place, change=change)
    if seen.status not in (0, None) or not seen.numbers:
        return "broke off"
    return "harmless" if seen.trained else "harmed"


def report(asked: Sequence[Mutant]) -> str:
    """By mistake: how many were run, how many count, what was found."""
    rows = [[one.name, one.cause, *_cells([mutant for mutant in asked if mutant.mutation is one])] for one in MUTATIONS]
    rows.append(["all", "", *_cells(asked)])
    wrong = [
        [one.mutation.name, one.program.name, ", ".join(dict.fromkeys(one.codes)) or "–"]
        for one in asked if one.outcome == "harmed" and not one.first
    ]  # fmt: skip
    harmless = [one for one in asked if one.outcome == "harmless" and one.told is not None]
    alarms = [one for one in harmless if set(one.codes) - one.right]
    head = ("mistake", "cause", "run", "harmed", "found", "cause named", "cause first")
    text = [common.table(head, rows)]
    if wrong:
        text += ["", "## Not first", "", common.table(("mistake", "program", "said"), wrong)]
    if harmless:
        said = [[one.mutation.name, one.program.name, ", ".join(dict.fromkeys(one.codes))] for one in alarms]
        text += ["", f"## Harmless: {rate(len(alarms), len(harmless))} with another finding"]
        text += ["", common.table(("mistake", "program", "said"), said)] if said else []
    return "\n".join(text) + "\n"


def _cells(members: Sequence[Mutant]) -> list[str]:
    run = [one for one in members if one.outcome != "no place"]
    harmed = [one for one in run if one.outcome == "harmed"]
    counts = (sum(one.found for one in harmed), sum(one.named for one in harmed), sum(one.first for one in harmed))
    return [str(len(run)), str(len(harmed)), *(rate(count, len(harmed)) for count in counts)]


def main() -> int:
    """Exit status 0; 2 for wrong use."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs by name (all that train in time)")
    parser.add_argument("--clones", type=Path, required=True, help="the folder that holds the clones")
    parser.add_argument("--data", type=Path, help="a zip of pictures, for CIFAR-10: train/CLASS/*, test/CLASS/*")
    parser.add_argument("--mutation", default="", help="only mistakes whose name this regular expression finds")
    parser.add_argument("--programs", type=int, help="draw so many programs, one of a repository (all)")
    parser.add_argument("--sample", type=int, default=100, help="pairs to try, the mistakes in turn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=45, help="seconds that a program takes by itself at most")
    parser.add_argument("--seconds", type=float, default=60, help="limit of a mutant by itself, and whygrad's limit")
    parser.add_argument("--minutes", type=float, default=math.inf, help="try no further pair after this time")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--harmless", action="store_true", help="ask about mutants that still train, too")
    parser.add_argument("--results", type=Path, help=HELP)
    parser.add_argument("--said", type=Path, help="a folder for all that whygrad printed")
    given = parser.parse_args()
    known = measured()
    healthy = [
        one for one in programs(("healthy",))
        if one.framework == "torch" and one.path.endswith(".py")
        and known.get(one.name, {}).get("seconds", math.inf) <= given.longest
        and (not given.names or one.name in given.names)
    ]  # fmt: skip
    healthy = healthy if given.programs is None else drawn(healthy, given.programs, given.seed)
    healthy = [one for one in healthy if (given.clones / one.repository).is_dir()]
    chosen = {
        one.name: [(one, program) for program in healthy] for one in MUTATIONS if re.search(given.mutation, one.name)
    }
    pairs = in_turn(chosen, random.Random(given.seed))[: given.sample]
    end = time.monotonic() + 60 * given.minutes
    place, kept = Place(given.clones, given.data, given.seconds), Kept(given.results)
    with ThreadPoolExecutor(given.jobs) as pool:
        asked = pool.map(
            lambda pair: ask(pair, place, kept, given.said, given.harmless) if time.monotonic() < end else None, pairs
        )
        mutants = [one for one in asked if one is not None]
    text = f"{len(mutants)} of {len(healthy) * len(chosen)} pairs, seed {given.seed}.\n\n{report(mutants)}"
    if given.names or given.mutation:
        print(text)
    else:
        name, title = f"public-mutants-seed-{given.seed}", "Mistakes put into public programs"
        common.publish(name, title, text, versions_=common.versions("torch", "numpy"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
