"""The layout is a promise: who may import whom, what an import costs, how long a file is, which names are private.

Imports by name (`import_module("whygrad…")`) and inside of functions count, see `tests/layout_graph.py`.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.layout_graph import SOURCE, circles, held, import_graph, imports, modules, object_graph

# A package imports only from those to its left.
ORDER = [
    "i18n", "errors", "printing", "formats", "activations", "experiment", "trace", "data", "nets", "instrument",
    "watch", "engine", "gpu", "cluster", "diagnose", "session", "testing", "trial", "maps", "zoo", "compare", "search",
    "claims", "course", "views", "studio", "cli",
]  # fmt: skip

# Modules whose import path is a contract (docs/how-to), but which join what stands further right.
STANDS_IN = {f"watch/{name}.py": "session" for name in ("keras", "lightning", "skorch", "transformers")}

# Circles that are still there; whoever takes one apart removes it here.
IMPORT_CIRCLES: list[set[str]] = []
OBJECT_CIRCLES: list[set[str]] = []

LONGEST_FILE = 600
CODE = {".py", ".pyi", ".cpp", ".hpp", ".h", ".js", ".css", ".html", ".j2", ".jinja", ".jinja2"}

# What `import whygrad` must not pay for.
HEAVY = (
    "torch",
    "matplotlib",
    "xarray",
    "scipy",
    "sklearn",
    "zarr",
    "fluent",
    "pandas",
    "jinja2",
    "fastapi",
    "starlette",
    "uvicorn",
)


def _modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "__pycache__" not in path.parts)


def _package(path: Path) -> str:
    """The entry of ORDER that a file belongs to, "" for the top level's own files."""
    name = path.relative_to(SOURCE).as_posix()
    first = STANDS_IN.get(name, name.split("/")[0].removesuffix(".py"))
    return "" if first.startswith("__") else first


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_links_out_of_the_repository() -> None:
    """What is kept in git are files: a link may lead to a place that only its author has."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=SOURCE.parents[1], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []


def test_every_package_has_its_place() -> None:
    entries = {_package(path) for path in _modules()} - {""}
    assert entries <= set(ORDER), f"add {entries - set(ORDER)} to the layout (docs/internals/README.md) and to ORDER"


def test_imports_point_left() -> None:
    known = modules()
    wrong: list[str] = []
    for path in _modules():
        package = _package(path)
        if not package:
            continue  # whygrad/__init__.py and __main__.py stand rightmost: they may import everything
        allowed = set(ORDER[: ORDER.index(package) + 1])
        for line, module, _ in imports(path):
            target = _package(known[module]) if module in known else module.split(".")[1]
            if target not in allowed:
                wrong.append(f"{path.relative_to(SOURCE)}, line {line}: {package} imports {module}")
    assert not wrong, wrong


def test_no_modules_import_each_other() -> None:
    found = [{name.removeprefix("whygrad.") for name in circle} for circle in circles(import_graph())]
    assert _sorted(found) == _sorted(IMPORT_CIRCLES)


def test_no_objects_hold_each_other() -> None:
    """Within a module two classes may know each other."""
    found = [{name.removeprefix("whygrad.") for name in circle} for circle in circles(object_graph())]
    found = [circle for circle in found if len({name.partition(":")[0] for name in circle}) > 1]
    assert _sorted(found) == _sorted(OBJECT_CIRCLES)


def _sorted(sets: list[set[str]]) -> list[list[str]]:
    return sorted(sorted(one) for one in sets)


def test_circles_are_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": set[str](), "f": {"g"}, "g": {"f"}}
    assert _sorted(circles(graph)) == [["a", "b", "c"], ["f", "g"]]


def test_imports_by_name_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from whygrad.trace import Trace\n"
        "def late():\n    import whygrad.views\n    importlib.import_module('whygrad.cli')\n"
        "    __import__('whygrad.studio')\n    import_module(name)\n"
    )
    assert [module for _, module, _ in imports(file)] == [
        "whygrad.trace",
        "whygrad.views",
        "whygrad.cli",
        "whygrad.studio",
    ]
    assert "whygrad.trace" not in [module for _, module, _ in imports(file, typing=False)]


def test_held_objects_are_seen() -> None:
    code = (
        "class A:\n    b: B\n    call: Callable[[C], None]\n    kind: Literal['x y']\n"
        "    def __init__(self, d: D, e: E):\n        self._d, self._f = d, F(e)\n        self.g: list[G] = []\n"
        "class Z(H):\n    def f(self, i: I):\n        return i\n"
    )
    one, other = (node for node in ast.parse(code).body if isinstance(node, ast.ClassDef))
    assert set(held(one)) & set("BCDEFG") == set("BDFG")
    assert set(held(other)) & set("HI") == {"H"}


def test_private_names_stay_at_home() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}, line {line}: {part}"
        for path in _modules()
        for line, module, names in imports(path)
        if module.split(".")[1:2] != [path.relative_to(SOURCE).parts[0].removesuffix(".py")]
        for part in (*module.split("."), *names)
        if part.startswith("_") and not part.startswith("__")
    ]
    assert not wrong, f"an underscore is nobody else's business: {wrong}"


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(SOURCE).as_posix()
        for path in _modules()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_folders_with_code_are_packages() -> None:
    folders = {path.parent for path in _modules()}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_files_are_short() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*")
        if path.suffix in CODE and "vendor" not in path.parts
    }
    assert lengths
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}


def test_import_is_light() -> None:
    loaded = json.loads(_run("import sys, json, whygrad; print(json.dumps(sorted(sys.modules)))"))
    assert "whygrad" in loaded
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)


def test_help_is_light() -> None:
    code = (
        "import sys, json\n"
        "sys.argv = ['whygrad', '--help']\n"
        "from whygrad.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as stop:\n"
        "    assert not stop.code, stop.code\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    output = _run(code)
    assert "diagnose" in output
    loaded = json.loads(output.splitlines()[-1])
    assert not {name.split(".")[0] for name in loaded} & (set(HEAVY) - {"jinja2"})


def test_public_names_exist() -> None:
    """Every name that a package lists can be imported, and the top level lists what the documents promise."""
    code = (
        "import importlib, json, whygrad\n"
        "missing = [n for n in whygrad.__all__ if not hasattr(whygrad, n)]\n"
        "print(json.dumps([missing, sorted(whygrad.__all__)]))\n"
    )
    missing, names = json.loads(_run(code))
    assert not missing
    assert set(names) >= {"Experiment", "Trace", "diagnose", "presets", "train", "trial"}


def test_names_are_light() -> None:
    """Using the public names costs no optional or heavy library either, as long as nothing is plotted or converted."""
    use = "[getattr(whygrad, name) for name in whygrad.__all__]"
    code = f"import sys, json, whygrad; {use}; print(json.dumps(sorted(sys.modules)))"
    assert not {name.split(".")[0] for name in json.loads(_run(code))} & {"torch", "matplotlib", "xarray", "sklearn"}


# Each package is imported by a process of its own: where possible a fork of one that has imported what most need.
_EXPORTS = """
import importlib, json, os, sys
from multiprocessing import get_context

