"""A ReLU between linear layers that follow each other in the only `nn.Sequential` of a file."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import Edit, only
from whygrad.trial.source._site import Edits, Site

CODES = ("linear-network",)


def edits(site: Site) -> Edits:
    """`nn.Identity()` between two of them becomes `nn.ReLU()`; where there is nothing, one is inserted."""
    file, network = site.file, only(site.sequential())
    if network is None:
        return None
    kinds = [file.meaning(one.func) if isinstance(one, ast.Call) else "" for one in network.args]
    if set(kinds) - {"torch.nn.Linear", "torch.nn.Identity", "torch.nn.Flatten"}:
        return None
    module = file.text(network.func.value) + "." if isinstance(network.func, ast.Attribute) else ""
    if not module and file.meaning(ast.Name("ReLU")) != "torch.nn.ReLU":
        return None
    found: list[Edit] = []
    for place, kind in enumerate(kinds[:-1]):
        following = kinds[place + 1 :]
        if kind == "torch.nn.Identity" and "torch.nn.Linear" in following and "torch.nn.Linear" in kinds[:place]:
            found.append(file.replace(network.args[place], f"{module}ReLU()"))
        elif kind == following[0] == "torch.nn.Linear":
            end = file.end(network.args[place])
            found.append(Edit(end, end, f", {module}ReLU()"))
    return found or None
