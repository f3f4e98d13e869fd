"""Outputs (N, 1) and targets (N,) get the same shape."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import Edit, File, only
from whygrad.trial.source._site import Edits, Site

CODES = ("loss-shape-broadcast",)


def edits(site: Site) -> Edits:
    """The column of a loss's two arguments is squeezed; of a difference that is written out both sides are flat."""
    loss = site.program.stretched
    if loss is None or not loss.column_and_row:
        return None
    call = only(one for one in site.file.calls_at(site.line) if len(one.args) == 2 and _is_loss(site.file, one.func))
    if call is not None:
        given = call.args[0] if len(loss.input_shape) == 2 else call.args[1]
        return [_with(site.file, given, ".squeeze(1)")]
    difference = only(
        node
        for one in site.file.statements_at(site.line)
        for node in ast.walk(one)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)
    )
    if difference is None or any(isinstance(one, ast.Subscript) for one in site.file.above(difference)):
        return None
    return [_with(site.file, side, ".flatten()") for side in (difference.left, difference.right)]


def _is_loss(file: File, called: ast.expr) -> bool:
    """Whether a loss of PyTorch is called: a function, or a module that was made once."""
    function, module = file.meaning(called), file.made_by(called)
    named = function.startswith("torch.nn.functional.") and function.endswith(("_loss", "_entropy", "_with_logits"))
    return named or (module.startswith("torch.nn.") and module.endswith("Loss"))


def _with(file: File, node: ast.expr, ending: str) -> Edit:
    """An expression with a method called on it."""
    return file.replace(node, f"{file.operand(node)}{ending}")
