"""Diagnose every script of the clinic: found, cause first, false alarms, peers beside us.

    python -m benchmarks.clinic [NAME…] [--part PART] [--jobs 1] [--no-peers] [--options "…"]
                               [--results FILE] [--on ray[://HOST:PORT]]

Each script runs under `whygrad diagnose SCRIPT --json FILE` in a process of its own. Its start-up is what Python and
the script's own imports take, run by themselves, once for all scripts that import the same. A full run (no names) is
written to benchmarks/results/DATE-clinic.md, and with --write to docs/internals/confusion-clinic.md; one of a part to
DATE-clinic-PART.md; any other is only printed. Of a sealed part only totals are printed and written, so that it stays
unseen until it is measured again. With `--results` each answer is added to that file, and those there are
not asked for again. With `--on` each script is a task of a Ray cluster; seconds are then those of its machines.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks import common
from benchmarks.clinic.asking import answers
from benchmarks.clinic.scoring import HEAD, SEALED, Answer
from benchmarks.kept import HELP, Kept
from training_programs.index import PARTS, Program, file_key, programs
from training_programs.scoring import Score, confusion, rate

# The targets of the project.
FOUND, FIRST, ALARMS = 0.97, 0.92, 0.02
SECONDS = 10.0
PAGE = common.ROOT / "docs" / "internals" / "confusion-clinic.md"


def imports(path: Path) -> str:
    """The lines of a script that import, as a program of their own: its start-up.

    Python's own modules take no time beside the others, and PyTorch's parts come with the whole.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}
    found |= {name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names}
    found = {"torch" if name.startswith("torch.") else name for name in found}
    heavy = {name for name in found if name.partition(".")[0] not in sys.stdlib_module_names}
    return "import " + ", ".join(sorted(heavy))


def startup(program: str) -> float:
    """Seconds of a process that only imports; the better of two, so that no cold disk counts."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    seconds: list[float] = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def ask(
    chosen: Sequence[Program], jobs: int, options: Sequence[str], kept: Kept, on: str | None = None
) -> list[Answer]:
    """All answers, in the order of the index; those that `kept` knows as they are there."""
    work = [(script, path) for script in chosen for path in script.paths]
    keys = [file_key(path, asked="whygrad", options=list(options)) for _, path in work]
    found: dict[int, Answer] = {}

    def tell(place: int, answer: Answer) -> None:
        found[place] = answer
        if answer.script.part in SEALED:
            print(f"{len(found)} of {len(work)}", file=sys.stderr)
            return
        said = ", ".join(answer.codes) if answer.codes is not None else f"no answer: {answer.line}"
        said = f"{said or 'nothing'} ({answer.seconds:.1f} s)" + (
            f": {answer.line}" if answer.codes is not None and answer.line else ""
        )
        print(f"{answer.role}/{answer.script.name}: {said}", file=sys.stderr)

    needs = {path: imports(path) for _, path in work}
    starts: dict[str, float] = {}
    for program in sorted(set(needs.values())):
        key = {"asked": "start-up", "program": program}
        if kept.get(key) is None:
            kept.add(key, startup(program))
        starts[program] = float(kept.get(key) or math.nan)
    for place, (script, path) in enumerate(work):
        known = kept.get(keys[place])
        if known is not None:
            tell(place, Answer.of(script, path.parent.name, known))
    missing = [place for place in range(len(work)) if place not in found]
    for number, answer in answers([work[place] for place in missing], options, jobs, on):
        kept.add(keys[missing[number]], answer.value)
        tell(missing[number], answer)
    return [replace(found[n], startup=starts[needs[path]]) for n, (_, path) in enumerate(work)]


def _row(name: str, members: Sequence[Answer]) -> list[str]:
    return Score.of([one.result for one in members]).row(name)[: len(HEAD)]


def report(answers: Sequence[Answer], with_peers: bool, kept: Kept) -> str:
    """All tables in Markdown."""
    results = [one.result for one in answers]
    groups = [(part, [a for a in answers if a.script.part == part]) for part in PARTS]
    groups = [(part, members) for part, members in groups if members]
    groups += [("all", list(answers))] if len(groups) > 1 else []
    lines = [common.table(HEAD, [_row(name, members) for name, members in groups]), ""]
    score = Score.of(results)
    if score.failing and score.well:
        lines += [
            f"Found {common.verdict(score.found / score.failing, FOUND)}; cause first "
            f"{common.verdict(score.first / score.failing, FIRST)}; false alarms "
            f"{common.verdict(score.alarms / score.well, ALARMS, at_least=False)}.",
            "",
        ]
    if score.failing:
        two = sum(one.among_two for one in results if one.variant == "failing")
        lines += [f"Cause among the first two findings: {rate(two, score.failing)}.", ""]
    known = [answer for answer in answers if math.isfinite(answer.startup)]
    if known:
        seconds = sorted(answer.seconds - answer.startup for answer in known)
        after = statistics.median(seconds)
        lines += [
            f"Seconds to the diagnosis after the script's own start-up: median {after:.1f} "
            f"({common.verdict(after, SECONDS, at_least=False)}), 90th percentile "
            f"{seconds[int(0.9 * len(seconds))]:.1f}; median with it "
            f"{statistics.median(answer.seconds for answer in known):.1f}.",
            "",
        ]
    lines += [
        f"Watched only in part: {sum(a.codes is not None and bool(a.line) for a in answers)}. Findings whose printed "
        f"evidence is not beyond its threshold: {sum(len(a.against) for a in answers)}.",
        "",
    ]
    if any(answer.script.part in SEALED for answer in answers):
        lines += ["Single programs of a sealed part are not listed: nobody is to look at them before the next run.", ""]
    listed = [answer for answer in answers if answer.script.part not in SEALED]
    if listed:
        table = common.table(("cause", "scripts", "first finding"), confusion([one.result for one in listed]))
        lines += ["## What came first", "", table, ""]
    lines += _exceptions(listed)
    if with_peers:
        lines += [peers(list(dict.fromkeys(a.script for a in answers)), kept), ""]
    return "\n".join(lines)


def _exceptions(answers: Sequence[Answer]) -> list[str]:
    """Script by script what is not as it should be."""
    lines: list[str] = []
    wrong = [
        [f"{a.role}/{a.script.name}", a.script.cause or "–", ", ".join(a.codes or ()) or a.line or "nothing"]
        for a in answers
        if (a.codes is None or a.codes if a.role != "failing" else not a.result.cause_first)
    ]
    if wrong:
        lines += ["## Not as it should be", "", common.table(("script", "cause", "said"), wrong), ""]
    broken = [[f"{a.role}/{a.script.name}", a.line] for a in answers if a.codes is not None and a.line]
    if broken:
        lines += ["## Watched only in part", "", common.table(("script", "error"), broken), ""]
    against = [[f"{a.role}/{a.script.name}", one] for a in answers for one in a.against]
    if against:
        lines += ["## Evidence that is not beyond its threshold", "", common.table(("script", "evidence"), against), ""]
    return lines


def peers(chosen: Sequence[Program], kept: Kept) -> str:
    """The peers' rules on the same scripts, by part."""
    from benchmarks.clinic import peers as rules

    results = rules.measure([script.name for script in chosen], kept)
    rows: list[list[str]] = []
    for peer, found in results.items():
        for part in (*PARTS, "all"):
            members = [s for s in chosen if part in (s.part, "all")]
            if part == "all" and len({s.part for s in chosen}) < 2:
                continue
            ill = [(s, found[s.name]["failing"]) for s in members if s.cause]
            well = [codes for s in members for role, codes in found[s.name].items() if role != "failing"]
            if not ill or not well:
                continue
            rows.append([
                peer, part, rate(sum(bool(codes) for _, codes in ill), len(ill)),
                rate(sum(rules.right(s, codes) for s, codes in ill), len(ill)),
                rate(sum(bool(codes) for codes in well), len(well)),
            ])  # fmt: skip
    head = ("peer's rules", "scripts", "anything reported", "right family among it", "false alarms")
    return "## Peers' published rules\n\n" + common.table(head, rows)


