"""Methods that a line of the program names without calling them: `optimizer.zero_grad` in place of
`optimizer.zero_grad()`. Python evaluates such a line and forgets the result, without a word.
"""

from __future__ import annotations

import ast
import re
import tokenize
import warnings
from functools import cache
from pathlib import Path

from whygrad.instrument.places import user_files
from whygrad.trace.program import UncalledFacts

METHODS = frozenset(("backward", "step", "zero_grad", "train", "eval"))
LARGEST = 1_000_000  # bytes of a file that is read
# A method without a parenthesis after it. Few files contain one, and parsing a file takes far longer than searching it.
_NAMED = re.compile(rf"\.\s*(?:{'|'.join(sorted(METHODS))})\b(?!\s*\()")


def uncalled() -> tuple[UncalledFacts, ...]:
    """Those of the program's own files whose code ran."""
    return tuple(UncalledFacts(method, f"{shown}:{line}") for name, shown in user_files() for method, line in _of(name))


def _of(file: str) -> tuple[tuple[str, int], ...]:
    """(method, line) of each in a file; none in what cannot be read, as a notebook's cell."""
    try:
        known = Path(file).stat()
    except (OSError, ValueError):
        return ()
    return _read(file, known.st_mtime_ns) if known.st_size <= LARGEST else ()


@cache  # no limit: all files of a program are asked for at every record
def _read(file: str, _changed: int) -> tuple[tuple[str, int], ...]:
    try:
        with tokenize.open(file) as opened:
            source = opened.read()
        if _NAMED.search(source) is None:
            return ()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python has warned of the program's own literals already
            tree = ast.parse(source)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return tuple((one.attr, one.lineno) for one in found if isinstance(one, ast.Attribute) and one.attr in METHODS)
