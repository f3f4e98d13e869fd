"""`whygrad doctor`: versions, instruction sets, GPU and optional packages, for a bug report."""

from __future__ import annotations

from typing import Any

from whygrad.cli import _options as options
from whygrad.cli._status import OK, PROBLEMS
from whygrad.i18n import text


def doctor(json: options.Json = None) -> int:
    """Show what is installed; the exit status is 1 if a part of it does not work."""
    from whygrad.cli import _output
    from whygrad.cli._installation import installation

    found = installation()
    problems = _problems(found)
    _output.write_result(json, lambda: {**found, "problems": problems}, lambda: [_table(found), *problems])
    return PROBLEMS if problems else OK


def _problems(found: dict[str, Any]) -> list[str]:
    """What does not work, a sentence each."""
    sentences: list[str] = []
    missing = [name for name, version in found["packages"].items() if version is None]
    if missing:
        sentences.append(text("cli-doctor-missing", names=", ".join(missing)))
    if found["kernel"]["error"]:
        sentences.append(text("cli-doctor-kernel", reason=found["kernel"]["error"]))
    if found["torch"] is not None and found["torch"]["error"]:
        sentences.append(text("cli-doctor-torch", reason=found["torch"]["error"]))
    return sentences


def _table(found: dict[str, Any]) -> Any:
    from whygrad.views import terminal

    system, torch = found["system"], found["torch"]
    lines = [
        ["whygrad", _installed(found["whygrad"])],
        ["Python", _installed(found["python"])],
        [text("cli-doctor-system"), f"{system['name']}, {system['machine']}"],
        [text("cli-doctor-cores"), str(system["cores"])],
        [text("cli-doctor-instruction-sets"), ", ".join(found["kernel"]["instruction_sets"]) or "–"],
        ["PyTorch", text("cli-doctor-not-installed", extra="torch") if torch is None else torch["version"]],
        ["GPU", ", ".join(torch["devices"]) if torch and torch["devices"] else text("cli-doctor-no-gpu")],
        [text("cli-doctor-language"), found["language"]],
        [text("cli-doctor-cache"), found["cache"]],
        *([name, version or "–"] for name, version in found["packages"].items()),
    ]
    for extra, packages in found["extras"].items():
        if extra != "torch":
            lines += [
                [name, version or text("cli-doctor-not-installed", extra=extra)] for name, version in packages.items()
            ]
    return terminal.rows([(text("cli-doctor-part"), "left"), (text("cli-doctor-found"), "left")], lines)


def _installed(one: dict[str, str]) -> str:
    return f"{one['version']} ({one['path']})"
