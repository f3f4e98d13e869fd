"""Diagnose public training programs: those that train well must not be accused, in the others the mistake be found.

    python -m benchmarks.public [NAME…] --clones FOLDER [--data ZIP] [--kind healthy|failing] [--half look|frozen]
                                [--round N] [--order SEED] [--minutes M] [--seconds 60] [--jobs 1] [--results FILE]
                                [--said FOLDER] [--plain] [--experiments]

Each program is taken out of a clone of its repository (FOLDER/OWNER/NAME, cloned with git if it is not there), changed
as the index says and run under `whygrad diagnose PROGRAM --seconds N` in a folder of its own. With `--plain` it is run
by itself instead, to see that it trains. A run without names is written to benchmarks/results/DATE-public.md (or
DATE-public-KIND-HALF-round-N.md); any other is only printed. With `--results` each answer is added to that file, and
those there are not asked for again; `--said` keeps all that whygrad printed, one file a program. The rules alone
answer, unless `--experiments` is given: then whygrad tests the causes that it found. A program in whose results the
rules found nothing is not asked again. That result is written to a file of its own (…-experiments.md).
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import shlex
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import common
from benchmarks.kept import HELP, Kept
from benchmarks.public.copies import NoCloneError
from benchmarks.public.index import HALVES, KINDS, Program, keep_measured, programs
from benchmarks.public.report import report, report_plain
from benchmarks.public.runs import Place, Plain, Told, diagnose, plain


def _key(program: Program, **more: Any) -> dict[str, Any]:
    """A program that is changed in any way is asked anew."""
    facts = (program.repository, program.commit, program.path, program.arguments, program.edits, program.files)
    digest = hashlib.sha256(repr((*facts, program.first, program.samples)).encode()).hexdigest()[:12]
    return {"program": program.name, "digest": digest, **more}


def ask(program: Program, place: Place, options: Sequence[str], kept: Kept, said: Path | None) -> Told:
    """What whygrad says of a program; a failure to lay it out counts as no answer."""
    key = _key(program, asked="whygrad", options=list(options))
    known = kept.get(key)
    if known is not None:
        return Told.of(known)
    try:
        told, printed = diagnose(program, place, options)
    except (NoCloneError, ValueError, OSError) as reason:
        told, printed = Told(None, 0, math.nan, None, (), str(reason)), ""
    else:
        kept.add(key, told.value)
    if said is not None:
        said.mkdir(parents=True, exist_ok=True)
        (said / f"{program.name}.txt").write_text(printed, encoding="utf-8")
    shown = "no answer: " + told.line if told.codes is None else ", ".join(told.codes) or "nothing"
    internal = f", internal: {told.internal[0]}" if told.internal else ""
    print(f"{program.name} ({program.half}): {shown} ({told.seconds:.0f} s{internal})", file=sys.stderr)
    return told


def ask_with_experiments(program: Program, place: Place, options: Sequence[str], kept: Kept, said: Path | None) -> Told:
    """The same, with the causes tested; where nothing was found without experiments, there is nothing to test."""
    known = kept.get(_key(program, asked="whygrad", options=list(options)))
    if known is not None and Told.of(known).codes == ():
        return Told.of(known)
    return ask(program, place, [*options, "--experiments"], kept, said)


def run(program: Program, place: Place, kept: Kept, fixed: bool) -> Plain:
    """How a program trains by itself."""
    key = _key(program, asked="plain", fixed=fixed, shows=program.shows, reaches=program.reaches)
    known = kept.get(key)
    if known is not None:
        return Plain(**{**known, "numbers": tuple(known["numbers"])})
    try:
        seen = plain(program, place, fixed=fixed)
    except (NoCloneError, ValueError, OSError) as reason:
        seen = Plain(False, math.nan, (), None, str(reason))
    else:
        kept.add(key, seen.value)
    numbers = " to ".join(f"{number:g}" for number in seen.numbers) or "printed no number"
    what = "trains" if seen.trained else "DOES NOT TRAIN"
    print(f"{program.name}: {what}, {numbers} ({seen.seconds:.0f} s) {seen.line}", file=sys.stderr)
    return seen


def main() -> int:
    """Exit status 1 if a program did not run, 2 for wrong use."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs by name (all)")
    parser.add_argument("--clones", type=Path, required=True, help="the folder that holds or will hold the clones")
    parser.add_argument("--data", type=Path, help="a zip of pictures, for CIFAR-10: train/CLASS/*, test/CLASS/*")
    parser.add_argument("--kind", choices=KINDS, help="only programs that train well, or only those with a mistake")
    parser.add_argument("--half", choices=HALVES, help="only one half; only what is in look may be studied")
    parser.add_argument("--round", type=int, help="only those that were listed in this round")
    parser.add_argument("--seconds", type=float, default=60, help="whygrad's limit for the program")
    parser.add_argument("--plain-seconds", type=float, default=120, help="the limit for a program by itself")
    parser.add_argument("--jobs", type=int, default=1, help="programs at a time")
    parser.add_argument("--order", type=int, help="a seed: in a random order")
    parser.add_argument("--minutes", type=float, default=math.inf, help="ask of no further program after this time")
    parser.add_argument("--results", type=Path, help=HELP)
    parser.add_argument("--said", type=Path, help="a folder for all that whygrad printed")
    parser.add_argument("--plain", action="store_true", help="only run the programs, to see whether they train")
    parser.add_argument("--write", action="store_true", help="with --plain: note those that train in measured.toml")
    parser.add_argument("--fixed", action="store_true", help="with --plain: without the mistake")
    parser.add_argument("--experiments", action="store_true", help="test the causes that were found")
    parser.add_argument("--options", default="", help="more options for whygrad diagnose, e.g. '--steps 500'")
    given = parser.parse_args()
    known = programs((given.kind,) if given.kind else KINDS)
    by_name = {program.name: program for program in known}
    if unknown := set(given.names) - set(by_name):
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    wanted = [by_name[name] for name in given.names] or known  # in the order given
    chosen = [one for one in wanted if given.half in (None, one.half) and given.round in (None, one.round)]
    if given.order is not None:
        random.Random(given.order).shuffle(chosen)
    end = time.monotonic() + 60 * given.minutes
    kept = Kept(given.results)
    with ThreadPoolExecutor(given.jobs) as pool:
        if given.plain:
            place = Place(given.clones, given.data, given.plain_seconds)
            seen = list(pool.map(lambda program: run(program, place, kept, given.fixed), chosen))
            if given.write:
                trained = [(program.name, one) for program, one in zip(chosen, seen, strict=True) if one.trained]
                keep_measured({name: one.measured for name, one in trained})
            print(report_plain(list(zip(chosen, seen, strict=True))))
            return int(any(one.status != 0 for one in seen))
        place = Place(given.clones, given.data, given.seconds)
        options = ["--seconds", f"{given.seconds:g}", *shlex.split(given.options)]
        asks = ask_with_experiments if given.experiments else ask
        told = list(
            pool.map(
                lambda one: asks(one, place, options, kept, given.said) if time.monotonic() < end else None, chosen
            )
        )
    answers = [(program, one) for program, one in zip(chosen, told, strict=True) if one is not None]
    text = report(answers)
    if len(answers) < len(chosen):
        order = "" if given.order is None else f", in the random order of seed {given.order}"
        text = f"The first {len(answers)} of {len(chosen)} programs{order}: the time was limited.\n\n{text}"
    if given.names:
        print(text)
    else:
        round_ = f"round-{given.round}" if given.round else None
        tested = "experiments" if given.experiments else None
        name = "-".join(filter(None, ("public", given.kind, given.half, round_, tested)))
        versions = common.versions("torch", "keras", "lightning", "transformers", "gymnasium", "numpy")
        common.publish(name, "Public training programs", text, versions_=versions)
    return int(any(one.codes is None for _, one in answers))


if __name__ == "__main__":
    sys.exit(main())
