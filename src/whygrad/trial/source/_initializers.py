"""The one call of `torch.nn.init` in a file that draws weights."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import File, only
from whygrad.trial.source._site import Edits, Site


def _is_of_no_layer(file: File, call: ast.Call) -> bool:
    """Whether the weight is that of a normalization or an embedding: by what made its owner, or by the condition that
    the call stands under, as `isinstance(m, nn.BatchNorm1d)`.
    """
    owner = call.args[0].value if isinstance(call.args[0], ast.Attribute) else None
    made = file.made_by(owner) if owner is not None else ""
    around = next((file.text(one.test) for one in file.above(call) if isinstance(one, ast.If)), "")
    return any(word in text for word in ("Norm", "Embedding") for text in (made, around))


def drawn_by(site: Site, function: str, more: str = "") -> Edits:
    """The same weights drawn by another function of `torch.nn.init`."""
    file = site.file
    call = only(
        one
        for one in file.calls
        if file.meaning(one.func).startswith("torch.nn.init.")
        and one.args
        and file.text(one.args[0]).endswith(".weight")
    )
    if call is None or not isinstance(call.func, ast.Attribute) or _is_of_no_layer(file, call):
        return None
    return [file.replace(call, f"{file.text(call.func.value)}.{function}({file.text(call.args[0])}{more})")]
