"""The command line: `training-programs` or `python -m training_programs`."""

from __future__ import annotations

import argparse
import difflib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import training_programs
from training_programs.adapters import ADAPTERS, adapter
from training_programs.index import FOLDER, PARTS, Program, program, programs
from training_programs.labels import labels
from training_programs.running import SECONDS, Kept, run
from training_programs.scoring import HEAD, Result, Score, confusion, table

SCHEMA = "training-programs.results/1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, 1 if something is not as it should be, 2 for wrong use, 130 if interrupted."""
    given = _parser().parse_args(arguments)
    try:
        return given.command(given)
    except BrokenPipeError:  # what reads the output has seen enough
        return 0
    except (ValueError, KeyError, OSError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _list(given: argparse.Namespace) -> int:
    chosen = [one for one in _chosen(given) if given.cause in (None, one.cause)]
    if given.json:
        print(json.dumps([_described(one) for one in chosen], indent=1, ensure_ascii=False))
    else:
        for one in chosen:
            print(f"{one.name:<28} {one.part:<12} {one.cause or 'healthy'}")
    return 0


def _show(given: argparse.Namespace) -> int:
    one = program(given.name)
    if given.json:
        print(json.dumps(_described(one), indent=1, ensure_ascii=False))
        return 0
    print(f"{one.name} ({one.part}): {one.cause or 'healthy'}\n{one.note}")
    for path in one.paths:
        print(path)
    if one.cause:
        print(f"also right: {', '.join(one.accept) or 'none'}; consequences: {', '.join(one.also) or 'none'}\n")
        failing, fixed = (path.read_text(encoding="utf-8").splitlines() for path in one.paths)
        print("\n".join(difflib.unified_diff(failing, fixed, "failing", "fixed", n=2, lineterm="")))
    return 0


def _labels(_: argparse.Namespace) -> int:
    for name, meaning in labels().items():
        print(f"{name:<28} {meaning}")
    return 0


def _run(given: argparse.Namespace) -> int:
    tool = adapter(given.adapter, given.command_line)
    chosen = _chosen(given)
    if given.sample is not None:
        random.Random(given.seed).shuffle(chosen)
        chosen = chosen[: given.sample]
    name = f"{given.adapter}: {given.command_line}" if given.command_line else given.adapter
    kept = Kept(given.answers, name, given.seconds) if given.answers else None

    def tell(result: Result) -> None:
        said = ", ".join(one.code for one in result.answer.findings) or result.first
        why = f": {result.answer.line}" if result.answer.line else ""
        if not given.quiet:
            took = f"({result.answer.seconds:.1f} s)"
            print(f"{result.variant}/{result.program.name}: {said} {took}{why}", file=sys.stderr)

    results = run(tool, chosen, jobs=given.jobs, seconds=given.seconds, kept=kept, on_result=tell)
    rows: list[list[str]] = []
    groups: dict[str, Score] = {}
    for part in (*PARTS, "all"):
        members = [one for one in results if part in ("all", one.program.part)]
        if members and not (part == "all" and len(groups) < 2):
            groups[part] = Score.of(members)
            rows.append(groups[part].row(part, ordered=tool.ordered))
    print(table(HEAD, rows))
    if given.by_cause:
        print("\n" + table(("cause", "files", "first finding"), confusion(results)))
    if given.json:
        value = {
            "schema": SCHEMA, "version": training_programs.__version__, "adapter": given.adapter,
            "command": given.command_line, "seconds_limit": given.seconds, "ordered": tool.ordered,
            "scores": {part: score.to_json(ordered=tool.ordered) for part, score in groups.items()},
            "answers": [
                {"program": one.program.name, "variant": one.variant, **one.answer.to_json()} for one in results
            ],
        }  # fmt: skip
        given.json.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    return 0


def _verify(_: argparse.Namespace) -> int:
    from training_programs.frozen import TEST_PARTS, differences, manifest_file

    wrong = False
    for part in TEST_PARTS:
        found = differences(part)
        wrong |= bool(found)
        print("\n".join(found) or f"The part {part} is as {manifest_file(part).name} says.")
    return 1 if wrong else 0


def _counts(_: argparse.Namespace) -> int:
    from training_programs.composition import counts

    print(counts())
    return 0


def _check(given: argparse.Namespace) -> int:
    from training_programs.check import check

    return 1 if check(_chosen(given), write=given.write, show=given.show) else 0


def _chosen(given: argparse.Namespace) -> list[Program]:
    """The programs that are named, or all; of one part, if one is asked for.

    Raises
    ------
    KeyError
        if there is none of a name.
    """
    named = {program(name).name for name in given.names}
    return [one for one in programs() if (not named or one.name in named) and given.part in (None, one.part)]


def _described(one: Program) -> dict[str, Any]:
    return {**asdict(one), "paths": {path.parent.name: str(path) for path in one.paths}}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training-programs", description=training_programs.__doc__)
    parser.add_argument("--version", action="version", version=training_programs.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, function: Any, text: str, *, selects: bool = False) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=function)
        if selects:
            made.add_argument("names", nargs="*", metavar="NAME", help="programs by name (all)")
            made.add_argument("--part", choices=PARTS, help="only one part")
        return made

    listing = command("list", _list, "List the programs.", selects=True)
    listing.add_argument("--cause", choices=sorted(labels()), help="only those with this cause")
    listing.add_argument("--json", action="store_true", help="as JSON, with labels and paths")
    showing = command("show", _show, f"Show one program: labels, files (in {FOLDER}), and what the repair changes.")
    showing.add_argument("name", metavar="NAME")
    showing.add_argument("--json", action="store_true", help="labels and paths as JSON")
    command("labels", _labels, "List the labels with their meanings.")
    running = command("run", _run, "Ask a tool about programs, and score its answers.")
    running.add_argument("adapter", choices=list(ADAPTERS), metavar="ADAPTER", help=", ".join(ADAPTERS))
    running.add_argument("names", nargs="*", metavar="NAME", help="programs by name (all)")
    running.add_argument("--part", choices=PARTS, help="only one part")
    running.add_argument("--sample", type=_count, metavar="N", help="only N programs, drawn at random")
    running.add_argument(
        "--seed", type=int, default=0, help="of the sample (default 0); a larger one holds a smaller one"
    )
    running.add_argument("--jobs", type=_count, default=1, help="files at a time (default 1)")
    running.add_argument("--seconds", type=_seconds, default=SECONDS, help=f"time limit per file (default {SECONDS:g})")
    running.add_argument(
        "--command", dest="command_line", default="", metavar="COMMAND",
        help="how to run the tool, for the adapters command and whygrad; {program} and {seconds} are replaced",
    )  # fmt: skip
    running.add_argument(
        "--answers", type=Path, metavar="FILE", help="keeps answers; an interrupted run goes on from it"
    )
    running.add_argument("--json", type=Path, metavar="FILE", help="writes scores and answers to this file")
    running.add_argument("--by-cause", action="store_true", help="also which finding came first, for each cause")
    running.add_argument("--quiet", action="store_true", help="no line per file on standard error")
    command("verify", _verify, "Compare the test parts with their manifests.")
    command("counts", _counts, "Count what the data sheet states.")
    checking = command("check", _check, "Run programs: do the failing ones fail, do the others learn?", selects=True)
    checking.add_argument("--write", action="store_true", help="keep what was measured in measured.toml")
    checking.add_argument("--show", action="store_true", help="also print what each program prints")
    return parser


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"at least 1, not {value}")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 86_400:
        raise argparse.ArgumentTypeError(f"more than 0 and less than 86400, not {text}")
    return value


if __name__ == "__main__":
    sys.exit(main())
