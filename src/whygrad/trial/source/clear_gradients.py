"""`optimizer.zero_grad()` after each `optimizer.step()`, where gradients of several backward passes add up."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site

CODES = ("gradients-accumulate",)


def edits(site: Site) -> Edits:
    """After the only `step()` without arguments at the place."""
    call = only(
        one for one in site.file.calls_at(site.line) if isinstance(one.func, ast.Attribute) and one.func.attr == "step"
    )
    statement = site.statement()
    if call is None or call.args or call.keywords or not isinstance(statement, ast.Expr) or statement.value is not call:
        return None
    assert isinstance(call.func, ast.Attribute)
    owner = call.func.value
    if any(isinstance(node, ast.Call) for node in ast.walk(owner)):  # it may give another optimizer each time
        return None
    return site.file.insert(statement, after=[f"{site.file.text(owner)}.zero_grad()"])
