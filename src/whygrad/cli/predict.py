"""`whygrad predict`: what a trained network says to pictures, or to the rows of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli._status import MISUSE, OK
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo.prediction import Prediction


def predict(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="cli-predict-model")],
    inputs: Annotated[list[str], typer.Argument(metavar="FILE", help="cli-predict-files")],
    json: options.Json = None,
) -> int:
    """Use what was trained."""
    from whygrad.cli import _output
    from whygrad.data import said
    from whygrad.engine.layered import load_model
    from whygrad.errors import WhygradError
    from whygrad.zoo.prediction import predictions

    trained = load_model(model)
    found: list[Prediction] = []
    broken = 0
    for name in inputs:
        try:
            found += predictions(trained, name)
        except WhygradError as error:  # the others may be fine
            _output.complain(str(error))
            broken += 1
    if json is not None:
        rows = [one.as_json() for one in found]
        _output.save_json({"schema": "whygrad.predictions/1", "model": model, "predictions": rows}, json)
    if json != _output.STDOUT and found:
        _output.show(_table(found, dict(zip(trained.labels, said(trained.labels), strict=True))))
    return MISUSE if broken else OK


def _table(found: list[Prediction], names: Mapping[str, str]) -> Any:
    """`names`: label -> what it is called in the language in use."""
    from rich.table import Table

    from whygrad.i18n.numbers import number

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(text("predict-input"), overflow="fold")
    if found[0].value is not None:
        table.add_column(text("predict-value"), justify="right", no_wrap=True)
        for one in found:
            table.add_row(one.name, number(one.value if one.value is not None else float("nan"), 4))
        return table
    table.add_column(text("predict-label"), overflow="fold")
    table.add_column(text("predict-probability"), justify="right", no_wrap=True)
    table.add_column(text("predict-others"), overflow="fold", style="dim")
    for one in found:
        (label, sure), *others = one.top
        rest = ", ".join(f"{names[name]} {_percent(share)}" for name, share in others)
        table.add_row(one.name, names[label], _percent(sure), rest)
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
