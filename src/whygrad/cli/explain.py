"""`whygrad explain`: what a finding or a remedy means; the activations and the way of gradients in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _topics
from whygrad.errors import InputError, nearest
from whygrad.i18n import text

if TYPE_CHECKING:
    from pathlib import Path

_TOPICS = ("activations", "depth", *_topics.names())


def explain(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="cli-explain-code")] = None,
    out: options.Out = None,
    json: options.Json = None,
) -> int:
    """What a finding means, how it shows, what helps."""
    from whygrad.cli._training import picture_path
    from whygrad.diagnose import RULES
    from whygrad.nets import ACTIVATIONS
    from whygrad.trial.remedy import remedies

    path = picture_path(out)
    if code in _topics.names():
        _topics.show(code, path, json)
        return 0
    if code == "activations" or code in ACTIVATIONS:
        _activations([code] if code in ACTIVATIONS else list(ACTIVATIONS), path, json)
        return 0
    if code == "depth":
        _depth(path, json)
        return 0
    if path is not None:
        raise InputError("cli-no-picture", name=code or "", topics=", ".join(_TOPICS))
    if code is None:
        _list(json)
    elif code in RULES:
        _finding(code, json)
    elif code in remedies():
        _remedy(code, json)
    else:
        known = [*RULES, *remedies(), *ACTIVATIONS, *_TOPICS]
        close = nearest(code, known)
        hint = text("cli-did-you-mean", near=close) if close else text("cli-list-codes")
        raise InputError("cli-unknown-code", name=code, hint=hint)
    return 0


def _list(json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.diagnose import ORDER, RULES, title
    from whygrad.views import terminal

    codes = sorted(RULES, key=lambda code: (ORDER.index(code) if code in ORDER else len(ORDER), code))
    if json is not None:
        _output.save_json({"schema": "whygrad.codes/1", "codes": [
            {"code": code, "title": title(code), "severity": str(RULES[code].severity)} for code in codes
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        headings = [(text("topic-column-code"), "left"), (text("topic-column-title"), "left"),
                    (text("topic-column-severity"), "left")]  # fmt: skip
        lines = [[code, title(code), text(f"view-severity-{RULES[code].severity}")] for code in codes]
        _output.show(terminal.rows(headings, lines), text("cli-explain-more"))


def _finding(code: str, json: str | None) -> None:
    from rich.text import Text

    from whygrad.cli import _output
    from whygrad.diagnose import EDGES, LIMITS, RULES, explanation, remedy_message, title
    from whygrad.experiment import preset_codes, presets
    from whygrad.views import terminal
    from whygrad.views.findings import remedy_title
    from whygrad.views.numbers import number

    rule = RULES[code]
    limits = [limit for limit in LIMITS.values() if code in limit.codes]
    shown = [name for name in presets if preset_codes(name)[:1] == (code,)]
    causes = [edge.cause for edge in EDGES if edge.effect == code]
    effects = [edge.effect for edge in EDGES if edge.cause == code]
    if json is not None:
        _output.save_json({
            "schema": "whygrad.explanation/1", "code": code, "title": title(code), "severity": str(rule.severity),
            "message": explanation(code), "causes": causes, "consequences": effects, "presets": shown,
            "limits": [
                {"name": one.name, "value": one.value, "unit": one.unit, "origin": one.origin} for one in limits
            ],
            "remedies": [{"code": remedy, "message": remedy_message(remedy)} for remedy in rule.remedies],
        }, json)  # fmt: skip
    if json == _output.STDOUT:
        return
    severity = text(f"view-severity-{rule.severity}")
    parts: list[Any] = [Text.assemble((title(code), "bold"), f"  {code} · {severity}"), explanation(code), ""]
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


def _line(message: str, words: str) -> Any:
    from rich.text import Text

    return Text.assemble((f"{text(message)} ", "bold"), words)


def _remedy(code: str, json: str | None) -> None:
    from rich.text import Text

    from whygrad.cli import _output
    from whygrad.diagnose import remedy_message, title
    from whygrad.trial.remedy import remedies
    from whygrad.views.findings import remedy_title

    helps = list(remedies()[code].helps)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.explanation/1", "code": code, "title": remedy_title(code),
            "message": remedy_message(code), "helps": helps,
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        against = ", ".join(title(one) for one in helps)
        _output.show(
            Text.assemble((remedy_title(code), "bold"), f"  {code}"),
            remedy_message(code),
            _line("topic-against", against),
        )


def _activations(names: list[str], path: Path | None, json: str | None) -> None:
    from dataclasses import asdict

    from whygrad.cli import _output
    from whygrad.cli._cost import relative_costs
    from whygrad.views import terminal
    from whygrad.views.activations import facts, saturation
    from whygrad.views.numbers import number, share

    every = [facts(name) for name in names]
    costs = relative_costs(names)
    if json is not None:
        _output.save_json({"schema": "whygrad.activations/1", "activations": [
            {**asdict(one), "training_time": costs[one.name]} for one in every
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("topic-activation"), "left"), (text("topic-steepest"), "right"), (text("topic-range"), "left"),
            (text("topic-centered"), "left"), (text("topic-saturated"), "left"), (text("topic-mean"), "right"),
            (text("topic-zeros"), "right"), (text("topic-cost"), "right"),
        ]  # fmt: skip
        lines = [
            [
                one.name, number(one.steepest), one.range, text("topic-yes" if one.zero_centered else "topic-no"),
                saturation(one.saturated), number(one.mean, 2), share(one.zeros), f"{costs[one.name]:.2f}",
            ]
            for one in every
        ]  # fmt: skip
        _output.show(terminal.rows(headings, lines), text("topic-activations-note"))
    if path is not None:
        from whygrad.views.plots import activation_gallery

        activation_gallery(names if len(names) == 1 else ()).save(path)
        _output.note(text("cli-picture-written", path=str(path)))


def _folded(name: str) -> str:
    """A long name in two lines, for the head of a narrow column: "xavier-", "uniform"."""
    return name.replace("-", "-\n").replace(":", ":\n")


def _depth(path: Path | None, json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.views import terminal
    from whygrad.views.depth import INITS, LAYERS, SHOWN, WIDTH, passages
    from whygrad.views.numbers import number

    every = passages()
    if json is not None:
        _output.save_json({"schema": "whygrad.depth/1", "layers": LAYERS, "width": WIDTH, "passages": [
            {"activation": one.activation, "init": one.init, "factor": one.factor, "product": one.product.tolist()}
            for one in every
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        found = {(one.activation, one.init): one for one in every}
        headings: list[tuple[str, Any]] = [
            (text("topic-activation"), "left"),
            *((_folded(init), "right") for init in INITS),
        ]
        lines = [[name, *(number(found[name, init].factor, 2) for init in INITS)] for name in SHOWN]
        _output.show(
            text("topic-depth-head", layers=LAYERS, width=WIDTH),
            terminal.rows(headings, lines),
            text("topic-depth-note"),
        )
    if path is not None:
        from whygrad.views.plots import derivative_products

        derivative_products(every).save(path)
        _output.note(text("cli-picture-written", path=str(path)))
