"""`shuffle=True` in the `DataLoader` of the training."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import File, only
from whygrad.trial.source._site import Edits, Site

CODES = ("not-shuffled",)
_LOADERS = ("torch.utils.data.DataLoader", "torch.utils.data.dataloader.DataLoader")
_SHUFFLE = 2  # its place among the positional arguments


def edits(site: Site) -> Edits:
    """Of the loader that the loop around the loss goes through, or of the only one in the file."""
    file = site.file
    loaders = [call for call in file.calls if file.meaning(call.func) in _LOADERS]
    chosen = _iterated(site, loaders)
    loader = only(chosen or loaders)
    if loader is None or len(loader.args) > _SHUFFLE or _may_stream(file):
        return None
    if not chosen and _is_iterated(file, loader):  # elsewhere: to evaluate
        return None
    given = {one.arg: one.value for one in loader.keywords}
    if {"sampler", "batch_sampler"} & given.keys():
        return None
    now = given.get("shuffle")
    if now is not None and not (isinstance(now, ast.Constant) and now.value is False):
        return None
    return file.set_keyword(loader, "shuffle", "True")


def _iterated(site: Site, loaders: list[ast.Call]) -> list[ast.Call]:
    """The loaders that loops around the place go through."""
    file, statement = site.file, site.statement()
    if statement is None:
        return []
    loops = [one for one in file.above(statement) if isinstance(one, ast.For)]
    names = {node.id for loop in loops for node in ast.walk(loop.iter) if isinstance(node, ast.Name)}
    values = [only(file.assigned(name)) for name in sorted(names)]
    inside = [node for loop in loops for node in ast.walk(loop.iter)]
    return [loader for loader in loaders if loader in values or loader in inside]


def _is_iterated(file: File, loader: ast.Call) -> bool:
    """Whether some loop of the file goes through a loader by the name that it is assigned to."""
    loops = [one.iter for one in ast.walk(file.tree) if isinstance(one, ast.For | ast.comprehension)]
    names = {node.id for loop in loops for node in ast.walk(loop) if isinstance(node, ast.Name)}
    return any(loader in file.assigned(name) for name in names)


def _may_stream(file: File) -> bool:
    """Whether an `IterableDataset` is around, which cannot be shuffled like this."""
    return b"IterableDataset" in file.content
