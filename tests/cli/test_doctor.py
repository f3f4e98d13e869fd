"""What is installed, for a bug report."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from importlib import metadata
from typing import Any

import numpy as np
import pytest

from whygrad.cli import _installation
from whygrad.engine.native import instruction_sets


def test_versions_are_those_in_use(wg: Callable[..., Any]) -> None:
    run = wg("doctor", "--json")
    assert (run.status, run.err) == (0, "")
    found = json.loads(run.out)
    assert found["schema"] == "whygrad.doctor/1"
    assert found["whygrad"]["version"] == metadata.version("whygrad")
    assert found["python"] == {"version": platform.python_version(), "path": sys.executable}
    assert found["packages"]["numpy"] == np.__version__
    assert found["kernel"] == {"instruction_sets": instruction_sets(), "error": None}
    assert found["torch"]["version"].startswith("2.")
    assert found["extras"]["onnx"].keys() == {"onnx"}
    assert found["problems"] == []
    table = wg("doctor").out
    assert np.__version__ in table
    assert found["kernel"]["instruction_sets"][-1] in table


def test_a_missing_package_is_named_with_its_extra(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name in ("onnx", "numpy"):
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(_installation.metadata, "version", version)
    run = wg("doctor")
    assert run.status == 1
    assert 'pip install "whygrad[onnx]"' in run.out
    assert "Required packages are missing: numpy." in run.out


def test_pytorch_that_cannot_be_imported_is_a_problem(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    run = wg("doctor", "--json")
    assert run.status == 1
    assert "torch" in json.loads(run.out)["torch"]["error"]