import numpy, pydantic

def check(package):
    found = importlib.import_module(f"whygrad.{package}")
    names = [name for name, value in vars(found).items() if not name.startswith("_") and type(value) is not type(sys)]
    missing = [name for name in getattr(found, "__all__", []) if not hasattr(found, name)]
    return package, missing, "__all__" in vars(found) or not names

if hasattr(os, "fork"):
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        print(json.dumps(pool.map(check, sys.argv[1:], chunksize=1)))
else:
    print(json.dumps([check(package) for package in sys.argv[1:]]))
"""


def test_packages_export_what_they_list() -> None:
    packages = [name for name in ORDER if (SOURCE / name / "__init__.py").exists()]
    processes = [packages] if hasattr(os, "fork") else [[package] for package in packages]
    found = [row for some in processes for row in json.loads(_run(_EXPORTS, *some))]
    assert [package for package, _, _ in found] == packages
    assert [row for row in found if row[1:] != [[], True]] == []


@pytest.mark.parametrize("package", ["instrument", "watch"])
def test_the_map_of_watching_names_every_module_below_those_that_it_imports(package: str) -> None:
    page = (SOURCE.parents[1] / "docs" / "internals" / "watching.md").read_text(encoding="utf-8")
    table = page.partition(f"| module of `{package}` |")[2].partition("\n\n")[0].splitlines()[2:]
    row = {name: at for at, line in enumerate(table) for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert row.keys() == {path.stem for path in (SOURCE / package).glob("*.py")} - {"__init__"}
    own = f"whygrad.{package}."
    graph = {name.removeprefix(own): above for name, above in import_graph().items() if name.startswith(own)}
    pairs = [(name, one.removeprefix(own)) for name, above in graph.items() for one in above if one.startswith(own)]
    assert pairs
    assert [(name, one) for name, one in pairs if row[one] > row[name]] == []
