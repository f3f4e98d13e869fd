"""`whygrad explain`: what a finding or a remedy means; beside them, topics (`_topics`)."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _topics
from whygrad.cli._topics import activations
from whygrad.errors import InputError, nearest
from whygrad.i18n import text


def _depths(word: str) -> tuple[int, ...]:
    """Whole numbers, rising; a usage error for anything else."""
    return tuple(sorted({options.whole_number(part) for part in word.split(",")}))


def explain(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="cli-explain-code")] = None,
    script: Annotated[bool, typer.Option("--script", help="cli-explain-script")] = False,
    data: Annotated[str | None, typer.Option("--data", metavar="NAME", help="cli-explain-data")] = None,
    changes: options.Set = None,
    seeds: Annotated[
        int | None, typer.Option("--seeds", metavar="N", help="cli-explain-seeds", parser=options.whole_number)
    ] = None,
    depths: Annotated[
        str | None, typer.Option("--depths", metavar="N1,N2,…", help="cli-explain-depths", parser=_depths)
    ] = None,
    out: options.Out = None,
    json: options.Json = None,
) -> int:
    """What a finding means, how it shows, what helps."""
    from whygrad.cli._training import picture_path
    from whygrad.diagnose import RULES
    from whygrad.nets import ACTIVATIONS
    from whygrad.trial.remedy import remedies

    path = picture_path(out)
    typed = {"data": data, "changes": changes, "seeds": seeds, "depths": depths}
    given = {name: value for name, value in typed.items() if value}
    if script:
        if code not in RULES:
            raise InputError("cli-no-script", name=code or "")
        _script(code)
        return 0
    if code in _topics.names():  # before activations: `linear` is both, and the topic says more
        return _topics.show(code, path, json, given)
    _topics.refuse(code or "", given)
    if code in ACTIVATIONS:
        activations.show(path, json, [code])
        return 0
    if path is not None:
        raise InputError("cli-no-picture", name=code or "", topics=", ".join(_topics.names()))
    if code is None:
        _list(json)
    elif code in RULES:
        _finding(code, json)
    elif code in remedies():
        _remedy(code, json)
    else:
        known = [*RULES, *remedies(), *ACTIVATIONS, *_topics.names()]
        close = nearest(code, known)
        hint = text("cli-did-you-mean", near=close) if close else text("cli-list-codes")
        raise InputError("cli-unknown-code", name=code, hint=hint)
    return 0


def _list(json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.diagnose import GROUPS, RULES, title
    from whygrad.views import terminal

    if json is not None:
        _output.save_json({"schema": "whygrad.codes/1", "codes": [
            {"code": code, "title": title(code), "group": group, "severity": str(RULES[code].severity)}
            for group, codes in GROUPS.items() for code in codes
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        parts: list[Any] = []
        wide = max(map(len, RULES))
        for group, codes in GROUPS.items():
            lines = [[code.ljust(wide), text(f"view-severity-{RULES[code].severity}"), title(code)] for code in codes]
            parts += [_line(f"group-{group}"), terminal.rows([("", "left")] * 3, lines), ""]
        _output.show(*parts, text("cli-explain-more", topics=", ".join(_topics.names())))


def _script(code: str) -> None:
    """The page's script, for `> train.py`."""
    from whygrad.cli import _output
    from whygrad.diagnose.pages import page
    from whygrad.i18n import language

    written = page(code, language())
    if written is None:
        raise InputError("cli-no-script", name=code)
    _output.write(written.script)


def _finding(code: str, json: str | None) -> None:
    from rich.markdown import Markdown
    from rich.text import Text

    from whygrad.cli import _output
    from whygrad.diagnose import RULES, explanation, limits_of, remedy_message, title
    from whygrad.diagnose.pages import page
    from whygrad.i18n import language
    from whygrad.i18n.numbers import number
    from whygrad.views import explanation as explanations
    from whygrad.views import terminal
    from whygrad.views.findings import remedy_title

    found = explanations.finding(code)
    if json is not None:
        _output.save_json(found, json)
    if json == _output.STDOUT:
        return
    rule = RULES[code]
    limits = limits_of(code)
    causes, effects, shown = found["causes"], found["consequences"], found["presets"]
    severity = text(f"view-severity-{rule.severity}")
    parts: list[Any] = [Text.assemble((title(code), "bold"), f"  {code} · {severity}")]
    if (written := page(code, language())) is None:
        parts.append(explanation(code))
    elif sys.stdout.isatty():
        parts.append(Markdown(written.body, code_theme="ansi_dark"))
    else:  # as it is written, so that lines of code stay whole
        _output.show(*parts)
        _output.write(f"\n{written.body}\n")
        parts = []
    parts.append("")
    if causes:
        parts.append(_line("topic-causes", ", ".join(title(one) for one in dict.fromkeys(causes))))
    if effects:
        parts.append(_line("topic-consequences", ", ".join(title(one) for one in dict.fromkeys(effects))))
    if shown:
        parts.append(_line("topic-presets", ", ".join(f"whygrad diagnose {name}" for name in shown)))
    if rule.remedies:
        headings = [(text("topic-remedy"), "left"), (text("topic-why"), "left")]
        parts.append(terminal.rows(headings, [[remedy_title(one), remedy_message(one)] for one in rule.remedies]))
    if limits:
        headings = [(text("topic-limit"), "left"), (text("view-threshold"), "right"), (text("topic-origin"), "left")]
        parts.append(terminal.rows(headings, [[one.meaning, number(one.value), one.origin] for one in limits]))
    _output.show(*parts)


def _line(message: str, words: str = "") -> Any:
    from rich.text import Text

    return Text.assemble((f"{text(message)} ", "bold"), words)


def _remedy(code: str, json: str | None) -> None:
    from rich.text import Text

    from whygrad.cli import _output
    from whygrad.diagnose import title
    from whygrad.views.explanation import remedy

    found = remedy(code)
    _output.write_result(json, lambda: found, lambda: [
        Text.assemble((found["title"], "bold"), f"  {code}"),
        found["message"],
        _line("topic-against", ", ".join(title(one) for one in found["helps"])),
    ])  # fmt: skip
