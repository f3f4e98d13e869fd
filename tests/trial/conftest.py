"""What re-runs share, and `fakes.py` made importable: pytest's importlib mode puts no folder on the path."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from whygrad.trial.rerun import Server

_spec = importlib.util.spec_from_file_location("trial_fakes", Path(__file__).with_name("fakes.py"))
assert _spec is not None
assert _spec.loader is not None
sys.modules["trial_fakes"] = _module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A process that has imported PyTorch, in whose forks scripts are run again."""
    from whygrad.trial.rerun import Server

    with Server() as one:
        one.prepare(("torch", "torch._dynamo"))
        yield one
