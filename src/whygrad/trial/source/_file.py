"""A Python file, read to be changed: its syntax tree, what its names mean, and edits by place."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes `start` to `end` of a file become `text`."""

    start: int
    end: int
    text: str


def only(items: Iterable[_Item]) -> _Item | None:
    """The only item; `None` if there are none or several."""
    found = list(items)
    return found[0] if len(found) == 1 else None


class File:
    """One file. Offsets are in bytes, as those of `ast` are."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.tree = ast.parse(content)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        lines = content.split(b"\n")
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    @classmethod
    def read(cls, path: Path) -> File | None:
        """The file; `None` if it cannot be read as UTF-8 with ordinary ends of lines, or is no Python."""
        try:
            content = path.read_bytes()
            content.decode("utf-8")
            if b"\r" in content or b"\f" in content or content.startswith(b"\xef\xbb\xbf"):
                return None
            return cls(content)
        except (OSError, ValueError, SyntaxError, RecursionError):
            return None

    # places

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        """Where a node begins."""
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        """Where a node ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """A node as it is written."""
        return self.content[self.start(node) : self.end(node)].decode()

    def operand(self, node: ast.expr) -> str:
        """An expression as it is written, in brackets where a method could not be called on it."""
        simple = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
        return self.text(node) if simple else f"({self.text(node)})"

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statements_at(self, line: int) -> list[ast.stmt]:
        """The statements without a body of their own that a line belongs to."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt)
            and not hasattr(node, "body")
            and not isinstance(node, ast.Match)
            and node.lineno <= line <= (node.end_lineno or node.lineno)
        ]

    def calls_at(self, line: int) -> list[ast.Call]:
        """The calls in these statements."""
        return [node for one in self.statements_at(line) for node in ast.walk(one) if isinstance(node, ast.Call)]

    @cached_property
    def calls(self) -> list[ast.Call]:
        """All calls."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    # names

    @cached_property
    def _imported(self) -> dict[str, str]:
        """What a name that is only ever imported stands for: "nn" for "torch.nn"."""
        meanings = dict[str, set[str]]()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    name = one.asname or one.name.split(".")[0]
                    meanings.setdefault(name, set()).add(one.name if one.asname else name)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for one in node.names:
                    meanings.setdefault(one.asname or one.name, set()).add(f"{node.module}.{one.name}")
            elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                meanings.setdefault(node.id, set()).add("")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                meanings.setdefault(node.name, set()).add("")
            elif isinstance(node, ast.arg):
                meanings.setdefault(node.arg, set()).add("")
        return {name: next(iter(found)) for name, found in meanings.items() if len(found) == 1 and "" not in found}

    def meaning(self, node: ast.AST) -> str:
        """The full name of what was imported: "torch.nn.Softmax" for `nn.Softmax`; "" for anything else."""
        if isinstance(node, ast.Name):
            return self._imported.get(node.id, "")
        if isinstance(node, ast.Attribute):
            owner = self.meaning(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def assigned(self, target: str) -> list[ast.expr]:
        """All values that are assigned to a name or an attribute, as it is written."""
        return [
            node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Assign) and any(self.text(one) == target for one in node.targets)
        ]

    def made_by(self, node: ast.expr) -> str:
        """The full name of what made the value of a name that is assigned once: "torch.nn.MSELoss"."""
        value = only(self.assigned(self.text(node)))
        return self.meaning(value.func) if isinstance(value, ast.Call) else ""

    # edits

    def replace(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        """`node` becomes `text`."""
        return Edit(self.start(node), self.end(node), text)

    def set_keyword(self, call: ast.Call, name: str, value: str) -> list[Edit] | None:
        """A keyword argument of a call; `None` where the call may have it without saying so."""
        if any(one.arg is None for one in call.keywords) or any(isinstance(one, ast.Starred) for one in call.args):
            return None
        given = only(one for one in call.keywords if one.arg == name)
        if given is not None:
            return [self.replace(given.value, value)]
        last = max((*call.args, *call.keywords), key=self.end, default=None)
        place = self.end(call) - 1 if last is None else self.end(last)
        return [Edit(place, place, f"{'' if last is None else ', '}{name}={value}")]

    def insert(self, statement: ast.stmt, before: Sequence[str] = (), after: Sequence[str] = ()) -> list[Edit] | None:
        """Statements before and after one that has its lines for itself; `None` if it shares them."""
        start, end = self._starts[statement.lineno - 1], self._starts[statement.end_lineno or statement.lineno]
        indent = self.content[start : self.start(statement)].decode()
        rest = self.content[self.end(statement) : end].split(b"#")[0]
        if indent.strip() or rest.strip():
            return None
        edits = [Edit(start, start, "".join(f"{indent}{line}\n" for line in before))] if before else []
        if after:
            end = min(end, len(self.content))
            newline = "" if self.content[:end].endswith(b"\n") else "\n"
            edits.append(Edit(end, end, newline + "".join(f"{indent}{line}\n" for line in after)))
        return edits

    def diff(self, edits: Sequence[Edit], name: str) -> str | None:
        """The unified diff of some edits; `None` if they overlap or what comes out is no Python, or the same."""
        content, last = self.content, len(self.content)
        for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
            if edit.end > last:
                return None
            content, last = content[: edit.start] + edit.text.encode() + content[edit.end :], edit.start
        try:
            ast.parse(content)
        except (SyntaxError, ValueError, RecursionError):
            return None
        old, new = (_lines(one) for one in (self.content, content))
        return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")) or None


def _lines(content: bytes) -> list[str]:
    """Lines with their ends, as `patch` reads them."""
    lines = [f"{line}\n" for line in content.decode().split("\n")]
    last = lines.pop()
    return lines if last == "\n" else [*lines, f"{last}\\ No newline at end of file\n"]
