"""Who imports whom, and whose objects hold whose: two graphs, read from the source without running it.

An import counts wherever it stands in a file (at the top, in a function) and however it is written: `import`, `from …
import`, `import_module("whygrad…")`, `__import__("whygrad…")`. Imports for type checkers only do not run, so they make
no edge of this graph; what they may hide, two objects that hold each other, is the second graph.

A class holds another if it inherits from it or has an attribute of that type: an annotation in the class body, an
annotation of `self.name`, a parameter with an annotation that is assigned to `self.name`, or a call `self.name =
Other(…)`. Types inside of containers, unions and weak references count. A parameter of `Callable[…]` does not: a
callback is held, not its arguments.
"""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "whygrad"
BY_NAME = ("import_module", "__import__")

Graph = Mapping[str, set[str]]


def modules() -> dict[str, Path]:
    """Every module of whygrad, by its dotted name; a compiled one by its stub."""
    found: dict[str, Path] = {}
    for path in sorted((*SOURCE.rglob("*.py"), *SOURCE.rglob("*.pyi"))):
        parts = ("whygrad", *path.relative_to(SOURCE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def _tree(path: Path) -> ast.Module:
    """A parsed file. A finalizer that runs while Python 3.11 makes a tree upsets its count of the depth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        if enabled:
            gc.enable()


@cache
def imports(path: Path, *, typing: bool = True) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """(line, module, names) of every import of whygrad's own modules; without `typing` none for type checkers only."""
    return tuple(_imports(_tree(path), typing=typing))


def _imports(tree: ast.Module, *, typing: bool) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    skipped = set() if typing else {id(node) for block in _type_checking(tree) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "whygrad":
                    yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "whygrad":
            assert node.level == 0
            assert node.module is not None
            names = tuple(alias.name for alias in node.names)
            if node.module == "whygrad":  # `from whygrad import trace` imports a package
                for name in names:
                    yield node.lineno, f"whygrad.{name}", ()
            else:
                yield node.lineno, node.module, names
        elif isinstance(node, ast.Call) and (named := _named(node)):
            yield node.lineno, named, ()


def _named(call: ast.Call) -> str:
    """The module of whygrad that a call imports by a literal name; "" if it is no such call."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in BY_NAME or not call.args or not isinstance(call.args[0], ast.Constant):
        return ""
    value = call.args[0].value
    return value if isinstance(value, str) and value.split(".")[0] == "whygrad" and "." in value else ""


def _type_checking(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            yield from node.body


def import_graph() -> Graph:
    """Module -> the modules that it imports when it runs. The top level's own files, which only join, are left out."""
    known = modules()
    graph: dict[str, set[str]] = {}
    for module, path in known.items():
        if module in ("whygrad", "whygrad.__main__"):
            continue
        edges = graph.setdefault(module, set())
        for _, target, names in imports(path, typing=False):
            inner = [f"{target}.{name}" for name in names]
            for one in [name if name in known else target for name in inner] or [target]:
                found = one if one in known else one.rpartition(".")[0]
                if found in known and found not in (module, "whygrad"):
                    edges.add(found)
    return graph


def object_graph() -> Graph:
    """ "module:Class" -> the classes, in the same form, whose objects its objects hold."""
    known = modules()
    trees = {module: _tree(path) for module, path in known.items()}
    classes = {
        module: {node.name for node in tree.body if isinstance(node, ast.ClassDef)} for module, tree in trees.items()
    }
    graph: dict[str, set[str]] = {}
    for module, tree in trees.items():
        names = {name: f"{module}:{name}" for name in classes[module]}
        for _, target, imported in imports(known[module]):
            names |= {name: f"{target}:{name}" for name in imported if name in classes.get(target, ())}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                others = {names[name] for name in held(node) if name in names}
                graph[f"{module}:{node.name}"] = others - {f"{module}:{node.name}"}
    return graph


def held(owner: ast.ClassDef) -> Iterator[str]:
    """The names of a class's bases and of the types of its attributes."""
    yield from (base.id for base in owner.bases if isinstance(base, ast.Name))
    for node in ast.walk(owner):
        if isinstance(node, ast.AnnAssign) and (_is_own(node.target) or node in owner.body):
            yield from _types(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            given = {one.arg: one.annotation for one in (*node.args.args, *node.args.kwonlyargs) if one.annotation}
            for inner in ast.walk(node):
                if isinstance(inner, ast.Assign):
                    yield from _assigned(inner, given)


def _assigned(node: ast.Assign, given: Mapping[str, ast.expr]) -> Iterator[str]:
    """What `self.name = …` holds; `given` are the function's parameters with their annotations."""
    pairs: list[tuple[ast.expr, ast.expr]] = []
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs += zip(target.elts, node.value.elts, strict=False)
        else:
            pairs.append((target, node.value))
    for target, value in pairs:
        if not _is_own(target):
            continue
        for part in ast.walk(value):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                yield part.func.id
        if isinstance(value, ast.Name) and value.id in given:
            yield from _types(given[value.id])


def _is_own(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self"


def _types(annotation: ast.expr) -> Iterator[str]:
    """The names in an annotation, without those inside of `Callable[…]` and `Literal[…]`."""
    if isinstance(annotation, ast.Subscript) and getattr(annotation.value, "id", "") in ("Callable", "Literal"):
        return
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        yield from _types(ast.parse(annotation.value, mode="eval").body)
    if isinstance(annotation, ast.Name):
        yield annotation.id
    for part in ast.iter_child_nodes(annotation):
        if isinstance(part, ast.expr):
            yield from _types(part)


def circles(graph: Graph) -> list[set[str]]:
    """The strongly connected components of more than one node (Tarjan, 1972)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(node: str) -> None:
        index[node] = lowest[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], index[other])
        if lowest[node] == index[node]:
            place = stack.index(node)
            found.append(set(stack[place:]))
            del stack[place:]

    for node in graph:
        if node not in index:
            visit(node)
    return [circle for circle in found if len(circle) > 1]
