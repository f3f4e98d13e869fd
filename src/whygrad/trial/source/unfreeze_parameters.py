"""The one assignment of a file that freezes parameters lets them learn."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site

CODES = ("frozen-parameters",)


def edits(site: Site) -> Edits:
    """`requires_grad = False` becomes `True`."""
    file = site.file
    if b"requires_grad_(" in file.content:
        return None
    value = only(
        node.value
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Attribute) and one.attr == "requires_grad" for one in node.targets)
        and isinstance(node.value, ast.Constant)
        and node.value.value is False
    )
    return None if value is None else [file.replace(value, "True")]
