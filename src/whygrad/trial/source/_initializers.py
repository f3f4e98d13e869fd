"""The one call of `torch.nn.init` in a file that draws weights."""

from __future__ import annotations

import ast

from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site


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
    if call is None or not isinstance(call.func, ast.Attribute):
        return None
    return [file.replace(call, f"{file.text(call.func.value)}.{function}({file.text(call.args[0])}{more})")]
