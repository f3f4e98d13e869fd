"""The layout is a promise: who may import whom, what an import costs, how long a file is, which names are private."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "whygrad"

# A package imports only from those to its left.
ORDER = [
    "i18n", "errors", "formats", "experiment", "trace", "data", "nets", "watch", "engine", "diagnose", "testing",
    "trial", "maps", "zoo", "claims", "views", "studio", "cli",
]  # fmt: skip

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
    first = path.relative_to(SOURCE).parts[0]
    name = first.removesuffix(".py")
    return "" if name.startswith("__") else name


def _imports(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line, module, names) of every import of whygrad's own modules, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "whygrad":
                    yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "whygrad":
            assert node.level == 0
            names = tuple(alias.name for alias in node.names)
            if node.module == "whygrad":  # `from whygrad import trace` imports a package
                for name in names:
                    yield node.lineno, f"whygrad.{name}", ()
            else:
                assert node.module is not None
                yield node.lineno, node.module, names


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_package_has_its_place() -> None:
    entries = {_package(path) for path in _modules()} - {""}
    assert entries <= set(ORDER), f"add {entries - set(ORDER)} to the layout (docs/internals/README.md) and to ORDER"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_left(path: Path) -> None:
    package = _package(path)
    if not package:
        return  # whygrad/__init__.py and __main__.py stand rightmost: they may import everything
    allowed = set(ORDER[: ORDER.index(package) + 1])
    wrong = [
        f"line {line}: {module}"
        for line, module, _ in _imports(path)
        if module == "whygrad" or module.split(".")[1] not in allowed
    ]
    assert not wrong, f"{package} may import only from {', '.join(ORDER[: ORDER.index(package)]) or 'nothing'}: {wrong}"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_private_names_stay_at_home(path: Path) -> None:
    package = _package(path)
    wrong = [
        f"line {line}: {part}"
        for line, module, names in _imports(path)
        if module.split(".")[1:2] != [package]
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


@pytest.mark.parametrize("package", [name for name in ORDER if (SOURCE / name / "__init__.py").exists()])
def test_packages_export_what_they_list(package: str) -> None:
    code = (
        f"import importlib; p = importlib.import_module('whygrad.{package}')\n"
        "names = [n for n, v in vars(p).items() if not n.startswith('_') and type(v) is not type(importlib)]\n"
        "print([n for n in getattr(p, '__all__', []) if not hasattr(p, n)], '__all__' in vars(p) or not names)"
    )
    assert _run(code).strip() == "[] True"
