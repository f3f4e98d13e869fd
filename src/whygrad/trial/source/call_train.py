"""`model.train()` before the training pass."""

from __future__ import annotations

import ast

from whygrad.trial.source._site import Edits, Site

CODES = ("train-in-eval-mode",)


def edits(site: Site) -> Edits:
    """Before the loop over the batches, unless evaluation mode is switched on inside of it."""
    file, statement, model = site.file, site.statement(), site.model_called_at(site.line)
    if statement is None or model is None:
        return None
    loop = next((one for one in file.above(statement) if isinstance(one, ast.For | ast.While)), None)
    outer = None if loop is None else next((one for one in file.above(loop) if isinstance(one, ast.For)), None)
    evaluates = f"{model}.eval()"
    if loop is None or outer is None or evaluates in file.text(loop):
        return file.insert(statement, [f"{model}.train()"])
    header = file.content[: file.start(loop)].rsplit(b"\n", 1)[-1].decode()
    if header.strip():
        return None
    first = file.insert(loop, [f"{model}.train()"])
    return first[:1] if first else None
