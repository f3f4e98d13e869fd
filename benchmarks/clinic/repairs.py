"""Does the best-ranked remedy repair a script? Over all failing scripts that have a remedy from outside.

    python -m benchmarks.clinic.repairs [NAME…] [--part PART] [--sample N] [--budget 300] [--seeds 6]
                                        [--jobs N] [--results FILE]

`whygrad diagnose SCRIPT --trial` ranks the remedies. The best-ranked one is then applied to a run of the script to its
end, as it is seeded, and judged by what the script prints last (`final: METRIC=VALUE`): the remedy repairs if the run
has closed four fifths of the gap between the failing script's skill (`training_programs.check`) and its twin's.
Random remedies that the trial drew are judged in the same way, up to four a script, picked without looking at their
rank. A full run is written to benchmarks/results/DATE-repairs.md, one of a part to DATE-repairs-PART.md, and one of
a random sample to DATE-repairs-sample.md: a script takes one to five minutes. A larger sample holds the smaller ones.

With `--results`, each script's outcome is added to that file as soon as it is known, and a script that is there already
is not run again: an interrupted run is gone on with, and slices make up the whole.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import common
from benchmarks.kept import HELP, Kept
from training_programs import check
from training_programs.index import PARTS, Program, file_key, programs
from training_programs.scoring import rate

TARGET = 0.92
SHARE = 0.8  # of the gap to the twin
SEED = 0  # of the sample
MOST_RANDOM = 4  # random remedies judged a script
MOST_SECONDS = 120.0


def remedies() -> dict[str, list[str]]:
    """Failing scripts that a remedy from outside repairs, each with the codes of those remedies."""
    return tomllib.loads(Path(__file__).with_name("remedies.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Repair:
    """What came of one script."""

    script: Program
    best: str  # the best-ranked remedy's code with its parameters; "" if nothing was tried or helps
    helps: bool
    share: float  # of the gap that the best-ranked remedy closes
    random: tuple[float, ...]
    seconds: float
    line: str = ""

    @property
    def repaired(self) -> bool:
        """Whether the best-ranked remedy repairs."""
        return self.share >= SHARE


def repair(script: Program, budget: int, seeds: int) -> Repair:
    """Try, rank, and run the best one to the script's own end."""
    from whygrad.diagnose import diagnose
    from whygrad.session.script import Request, ScriptRun
    from whygrad.trial.rerun import ScriptFacts, Server, to_json, try_on_script

    failing, fixed = script.paths
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="whygrad-") as name:
        folder = Path(name)
        work = folder / "work"
        work.mkdir()
        request = Request(str(failing), (), str(folder / "ran"))
        subprocess.run(request.command(), cwd=work, capture_output=True, check=False)
        ran = ScriptRun.read(folder / "ran")
        if not ran.traces:
            return Repair(script, "", False, 0.0, (), time.perf_counter() - start, "no training was seen")
        known: list[ScriptFacts] = []
        trial = try_on_script(
            str(failing), (), ran.traces[0], diagnose(ran.traces[0]), folder=work, budget=budget, seeds=seeds,
            on_facts=known.append,
        )  # fmt: skip
        seconds = time.perf_counter() - start
        facts = known[0] if known else ScriptFacts(ran.traces[0].meta)
        (folder / "facts.json").write_text(to_json(facts), encoding="utf-8")
        with Server() as server:
            ill = max(0.0, _skill(server, folder, failing, script, ()))
            well = _skill(server, folder, fixed, script, ())

            def closed(treatment: Any) -> float:
                reached = _skill(server, folder, failing, script, treatment)
                return (reached - ill) / (well - ill) if math.isfinite(reached) else 0.0

            best = trial.best
            share = closed(best.treatment) if best is not None else 0.0
            drawn = sorted(trial.controls, key=lambda one: repr(one.treatment))[:MOST_RANDOM]
            random = tuple(closed(one.treatment) for one in drawn)
    name = " ".join([best.code, *(str(to) for _, to in best.changes.values())]) if best is not None else ""
    failed = ", ".join(f"{one.code}: {one.error or 'nothing to act on'}" for one in trial.failed)
    return Repair(script, name, best is not None and best.helps, share, random, seconds, failed)


def _skill(server: Any, folder: Path, path: Path, script: Program, treatment: Any) -> float:
    return _final(server, folder, path, treatment).skill(script.chance)


