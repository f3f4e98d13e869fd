"""The GPU's program compiles for GPUs of several generations, without a GPU."""

from __future__ import annotations

import re
from typing import Any

import pytest

from whygrad.engine.program import lower
from whygrad.errors import InputError, MissingExtraError
from whygrad.experiment import Experiment
from whygrad.gpu import compiler, source
from whygrad.gpu.constants import BLOCKS, REGISTER_FILE, constants
from whygrad.gpu.layout import WARP

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
    assert re.search(r"\.visible \.entry whygrad_train\(", text)
    called = {name for call in re.findall(r"\bcall\b[^;]*;", text) for name in re.findall(r"_Z\w+", call)}
    assert {re.sub(r"^_ZNK?3gpu7Network\d+([a-z]+)E.*", r"\1", name) for name in called} == {"forward", "evaluate"}
    # Arrays in registers have no address; in local memory, each access of a tile would go to memory.
    assert all(int(size) <= 600 for size in re.findall(r"\.local \.align \d+ \.b8\s+__local_depot\d+\[(\d+)\]", text))


def registers(code: bytes) -> list[int]:
    """Those that a thread of each entry has."""
    # .nv.info of an ELF file for GPUs holds EIATTR_REGCOUNT (0x2f) as: format 4, attribute, size 8, symbol, registers.
    return [int.from_bytes(found[4:], "little") for found in re.findall(rb"\x04\x2f\x08\x00(.{8})", code, re.DOTALL)]


@pytest.mark.slow(10)
@pytest.mark.parametrize(
    "settings",
    [
        {"hidden": [4, 2]},
        {"hidden": [3, 3], "activation": "gelu", "optimizer": "adam", "loss": "hinge"},
        {"hidden": [8, 8], "activation": "relu"},
        {"name": "blobs:3", "hidden": [4, 4], "residual": True, "activation": "prelu"},
        {"name": "blobs:3", "hidden": [], "loss": "squared", "output": "softmax"},
    ],
    ids=str,
)
def test_networks_with_constants_are_in_registers(settings: dict[str, Any]) -> None:
    """No function is called, and no array is in local memory."""
    program = lower(Experiment().replace(**settings), [0], name="", kind="experiment").program
    text = constants(program)
    assert text is not None
    found = compiler.ptx(90, text).decode()
    assert not re.search(r"\bcall\b", found)
    assert ".local" not in found
    blocks = int(re.findall(r"WG_BLOCKS = (\d+);", text)[0])
    assert 8 <= blocks <= BLOCKS
    code = compiler.compiled(90, text)
    assert code.startswith(b"\x7fELF")
    assert max(registers(code)) <= REGISTER_FILE // (WARP * blocks)


def test_two_units_of_tanh_share_a_reciprocal() -> None:
    """Each sample of 2-4-2-1 takes 7 powers of 2, and a reciprocal for each of 4 pairs or single units."""
    experiment = Experiment().replace(hidden=[4, 2], activation="tanh", output="tanh", loss="squared")
    text = constants(lower(experiment, [0], name="", kind="experiment").program)
    found = compiler.ptx(90, text).decode()
    powers, reciprocals = found.count("ex2.approx.ftz.f32"), found.count("rcp.approx.ftz.f32")
    assert powers % 7 == 0
    assert reciprocals == powers // 7 * 4


@pytest.mark.slow(10)
def test_the_general_program_leaves_room_for_twelve_blocks() -> None:
    code = compiler.compiled(80)
    assert code.startswith(b"\x7fELF")
    assert 0 < max(registers(code)) <= REGISTER_FILE // (WARP * 12)


def test_newer_gpus_get_what_their_driver_translates(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(compiler, "_compiled", lambda architecture, _: asked.append(architecture) or b"")
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
    compiler._compiled.cache_clear()
    with pytest.raises(RuntimeError, match="error"):
        compiler.ptx(80)
