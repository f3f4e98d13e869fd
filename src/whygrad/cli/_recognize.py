"""`whygrad zoo NAME --weights …`: pictures classified, folders of labeled pictures evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._status import INTERRUPTED, OK
from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from torch import nn

    from whygrad.zoo.classify import Answer, Evaluation, Share
    from whygrad.zoo.labels import Labels
    from whygrad.zoo.networks import Network

DOWNLOAD = "download"
_CONFUSIONS = 10


def recognize(
    network: Network, weights: str, files: Sequence[str], folder: str | None, labels: str | None, json: str | None
) -> int:
    """Classify files, or evaluate a folder, with the weights of a file or published ones."""
    from whygrad.cli import _output
    from whygrad.zoo.labels import imagenet, numbered

    if network.shape != (3, 224, 224):
        raise InputError("error-zoo-not-224", name=network.name)
    names = imagenet() if network.classes == len(imagenet()) else numbered(network.classes)
    known = None
    if folder is not None:
        from whygrad.zoo.classify import labeled

        known = labeled(user_path(folder), names, None if labels is None else user_path(labels))
    module = _module(network, weights)
    interrupted = False
    if known is not None:
        found = _evaluated(module, known)
        interrupted = found.interrupted
        value, parts = _evaluation_json(found, names), _evaluation(found, names)
    else:
        from whygrad.zoo.classify import classify

        answers = classify(module, [user_path(file) for file in files])
        value = {"pictures": [_answer_json(one, names) for one in answers]}
        parts = [part for one in answers for part in _answer(one, names)]
    value = {"schema": "whygrad.recognition/1", "network": network.name, **value}
    _output.write_result(json, lambda: value, lambda: parts)
    if interrupted:
        _output.complain(text("cli-interrupted"))
    return INTERRUPTED if interrupted else OK


def _module(network: Network, weights: str) -> nn.Sequential:
    from whygrad.zoo.weights import load

    return load(network, weights_file(network, weights))


def weights_file(network: Network, word: str) -> Path:
    """The file of weights that is named; `DOWNLOAD` fetches the published one."""
    from whygrad.cli._progress import progress
    from whygrad.data.files import places
    from whygrad.zoo.weights import fetch

    if word != DOWNLOAD:
        return user_path(word)
    with progress(text("cli-progress-download")) as advance:
        return fetch(network, places.cache() / "weights", advance)


def _evaluated(module: nn.Module, known: Sequence[tuple[Path, int]]) -> Evaluation:
    from whygrad.cli._progress import progress
    from whygrad.zoo.classify import evaluate

    with progress(text("cli-progress-pictures")) as advance:
        found = evaluate(module, known, advance)
    if not found.answers:
        raise InputError("error-evaluate-none", problem=found.skipped[0])
    return found


def _answer(one: Answer, names: Labels) -> list[Any]:
    from rich.text import Text

    from whygrad.i18n.numbers import share
    from whygrad.views import terminal

    lines = [
        [str(rank), names.name(guess.index), share(guess.probability)] for rank, guess in enumerate(one.guesses, 1)
    ]
    headings: list[tuple[str, Any]] = [
        ("", "right"), (text("zoo-class"), "left"), (text("zoo-probability"), "right"),
    ]  # fmt: skip
    notes = [Text(text(f"picture-{note}"), style="dim") for note in one.notes]
    return [Text(str(one.path), style="bold"), *notes, terminal.rows(headings, lines)]


def _answer_json(one: Answer, names: Labels) -> dict[str, Any]:
    return {
        "file": str(one.path), "notes": list(one.notes),
        "guesses": [
            {"class": guess.index, "id": names.ids[guess.index], "label": names.name(guess.index),
             "probability": guess.probability}
            for guess in one.guesses
        ],
    }  # fmt: skip


def _evaluation(found: Evaluation, names: Labels) -> list[Any]:
    from rich.text import Text

    from whygrad.i18n.numbers import share
    from whygrad.views import terminal

    head: list[tuple[str, Any]] = [
        ("", "left"), (text("zoo-right"), "right"), (text("zoo-share"), "right"), (text("zoo-interval"), "right"),
    ]  # fmt: skip
    parts: list[Any] = [terminal.rows(head, [[f"Top-{k}", *_cells(found.top(k))] for k in (1, 5)])]
    parts.append(text("zoo-top-five", one=str(found.top(1).count), five=str(found.top(5).count)))
    mixed = [(pair, count) for pair, count in found.confusion.items() if pair[0] != pair[1]][:_CONFUSIONS]
    if mixed:
        columns: list[tuple[str, Any]] = [
            (text("zoo-is"), "left"), (text("zoo-taken-for"), "left"), (text("zoo-times"), "right"),
        ]  # fmt: skip
        lines = [[names.name(right), names.name(guess), str(count)] for (right, guess), count in mixed]
        parts += [Text(text("zoo-confusion"), style="bold"), terminal.rows(columns, lines)]
        columns = [(text("zoo-picture"), "left"), (text("zoo-is"), "left"), (text("zoo-probability"), "right"),
                   (text("zoo-taken-for"), "left"), (text("zoo-probability"), "right")]  # fmt: skip
        lines = [
            [one.path.name, names.name(right), share(own), names.name(one.guesses[0].index),
             share(one.guesses[0].probability)]
            for one, right, own in found.worst
        ]  # fmt: skip
        parts += [Text(text("zoo-worst"), style="bold"), terminal.rows(columns, lines)]
    return [*parts, *(Text(sentence, style="yellow") for sentence in found.skipped)]


def _cells(one: Share) -> list[str]:
    from whygrad.i18n.numbers import share

    low, high = one.interval
    return [text("zoo-of", count=str(one.count), of=str(one.of)), share(one.value), f"[{share(low)}, {share(high)}]"]


def _evaluation_json(found: Evaluation, names: Labels) -> dict[str, Any]:
    tops = {f"top{k}": found.top(k) for k in (1, 5)}
    return {
        **{
            name: {"count": one.count, "of": one.of, "share": one.value, "interval": list(one.interval)}
            for name, one in tops.items()
        },
        "confusion": [
            {"class": right, "guess": guess, "count": count} for (right, guess), count in found.confusion.items()
        ],
        "worst": [
            {**_answer_json(one, names), "class": right, "probability": own} for one, right, own in found.worst
        ],
        "skipped": list(found.skipped), "interrupted": found.interrupted,
    }  # fmt: skip
