"""A fingerprint of all that a claim's numbers depend on: if it changes, the stored result is stale."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whygrad.claims.definition import Definition

PACKAGE = Path(__file__).resolve().parent.parent

# What every claim uses: how arms are compared. The kernel is known by its WebAssembly, built from the same source.
_JUDGES = ("claims/judging.py", "claims/measures.py", "claims/running.py", "claims/tuning.py", "trial/statistics.py")
_ENGINE = ("activations", "engine", "nets", "data", "studio/web/kernel.wasm")


def of_claim(folder: Path, definition: Definition) -> str:
    """The fingerprint of the claim in a folder: 16 hexadecimal digits of SHA-256.

    Of the definition only what decides counts: other words for the same experiment leave the result as it is.
    """
    own = folder / "measure.py"
    computed = own.is_file() and "def values(" in own.read_text(encoding="utf-8")
    parts = [*([own] if own.is_file() else []), *(PACKAGE / name for name in _JUDGES)]
    if computed:
        parts += [path for name in _imported(own) for path in _files(name)]
    decisive = json.dumps(definition.decisive(), sort_keys=True)
    digest = hashlib.sha256((decisive + "".join(_digest(path) for path in parts)).encode())
    if not computed:
        digest.update(_engine().encode())
    return digest.hexdigest()[:16]


@cache
def _engine() -> str:
    files = [path for name in _ENGINE for path in _under(PACKAGE / name)]
    return hashlib.sha256("".join(_digest(path) for path in files).encode()).hexdigest()


def _under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from sorted(one for one in path.rglob("*.py") if "__pycache__" not in one.parts)


def _imported(path: Path) -> list[str]:
    """The modules of whygrad that a file imports, and the names that it imports from packages."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whygrad."):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return sorted(found)


def _files(module: str) -> Iterator[Path]:
    """The file of a module, or all files of a package; nothing for a name that is neither."""
    place = PACKAGE.joinpath(*module.split(".")[1:])
    if place.is_dir():
        yield from _under(place)
    elif place.with_suffix(".py").is_file():
        yield place.with_suffix(".py")


@cache
def _digest(path: Path) -> str:
    content = path.read_bytes().replace(b"\r\n", b"\n")
    if path.suffix == ".py":
        content = instructions(content.decode()).encode()
    return hashlib.sha256(content).hexdigest()


def instructions(source: str) -> str:
    """The Python source without comments and docstrings, which change no number."""
    lines = source.split("\n")
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type != tokenize.NL]
    words = [token for token in tokens if token.type == tokenize.COMMENT]
    code = [token for token in tokens if token.type != tokenize.COMMENT]
    begins = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    for at, token in enumerate(code[:-1]):
        alone = (at == 0 or code[at - 1].type in begins) and code[at + 1].type == tokenize.NEWLINE
        if token.type == tokenize.STRING and alone:
            words.append(token)
    for token in sorted(words, reverse=True, key=lambda one: one.start):
        (top, left), (bottom, right) = token.start, token.end
        rest = (lines[top - 1][:left] + lines[bottom - 1][right:]).rstrip()
        lines[top - 1 : bottom] = [rest] if rest else []
    return "\n".join(lines)
