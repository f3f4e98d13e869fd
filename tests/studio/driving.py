"""The page's kernel and loop in Node: calls and messages go in as JSON, arrays come back as NumPy's."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.experiment import Experiment
from whygrad.studio.lowering import lowered

HERE = Path(__file__).resolve().parent
WEB = HERE.parent.parent / "src" / "whygrad" / "studio" / "web"
_DTYPES = {"f32": "<f4", "i32": "<i4", "u32": "<u4"}

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node runs the page's code: apt install nodejs")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if "dtype" in value:
            return np.frombuffer(base64.b64decode(value["data"]), _DTYPES[value["dtype"]]).reshape(value["shape"])
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _drive(experiment: Experiment, seeds: Sequence[int], **what: Any) -> Any:
    order = {"wasm": str(WEB / "kernel.wasm"), "web": str(WEB), "lowered": lowered(experiment, list(seeds)), **what}
    done = subprocess.run(
        ["node", str(HERE / "drive_kernel.mjs")],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return _plain(json.loads(done.stdout))


def call(experiment: Experiment, seeds: Sequence[int], *calls: Sequence[Any], histograms: bool = False) -> list[Any]:
    """What calls [method, arguments…] of a Session return, one after the other."""
    return _drive(experiment, seeds, calls=[list(item) for item in calls], histograms=histograms)


def converse(experiment: Experiment, seeds: Sequence[int], *messages: Any) -> tuple[list[dict[str, Any]], float]:
    """What the loop posts on these messages (a number: milliseconds to wait), and its longest turn in milliseconds."""
    result = _loop(experiment, seeds, *messages)
    return [{"at": item["at"], **item["message"]} for item in result["posted"]], result["longest"]


def turns(experiment: Experiment, seeds: Sequence[int], *messages: Any) -> int:
    """How often the loop works on these messages."""
    return _loop(experiment, seeds, *messages)["turns"]


def _loop(experiment: Experiment, seeds: Sequence[int], *messages: Any) -> Any:
    return _drive(experiment, seeds, messages=[{"kind": "load", "session": 1, "run": 0}, *messages])
