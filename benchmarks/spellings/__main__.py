"""The same mistakes in other spellings: is each found however a script is written?

    python -m benchmarks.spellings [--family NAME] [--sample N] [--seed 0] [--jobs 1] [--scripts FOLDER]

Each script is a healthy one with one mistake, in one way of writing. `whygrad diagnose` runs it, and has to name an
accepted cause first, or, without a mistake, nothing. Written to benchmarks/results/DATE-spellings.md. `--scripts` keeps
the scripts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks import common
from benchmarks.public.runs import codes
from benchmarks.spellings.agents import AGENTS
from benchmarks.spellings.family import HEALTHY, Family
from benchmarks.spellings.frameworks import KERAS, LIGHTNING
from benchmarks.spellings.plain import PLAIN
from benchmarks.spellings.tasks import TASKS
from training_programs.scoring import rate

FAMILIES = {one.name: one for one in (PLAIN, TASKS, KERAS, LIGHTNING, AGENTS)}
SECONDS = 120  # of training that a script is given


@dataclass(frozen=True)
class Answer:
    """What was said of one script: the codes of warnings and errors, roots first; `None` without an answer."""

    family: str
    mistake: str
    way: str
    codes: tuple[str, ...] | None

    @property
    def accepted(self) -> tuple[str, ...]:
        """The codes each of which is right."""
        return FAMILIES[self.family].mistakes[self.mistake].codes

    @property
    def is_right(self) -> bool:
        """Whether an accepted cause came first, or nothing was found where there is nothing."""
        if self.mistake == HEALTHY:
            return self.codes == ()
        return bool(self.codes) and self.codes[0] in self.accepted


def ask(family: Family, mistake: str, way: str, folder: Path) -> Answer:
    """Write the script and diagnose it."""
    place = folder / f"{family.name}-{mistake}-{way}".replace(" ", "-").replace("/", "-")
    place.mkdir(parents=True, exist_ok=True)
    (place / "train.py").write_text(family.script(mistake, way), encoding="utf-8")
    command = [sys.executable, "-m", "whygrad", "diagnose", "train.py", "--lang", "en", "--json", "answer.json"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run([*command, "--seconds", str(SECONDS)], cwd=place, env=environment, capture_output=True, check=False)
    answer = place / "answer.json"
    found = codes(json.loads(answer.read_text(encoding="utf-8"))) if answer.exists() else None
    return Answer(family.name, mistake, way, found)


def report(answers: Sequence[Answer], whole: int) -> str:
    """Shares by family, and every script of which something else was said."""
    rows = []
    for name in (*dict.fromkeys(one.family for one in answers), "all"):
        members = [one for one in answers if name in (one.family, "all")]
        failing = [one for one in members if one.mistake != HEALTHY]
        accused = [bool(one.codes) for one in members if one.mistake == HEALTHY]
        right = sum(one.is_right for one in failing)
        rows.append([name, rate(right, len(failing)), rate(sum(accused), len(accused))])
    missed = [
        [one.family, one.mistake, one.way, ", ".join(one.codes or ()) or ("–" if one.codes == () else "no answer")]
        for one in answers if not one.is_right
    ]  # fmt: skip
    parts = [f"{len(answers)} of {whole} scripts.",
             common.table(["scripts", "cause first", "healthy ones accused"], rows)]  # fmt: skip
    if missed:
        parts += ["## Something else was said", common.table(["scripts", "mistake", "way", "said"], missed)]
    return "\n\n".join(parts)


def main() -> int:
    """Ask about all scripts, or a sample of them."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spellings", description=__doc__.splitlines()[0])
    parser.add_argument("--family", choices=FAMILIES, help="only scripts of this kind")
    parser.add_argument("--sample", type=int, help="so many scripts, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--jobs", type=int, default=1, help="scripts at a time")
    parser.add_argument("--scripts", type=Path, help="folder that keeps the scripts")
    arguments = parser.parse_args()
    asked = [
        (family, mistake, way)
        for family in FAMILIES.values() if arguments.family in (None, family.name)
        for mistake, way in family.pairs()
    ]  # fmt: skip
    whole = len(asked)
    if arguments.sample is not None and arguments.sample < whole:
        asked = random.Random(arguments.seed).sample(asked, arguments.sample)
    with tempfile.TemporaryDirectory() as aside, ThreadPoolExecutor(arguments.jobs) as pool:
        folder: Path = arguments.scripts or Path(aside)
        answers: list[Answer] = []
        for answer in pool.map(ask, *zip(*asked, strict=True), [folder] * len(asked)):
            answers.append(answer)
            right = "right" if answer.is_right else "WRONG"
            told = f"{right} {answer.family}: {answer.mistake}, {answer.way}: {answer.codes}"
            print(told, file=sys.stderr, flush=True)
    text = report(answers, whole)
    common.publish("spellings", "The same mistakes in other spellings", text,
                   versions_=common.versions("torch", "keras", "lightning", "gymnasium"))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