def _final(server: Any, folder: Path, script: Path, treatment: Any) -> check.Outcome:
    """What a script prints last, under some remedies."""
    from whygrad.trial.rerun import Job

    output = folder / "output.txt"
    output.unlink(missing_ok=True)
    job = Job(
        str(script), (), str(folder / "work"), str(folder / "ended.json"), str(folder / "facts.json"), treatment,
        steps=0, seconds=MOST_SECONDS, most=MOST_SECONDS, output=str(output),
    )  # fmt: skip
    server.run(job)
    text = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
    final = re.findall(r"^final: (\w+)=(\S+)\s*$", text, flags=re.MULTILINE)
    metric, value = final[-1] if final else ("none", "nan")
    return check.Outcome(metric, float(value), math.nan, output=text)


def report(repairs: list[Repair]) -> str:
    """Totals by part, then script by script."""
    rows = []
    for part in (*PARTS, "all"):
        members = [one for one in repairs if part in (one.script.part, "all")]
        if not members or (part == "all" and len(rows) < 2):
            continue
        randoms = [share for one in members for share in one.random]
        found = sum(one.repaired for one in members)
        lucky = sum(share >= SHARE for share in randoms)
        rows.append([part, rate(found, len(members)), rate(lucky, len(randoms)) if randoms else "–"])
    head = ("scripts", f"best-ranked remedy repairs (target {TARGET:.0%})", "random remedy repairs")
    each = [
        [one.script.name, one.script.cause, one.best or one.line or "none", "yes" if one.helps else "no",
         f"{one.share:.2f}", " ".join(f"{share:.2f}" for share in one.random), f"{one.seconds:.0f}"]
        for one in repairs
    ]  # fmt: skip
    columns = ("script", "cause", "best-ranked remedy", "clearly helps", "share of the gap", "random remedies", "s")
    return common.table(head, rows) + "\n\n" + common.table(columns, each) + "\n"


def _line(one: Repair) -> str:
    said = f"{one.best or 'nothing'} {one.share:.2f}" + (f" ({one.line})" if one.line and not one.repaired else "")
    others = " ".join(f"{share:.2f}" for share in one.random)
    return (
        f"{'ok' if one.repaired else 'NOT':4}{one.script.name} [{one.script.cause}]: {said}; random {others} "
        f"({one.seconds:.0f} s)"
    )


def main() -> int:
    """Exit status 1 if the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all with an outside remedy)")
    parser.add_argument("--part", choices=PARTS, help="only one part")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many of them, picked at random")
    parser.add_argument("--budget", type=int, default=300, help="seconds a script")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=1, help="scripts at once; each keeps one core busy")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    with_remedy = remedies()
    chosen = [
        s for s in programs()
        if s.name in with_remedy and (not given.names or s.name in given.names) and given.part in (None, s.part)
    ]  # fmt: skip
    if unknown := set(given.names) - {script.name for script in chosen}:
        parser.error(f"no such script with an outside remedy: {', '.join(sorted(unknown))}")
    whole = len(chosen)
    if given.sample is not None:
        random.Random(SEED).shuffle(chosen)
        chosen = chosen[: given.sample]
    kept = Kept(given.results)

    def work(script: Program) -> Repair:
        key = file_key(script.paths[0], budget=given.budget, seeds=given.seeds)
        known = kept.get(key)
        if known is not None:
            one = Repair(**{**known, "script": script, "random": tuple(known["random"])})
        else:
            one = repair(script, given.budget, given.seeds)
            kept.add(key, {**asdict(one), "script": script.name})
        print(_line(one), file=sys.stderr, flush=True)
        return one

    with ThreadPoolExecutor(given.jobs) as pool:
        running = [pool.submit(work, script) for script in chosen]
        try:
            repairs = [one.result() for one in running]
        except KeyboardInterrupt:
            print("ends with the scripts under way", file=sys.stderr)
            pool.shutdown(cancel_futures=True)
            return 130
    text = report(repairs)
    if given.names:
        print(text)
    else:
        name, of = (f"repairs-{given.part}", f", {given.part} part") if given.part else ("repairs", "")
        if given.sample is not None:
            name, of = f"{name}-sample", f"{of}, {len(chosen)} of {whole} scripts picked at random"
        common.publish(name, f"The clinic's repairs{of}", text, versions_=common.versions("torch", "numpy"))
    return 0 if sum(one.repaired for one in repairs) >= TARGET * len(repairs) else 1


if __name__ == "__main__":
    sys.exit(main())
