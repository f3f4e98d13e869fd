"""Traces with numbers that anybody can compute again: a record depends on nothing but its step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from whygrad.trace import Trace


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """The module `recording.py` beside this file."""
    import importlib.util

    path = Path(__file__).with_name("recording.py")
    spec = importlib.util.spec_from_file_location("recording", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def trace(made: ModuleType) -> Trace:
    return made.trace()


@pytest.fixture
def saved(made: ModuleType, tmp_path: Path) -> Path:
    """The folder of a saved trace."""
    path = tmp_path / "run.zarr"
    made.trace().save(path)
    return path


@pytest.fixture
def edit() -> Callable[[Path, Callable[[dict], None]], None]:
    """Change a JSON file in place."""
    import json

    def change(path: Path, how: Callable[[dict], None]) -> None:
        value = json.loads(path.read_text())
        how(value)
        path.write_text(json.dumps(value))

    return change
