"""What cuts the graph, or has no slope, is not applied to the output."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site

CODES = ("no-gradient",)
_CUTS = ("detach", "round", "floor", "ceil", "trunc")


def edits(site: Site) -> Edits:
    """The only such call at the place."""
    file = site.file
    call = only(
        one for one in file.calls_at(site.line) if isinstance(one.func, ast.Attribute) and one.func.attr in _CUTS
    )
    if call is None or call.keywords:
        return None
    assert isinstance(call.func, ast.Attribute)
    owner = call.func.value
    if file.meaning(call.func) == f"torch.{call.func.attr}" and len(call.args) == 1:
        return [file.replace(call, f"({file.text(call.args[0])})")]
    return None if call.args or file.meaning(call.func) else [file.replace(call, file.operand(owner))]
