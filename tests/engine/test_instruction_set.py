"""The kernel picks the widest instruction set of the processor, or the one that is stated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import whygrad as wg
from whygrad.cli import main
from whygrad.engine import native
from whygrad.errors import InputError

# What Linux calls that which the kernel's builds use (CMakeLists.txt).
_FLAGS = {"avx2": {"avx2", "fma"}, "avx512": {"avx512f", "avx512vl", "avx512dq", "avx512bw", "fma"}}


def test_what_the_system_lists_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(native.VARIABLE, raising=False)
    info = Path("/proc/cpuinfo")
    line = (
        next((line for line in info.read_text().splitlines() if line.startswith("flags")), "") if info.exists() else ""
    )
    if not line:
        pytest.skip("the system does not list what an x86 processor can execute")
    flags = set(line.partition(":")[2].split())
    assert native.instruction_sets() == [*(name for name in ("avx512", "avx2") if flags >= _FLAGS[name]), "baseline"]


def test_the_baseline_can_be_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without AVX trains with it; the networks it trains agree with those of the widest instruction set."""
    monkeypatch.delenv(native.VARIABLE, raising=False)
    experiment = wg.presets["healthy-xor"].replace(epochs=5)
    widest = wg.train(experiment, seeds=5)
    monkeypatch.setenv(native.VARIABLE, "baseline")
    assert native.instruction_sets() == ["baseline"]
    assert native.lanes() == 4
    forced = wg.train(experiment, seeds=5)
    np.testing.assert_allclose(forced["loss_train"], widest["loss_train"], rtol=1e-4, atol=1e-5)


def test_an_instruction_set_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(native.VARIABLE, "avx9000")
    with pytest.raises(InputError, match=r"WHYGRAD_INSTRUCTION_SET .* baseline\. It is avx9000"):
        native.instruction_sets()
    assert main(["diagnose", "healthy-xor", "--seeds", "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
