"""`whygrad inside`: what the layers of a network hold and see, and where in a picture its answer comes from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from whygrad.cli import _options as options
from whygrad.errors import InputError, MissingExtraError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.views.plots import Picture
    from whygrad.zoo.inside import Look, Method, What

_FIGURES = {"occlusion": "attribution", "saliency": "attribution", "grad-cam": "attribution"}


def inside(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="cli-inside-model")],
    pictures: Annotated[list[str] | None, typer.Argument(metavar="IMAGE", help="cli-inside-pictures")] = None,
    what: Annotated[str | None, typer.Option("--what", metavar="W1,W2,…", help="cli-inside-what")] = None,
    layer: Annotated[str | None, typer.Option("--layer", metavar="NAME", help="cli-inside-layer")] = None,
    explained: Annotated[str | None, typer.Option("--class", metavar="NAME", help="cli-inside-class")] = None,
    saliency: Annotated[str, typer.Option("--saliency", metavar="METHOD", help="cli-inside-saliency")] = "gradient",
    weights: Annotated[str | None, typer.Option("--weights", metavar="FILE", help="cli-inside-weights")] = None,
    input_shape: Annotated[str | None, typer.Option("--input", metavar="CxHxW", help="cli-inside-input")] = None,
    classes: Annotated[
        Any, typer.Option("--classes", metavar="N", help="cli-zoo-classes", parser=options.whole_number)
    ] = None,
    data: Annotated[str | None, typer.Option("--data", metavar="NAME", help="cli-inside-data")] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", help="cli-inside-out")] = None,
    report: Annotated[bool, typer.Option("--report", help="cli-inside-report")] = False,
    json: options.Json = None,
) -> int:
    """Look inside a network that sees pictures."""
    from whygrad.cli import _output
    from whygrad.cli import _shapes as shapes
    from whygrad.cli._progress import progress
    from whygrad.views import inside as views

    _check_torch()
    from whygrad.zoo.inside import METHODS, WHAT, look, opened

    ways = None if what is None else _listed(what, WHAT, "cli-inside-no-what")
    method = cast("Method", _listed(saliency, METHODS, "cli-inside-no-method")[0])
    drawn = out is not None or report
    if not drawn and json is None and ways is None:
        ways = ("depth",)  # all that the tables show
    folder, single = _target(out, ways or WHAT)
    if report:
        _check_report(model)
    with (
        opened(model, file=weights, shape=shapes.shape(input_shape), classes=classes, data=data) as subject,
        progress(text("cli-progress-inside")) as advance,
    ):
        target = None if explained is None else subject.find_class(explained)
        found = look(
            subject, cast("Sequence[What] | None", ways), files=pictures or (), layer=layer, target=target,
            method=method, progress=advance,
        )  # fmt: skip
    figures = list(views.figures(found)) if drawn else []
    _output.write_result(json, lambda: _as_json(model, found), lambda: _parts(found, drawn=drawn))
    for name, picture in figures:
        if single is not None:
            picture.save(single)
        elif folder is not None:
            picture.save(folder / f"{name}.png")
    if out is not None:
        _output.note(text("cli-inside-written", path=out, names=", ".join(name for name, _ in figures)))
    if report:
        _output.note(text("cli-inside-reported", path=str(_rewrite(Path(model), [one for _, one in figures]))))
    return 0


def _check_torch() -> None:
    try:
        import torch  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        raise MissingExtraError("error-torch-missing") from None


def _listed(words: str, known: Sequence[str], message: str) -> tuple[str, ...]:
    """The words of a list with commas; raises `InputError` that lists the known ones for any other."""
    found = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    bad = next((word for word in found or ("",) if word not in known), None)
    if bad is not None:
        raise InputError(message, name=bad, known=", ".join(known))
    return found


def _target(out: str | None, ways: Sequence[str]) -> tuple[Path | None, Path | None]:
    """The folder for figures, or the one file for the only one; raises `InputError` for what cannot be written."""
    from whygrad.cli import _places as places
    from whygrad.cli._training import picture_path
    from whygrad.views.files import PICTURES

    if out is None:
        return None, None
    if Path(out).suffix.lower().lstrip(".") not in PICTURES:
        return Path(places.folder(str(user_path(out))) or out), None
    kinds = {_FIGURES.get(way, way) for way in ways}
    if len(kinds) > 1:
        raise InputError("cli-inside-one-file", path=out, count=len(kinds))
    return None, picture_path(out)


def _check_report(model: str) -> None:
    """Raise `InputError` unless a training left a report there that can be written anew."""
    from whygrad.views.evaluating import REPORT

    if not (user_path(model) / REPORT).is_file():
        raise InputError("cli-inside-no-report", place=model, report=REPORT)


def _rewrite(folder: Path, figures: Sequence[Picture]) -> Path:
    """The report of a training's folder again, with the figures behind those of the evaluation."""
    from whygrad.cli._judging import judged
    from whygrad.trace import Trace
    from whygrad.trace.places import TRACE
    from whygrad.views import evaluating

    folder = user_path(str(folder))
    found = judged(str(folder))
    assert found is not None  # of numbers there is no report
    evaluating.write(folder, *found, Trace.open(folder / TRACE), further=figures)
    return folder / evaluating.REPORT


