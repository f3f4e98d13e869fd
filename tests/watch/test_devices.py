"""What differs between the devices that tensors lie on."""

from __future__ import annotations

from pathlib import Path

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from whygrad.instrument.torch_internals import widest, widest_type  # noqa: E402


def test_apples_gpus_have_no_double_precision() -> None:
    assert widest_type(torch.device("mps")) == torch.float32
    assert widest(torch.ones(2, dtype=torch.int64)).dtype == torch.float64
    folders = (Path(wg.__file__).parent / name for name in ("instrument", "watch"))
    for file in (file for folder in folders for file in folder.glob("*.py")):
        if file.name not in ("torch_internals.py", "_fetch.py"):  # these ask for the device
            assert ".double()" not in file.read_text(encoding="utf-8"), file
