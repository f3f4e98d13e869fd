"""Functions of value in a file, where they are applied or listed as layers."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import Edit, File, only
from whygrad.trial.source._site import Edits, Site

FUNCTIONS = {
    "softmax": ("torch.softmax", "torch.nn.functional.softmax", "torch.special.softmax"),
    "sigmoid": ("torch.sigmoid", "torch.nn.functional.sigmoid", "torch.special.expit"),
    "tanh": ("torch.tanh", "torch.nn.functional.tanh"),
    "relu": ("torch.relu", "torch.nn.functional.relu"),
}
_LAYERS = {
    "softmax": "torch.nn.Softmax", "sigmoid": "torch.nn.Sigmoid", "tanh": "torch.nn.Tanh", "relu": "torch.nn.ReLU",
}  # fmt: skip


def without(site: Site, name: str) -> Edits:
    """The output's activation `name` taken away: where it is called at the place, or as the last layer of the only
    `nn.Sequential` of the file that ends with it.
    """
    file = site.file
    if name not in FUNCTIONS:
        return None
    calls = [call for call in file.calls_at(site.line) if applied_to(file, call, name) is not None]
    if calls:
        call = only(calls)
        given = None if call is None else applied_to(file, call, name)
        return None if call is None or given is None else [_unwrapped(file, call, given)]
    last = only(one.args[-1] for one in site.sequential() if _is_layer(file, one.args[-1], name))
    every = [call for call in file.calls if _is_layer(file, call, name)]
    if last is None or (name in ("softmax", "sigmoid") and len(every) != 1):
        return None
    return _without_element(file, last)


def applied_to(file: File, call: ast.Call, name: str) -> ast.expr | None:
    """What a call applies the function `name` to; `None` if it does something else."""
    if file.meaning(call.func) in FUNCTIONS[name]:
        return call.args[0] if call.args else None
    if file.made_by(call.func) == _LAYERS[name]:
        return call.args[0] if len(call.args) == 1 else None
    if isinstance(call.func, ast.Attribute) and call.func.attr == name and not file.meaning(call.func):
        owner = call.func.value
        return None if isinstance(owner, ast.Name) and owner.id == "self" else owner
    return None


def _is_layer(file: File, node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and file.meaning(node.func) == _LAYERS[name]


def _unwrapped(file: File, call: ast.Call, given: ast.expr) -> Edit:
    parent = file.parents[call]
    whole = isinstance(parent, ast.Call | ast.Assign | ast.Return) and call is not getattr(parent, "func", None)
    return file.replace(call, file.text(given) if whole else file.operand(given))


def _without_element(file: File, element: ast.expr) -> Edits:
    """The last argument of a call taken away: with its lines, if it has them for itself."""
    call = file.parents[element]
    assert isinstance(call, ast.Call)
    if len(call.args) < 2 or call.keywords:
        return None
    before = call.args[-2]
    content, start, end = file.content, file.start(element), file.end(element)
    first, last = content.rfind(b"\n", 0, start) + 1, content.find(b"\n", end) + 1
    alone = not content[first:start].strip() and content[end:last].strip() in (b"", b",") and last > 0
    if alone:
        return [Edit(first, last, "")]
    return [Edit(file.end(before), end, "")]
