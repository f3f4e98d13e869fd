"""`model.eval()` before an evaluation, and `model.train()` after it where nothing else switches back."""

from __future__ import annotations

import ast

from whygrad.trial.source._site import Edits, Site

CODES = ("eval-in-train-mode",)


def edits(site: Site) -> Edits:
    """Around the statement that evaluates."""
    file, statement, model = site.file, site.statement(), site.model_called_at(site.line)
    if statement is None or model is None:
        return None
    back = [] if _switched_back(site, statement, model) else [f"{model}.train()"]
    if back and isinstance(statement, ast.Return | ast.Raise):  # nothing comes after it
        return None
    previous = _previous(site, statement)
    if isinstance(previous, ast.Expr) and file.text(previous) == f"{model}.train()":
        return [file.replace(previous, f"{model}.eval()"), *(file.insert(statement, after=back) or ())]
    return file.insert(statement, [f"{model}.eval()"], back)


def _switched_back(site: Site, statement: ast.stmt, model: str) -> bool:
    """Whether the loop around the evaluation switches to training mode in every pass, other than right before it."""
    file, previous = site.file, _previous(site, statement)
    loops = [one for one in file.above(statement) if isinstance(one, ast.For | ast.While)]
    return any(
        isinstance(one, ast.Expr) and one is not previous and file.text(one) == f"{model}.train()"
        for loop in loops
        for one in loop.body
    )


def _previous(site: Site, statement: ast.stmt) -> ast.stmt | None:
    body = getattr(site.file.parents[statement], "body", [])
    place = body.index(statement) if statement in body else 0
    return body[place - 1] if place else None