def _parts(found: Look, *, drawn: bool) -> list[Any]:
    from rich.text import Text

    from whygrad.nets.layers import written
    from whygrad.views import inside as views

    subject = found.subject
    head = f"  {text('zoo-input')} {written(subject.shape)}"
    if found.many is not None and found.depth:
        head += f" · {text('inside-over', count=len(found.many))}"
    parts: list[Any] = [Text.assemble((subject.name, "bold"), head)]
    parts += [Text(text(f"inside-note-{note}"), style="yellow") for note in subject.notes]
    if found.depth:
        parts.append(views.table(found))
    if found.pictures is not None and found.attributions():
        parts.append(views.answers(found))
    parts += [
        Text(text("inside-skipped", way=text(f"inside-way-{way}"), why=str(error)), style="dim")
        for way, error in found.skipped.items()
    ]
    if not drawn:
        parts.append(Text(text("inside-more"), style="dim"))
    return parts


def _as_json(model: str, found: Look) -> dict[str, Any]:
    """Schema whygrad.inside/1: numbers by layer, and what was found of each picture, maps as nested lists."""
    subject = found.subject
    value: dict[str, Any] = {
        "schema": "whygrad.inside/1", "model": model, "input": list(subject.shape), "labels": list(subject.labels),
        "notes": list(subject.notes), "skipped": {way: str(error) for way, error in found.skipped.items()},
        "pictures": [], "layers": [
            {
                "name": layer.name, "kind": layer.kind, "output": list(layer.shape), "parameters": row.parameters,
                "weight_norm": row.weight_norm, "weight_mean": row.weight_mean, "weight_std": row.weight_std,
                "mean": row.mean, "std": row.std, "zeros": row.zeros,
            }
            for layer, row in found.depth
        ],
    }  # fmt: skip
    if found.pictures is not None:
        rows = zip(found.pictures.names, found.pictures.y.tolist(), found.answered.tolist(), found.explained.tolist(),
                   strict=True)  # fmt: skip
        value["pictures"] = [
            {"name": name, "class": right if right >= 0 else None, "answer": answer, "explained": explained}
            for name, right, answer, explained in rows
        ]
    if found.exciting is not None:
        layer, best, made = found.exciting
        value["exciting"] = {
            "layer": layer.name, "channels": [
                {
                    "channel": channel, "start": float(made.start[row]), "end": float(made.end[row]),
                    "pictures": [] if best is None else best.index[row].tolist(),
                    "values": [] if best is None else best.values[row].tolist(),
                    "mean": math.nan if best is None else float(best.mean[row]),
                }
                for row, channel in enumerate(made.channels)
            ],
        }  # fmt: skip
    if found.occlusion is not None:
        one = found.occlusion
        value["occlusion"] = {
            "patch": list(one.patch), "rows": one.rows.tolist(), "columns": one.columns.tolist(),
            "drops": one.drops.tolist(),
        }  # fmt: skip
    if found.saliency is not None:
        value["saliency"] = {"method": found.saliency[0], "values": found.saliency[1].tolist()}
    if found.grad_cam is not None:
        value["grad_cam"] = {"layer": found.grad_cam[0].name, "maps": found.grad_cam[1].tolist()}
    return value
