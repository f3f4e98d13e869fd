"""`whygrad zoo`: networks with a name, layer by layer; those of an experiment and of a user's own file, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Network, Summary


def zoo(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli-zoo-name")] = None,
    input_shape: Annotated[str | None, typer.Option("--input", metavar="CxHxW", help="cli-zoo-input")] = None,
    classes: Annotated[
        Any, typer.Option("--classes", metavar="N", help="cli-zoo-classes", parser=options.whole_number)
    ] = None,
    formulas: Annotated[bool, typer.Option("--formulas", help="cli-zoo-formulas")] = False,
    weights: Annotated[str | None, typer.Option("--weights", metavar="FILE", help="cli-zoo-weights")] = None,
    classify: Annotated[list[str] | None, typer.Option("--classify", metavar="IMAGE", help="cli-zoo-classify")] = None,
    evaluate: Annotated[str | None, typer.Option("--evaluate", metavar="FOLDER", help="cli-zoo-evaluate")] = None,
    labels: Annotated[str | None, typer.Option("--labels", metavar="FILE", help="cli-zoo-labels")] = None,
    json: options.Json = None,
) -> int:
    """Networks layer by layer."""
    from whygrad.cli import _output
    from whygrad.cli import _shapes as shapes
    from whygrad.views import networks

    shape = shapes.shape(input_shape)
    if name is None:
        _list(json)
        return 0
    if weights or classify or evaluate or labels:
        from whygrad.cli._recognize import recognize
        from whygrad.zoo import network

        known = network(name, shape, classes)
        if bool(classify) == bool(evaluate) or (labels and not evaluate):
            raise InputError("cli-zoo-one-of")
        if not weights:
            raise InputError("cli-zoo-no-weights", name=name, address=_published(known))
        return recognize(known, weights, classify or (), evaluate, labels, json)
    found = _summary(name, shape, classes)
    _output.write_result(json, found.to_json, lambda: [*networks.summary(found, formulas=formulas), *_hint(name)])
    return 0


def _list(json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.views import networks
    from whygrad.zoo import network, of_network
    from whygrad.zoo import networks as names

    every = [of_network(network(name)) for name in names()]
    if json is not None:
        keys = ("name", "origin", "input", "output", "parameters", "multiply_adds", "memory_bytes")
        value = [{key: one.to_json()[key] for key in keys} for one in every]
        _output.save_json({"schema": "whygrad.networks/1", "networks": value}, json)
    if json != _output.STDOUT:
        _output.show(networks.listing(every), text("cli-zoo-more"))


def _summary(name: str, shape: tuple[int, ...] | None, classes: int | None) -> Summary:
    """What NAME stands for: FILE.py:CLASS, a network of the zoo, an experiment's file or folder, a preset."""

    from whygrad.errors import nearest
    from whygrad.experiment import presets, recipes
    from whygrad.trace.places import EXPERIMENT
    from whygrad.zoo import network, networks, of_experiment, of_file, of_network

    if ".py:" in name or name.endswith(".py"):
        if ".py:" not in name or name.endswith(":"):
            raise InputError("cli-zoo-which", name=name.rstrip(":"))
        if shape is None:
            raise InputError("cli-zoo-no-input", name=name)
        _no_classes(name, classes)
        return of_file(name, shape)
    if name in networks():
        return of_network(network(name, shape, classes))
    path = user_path(name)
    file = path / EXPERIMENT if name and path.is_dir() else path
    if file.suffix == ".toml":
        from whygrad.experiment import Experiment

        _no_classes(name, classes)
        return of_experiment(path.stem, Experiment.load(file), name, shape)
    known = {**recipes, **presets}
    if name in known:
        _no_classes(name, classes)
        return of_experiment(name, known[name], name, shape)
    near = nearest(name, [*networks(), *known])
    if near:
        raise InputError("error-network-nearest", name=name, nearest=near)
    return of_network(network(name, shape, classes))


def _hint(name: str) -> list[str]:
    """How to use a network whose weights are published."""
    from whygrad.zoo import network
    from whygrad.zoo import networks as names

    if name not in names() or not network(name).weights:
        return []
    return [text("cli-zoo-published", name=name, address=_published(network(name)))]


def _published(known: Network) -> str:
    from whygrad.zoo.weights import ADDRESS

    return f"{ADDRESS}{known.weights}" if known.weights else "–"


def _no_classes(name: str, classes: int | None) -> None:
    if classes is not None:
        raise InputError("cli-zoo-no-classes", name=name)