def unseen() -> str:
    """What test halves showed before anybody looked at them, each run by itself; "" if none ever was."""
    rows: list[list[str]] = []
    for run in sorted(common.RESULTS.glob("*-clinic-test*.md")):
        table = [line for line in run.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        cells = [cell.strip() for cell in table[2].strip("|").split("|")]
        rows.append([f"[{run.stem}](../../benchmarks/results/{run.name})", *cells[1:]])
    if not rows:
        return ""
    return (
        "After the first run of a test part, unless it is sealed, its misses were inspected, and fixed if their\n"
        "reason also concerned other scripts. The results on unseen scripts are therefore those of each part's\n"
        "first run:\n\n"
        + common.table(HEAD, rows) + "\n\nAfterwards, all scripts that were there then:\n\n"
    )  # fmt: skip


def main() -> int:
    """Exit status 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    parser.add_argument("--part", choices=PARTS, help="only one part; thresholds may be set on development only")
    parser.add_argument("--jobs", type=int, default=1, help="scripts at a time")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers' rules out")
    parser.add_argument("--write", action="store_true", help="also write the tables of a full run to the docs")
    parser.add_argument("--options", default="", help="more options for whygrad diagnose, e.g. '--steps 500'")
    parser.add_argument("--results", type=Path, help=HELP)
    parser.add_argument("--on", metavar="ray[://HOST:PORT]", help="a Ray cluster: each script is a task of one core")
    given = parser.parse_args()
    kept = Kept(given.results)
    chosen = [s for s in programs() if (not given.names or s.name in given.names) and given.part in (None, s.part)]
    if unknown := set(given.names) - {script.name for script in programs()}:
        parser.error(f"no such script: {', '.join(sorted(unknown))}")
    told = ask(chosen, given.jobs, shlex.split(given.options), kept, given.on)
    text = report(told, not given.no_peers, kept)
    if given.names:
        print(text)
    else:
        versions = common.versions("torch", "numpy", "scikit-learn")
        name, of = (f"clinic-{given.part}", f", {given.part} part") if given.part else ("clinic", "")
        common.publish(name, f"The clinic: real-life scripts{of}", text, versions_=versions)
        if given.write and not given.part:
            head = f"# What each script of the clinic shows\n\n`python -m benchmarks.clinic --write`, {date.today()}. "
            counted = "What counts is explained in [training-programs](../../training-programs/PROTOCOL.md)."
            PAGE.write_text(f"{head}{counted}\n\n{unseen()}{text.rstrip()}\n", encoding="utf-8")
    score = Score.of([one.result for one in told])
    if not score.failing or not score.well:
        return 0
    met = (
        score.found >= FOUND * score.failing,
        score.first >= FIRST * score.failing,
        score.alarms <= ALARMS * score.well,
    )
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
