"""The learning rate of the only optimizer that a file makes."""

from __future__ import annotations

import ast
from decimal import Decimal

from whygrad.trial.source._file import File, only
from whygrad.trial.source._site import Edits, Site

_DEFAULTS = {"Adam": "1e-3", "AdamW": "1e-3", "RMSprop": "1e-2", "SGD": "1e-3"}


def times(site: Site, factor: str) -> Edits:
    """The rate times `factor`, where it is written as a number: in the call, or in the one assignment of a name."""
    file, call = site.file, site.optimizer()
    if call is None or _has_no_effect(file, call):
        return None
    given = only(one.value for one in call.keywords if one.arg == "lr") or (
        call.args[1] if len(call.args) > 1 else None
    )
    if given is None:
        default = _DEFAULTS.get(file.meaning(call.func).rpartition(".")[2])
        return None if default is None else file.set_keyword(call, "lr", _written(default, factor))
    if isinstance(given, ast.Name):
        above = (one for one in file.above(call) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
        if any(
            one.arg == given.id for function in above for one in ast.walk(function.args) if isinstance(one, ast.arg)
        ):
            return None
        given = only(file.assigned(given.id))
    if not isinstance(given, ast.Constant) or not isinstance(given.value, int | float):
        return None
    return [file.replace(given, _written(repr(given.value), factor))]


def _has_no_effect(file: File, call: ast.Call) -> bool:
    """Whether something else sets the rate: a scheduler with rates of its own, or the groups of parameters."""
    groups = call.args[:1] + [one.value for one in call.keywords if one.arg == "params"]
    own = any(isinstance(one, ast.Constant) and one.value == "lr" for group in groups for one in ast.walk(group))
    return own or any(name in file.content for name in (b"OneCycleLR", b"CyclicLR"))


def _written(number: str, factor: str) -> str:
    value = Decimal(number) * Decimal(factor)
    return f"{float(value):g}"
