"""Layers kept in a plain list become an `nn.ModuleList`, whose parameters the model knows."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site

CODES = ("not-optimized",)


def edits(site: Site) -> Edits:
    """The list that the loop around the place goes through, or that is indexed there."""
    file, statement = site.file, site.statement()
    if statement is None:
        return None
    loops = [one.iter for one in file.above(statement) if isinstance(one, ast.For)]
    owned = {
        file.text(node)
        for expression in (*loops, statement)
        for node in ast.walk(expression)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    lists = [(name, value) for name in sorted(owned) for value in file.assigned(name) if isinstance(value, ast.List)]
    one = only(lists)
    if one is None or len(file.assigned(one[0])) != 1 or not one[1].elts:
        return None
    layers = [node for node in one[1].elts if isinstance(node, ast.Call)]
    if len(layers) != len(one[1].elts) or not file.meaning(layers[0].func).startswith("torch.nn."):
        return None
    module = file.text(layers[0].func).rpartition(".")[0]
    kinds = {"ParameterList" if file.meaning(node.func) == "torch.nn.Parameter" else "ModuleList" for node in layers}
    kind = only(kinds)
    return [file.replace(one[1], f"{module}.{kind}({file.text(one[1])})")] if module and kind else None
