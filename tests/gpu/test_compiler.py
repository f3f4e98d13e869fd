"""The GPU's program compiles for GPUs of several generations, without a GPU."""

from __future__ import annotations

import re

import pytest

from whygrad.errors import InputError, MissingExtraError
from whygrad.gpu import compiler, source
from whygrad.gpu.device import REGISTERS

pytest.importorskip("cuda.bindings.nvrtc", reason="needs whygrad[cuda]")
try:
    compiler.version()
except MissingExtraError:
    pytest.skip("needs whygrad[cuda]", allow_module_level=True)


@pytest.mark.slow(10)
@pytest.mark.parametrize("capability", [80, 90])
def test_ptx(capability: int) -> None:
    text = compiler.ptx(capability).decode()
    assert f".target sm_{capability}" in text
    assert re.search(rf"\.visible \.entry {source.ENTRY}\(", text)
    called = {name for call in re.findall(r"\bcall\b[^;]*;", text) for name in re.findall(r"_Z\w+", call)}
    assert {re.sub(r"^_ZNK?3gpu7Network\d+([a-z]+)E.*", r"\1", name) for name in called} == {"forward", "evaluate"}
    # Arrays in registers have no address; in local memory, each access of a tile would go to memory.
    (bytes_of_local_memory,) = re.findall(r"\.local \.align \d+ \.b8\s+__local_depot0\[(\d+)\]", text)
    assert int(bytes_of_local_memory) <= 600


@pytest.mark.slow(10)
def test_machine_code_fits_the_registers_that_are_counted_on() -> None:
    code = compiler.compiled(80)
    assert code.startswith(b"\x7fELF")
    # .nv.info of an ELF file for GPUs holds EIATTR_REGCOUNT (0x2f) as: format 4, attribute, size 8, symbol, registers.
    counts = [int.from_bytes(found[4:], "little") for found in re.findall(rb"\x04\x2f\x08\x00(.{8})", code, re.DOTALL)]
    assert counts
    assert max(counts) <= REGISTERS


def test_newer_gpus_get_what_their_driver_translates(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(compiler, "_compiled", lambda architecture: asked.append(architecture) or b"")
    compiler.compiled(90)
    compiler.compiled(999)
    assert asked[0] == "sm_90"
    assert re.fullmatch(r"compute_\d{3}", asked[1])


def test_gpus_that_are_too_old_are_refused() -> None:
    with pytest.raises(InputError) as found:
        compiler.compiled(35)
    assert "3.5" in str(found.value)
    assert "\n" not in str(found.value)


def test_errors_of_the_compiler_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "files", lambda: {source.PROGRAM: "this is no program"})
    with pytest.raises(RuntimeError, match="error"):
        compiler.ptx(80)
