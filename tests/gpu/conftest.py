"""A GPU for tests: NVIDIA's driver replaced by a library that executes the GPU's program on the CPU (driver.cpp)."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from whygrad.gpu import Gpu, opened, source
from whygrad.gpu import compiler as compiler_module
from whygrad.gpu import device as device_module

HERE = Path(__file__).resolve().parent
# As the kernel's baseline instruction set is compiled, but for what would fuse multiplications and additions elsewhere.
FLAGS = (
    "-std=c++20", "-O2", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=off", "-fPIC", "-shared", "-w",
    "-Wl,-Bsymbolic", f"-I{source.DEVICE}", f"-I{source.KERNEL}", f"-I{HERE}",
)  # fmt: skip


class Driver:
    """The library, with what it has counted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Loaded before whygrad asks for it, it is the one that the dynamic linker finds by its name.
        self.library = ctypes.CDLL(str(path), ctypes.RTLD_GLOBAL)
        for name, kind in (
            ("launches", ctypes.c_long), ("allocations", ctypes.c_long), ("most_in_use", ctypes.c_uint64),
            ("size_of_population", ctypes.c_size_t), ("parameters", None), ("order", None), ("dropout", None),
        ):  # fmt: skip
            getattr(self.library, f"test_{name}").restype = kind
        self.library.test_reset.argtypes = [ctypes.c_uint64]

    def reset(self, memory: int = 1 << 30) -> None:
        """Count from 0, on a GPU with so many bytes."""
        self.library.test_reset(memory)

    def count(self, name: str) -> int:
        return int(getattr(self.library, f"test_{name}")())

    def parameters(self, runs: int, count: int) -> NDArray[np.float32]:
        """Those (P, n) of the last launch's first population."""
        found = np.empty((runs, count), np.float32)
        self.library.test_parameters(found.ctypes.data_as(ctypes.c_void_p))
        return found


def compiler() -> str:
    """An ordinary compiler."""
    found = next((path for name in ("g++", "c++", "clang++") if (path := shutil.which(name))), None)
    if found is None or sys.platform != "linux":
        pytest.skip("needs GCC or Clang on Linux")
    return found


@pytest.fixture(scope="session")
def driver_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, in a folder of its own for `LD_LIBRARY_PATH`."""
    pytest.importorskip("cuda.bindings", reason="needs whygrad[cuda]")
    path = tmp_path_factory.mktemp("driver") / "libcuda.so.1"
    command = [compiler(), *FLAGS, "-Wl,-soname,libcuda.so.1", "-o", str(path), str(HERE / "driver.cpp")]
    subprocess.run(command, check=True, timeout=300)
    return path


@cache
def module(constants: str) -> bytes:
    """The program for networks with these constants, as a shared library for this processor."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "constants.h").write_text(constants)
        flags = [*FLAGS, "-DWG_CONSTANTS", f"-I{folder}", "-x", "c++"]
        command = [compiler(), *flags, str(HERE / "threads.h"), "-o", f"{folder}/module.so"]
        subprocess.run(command, check=True, timeout=300)
        return (Path(folder) / "module.so").read_bytes()


@pytest.fixture(scope="session")
def loaded_driver(driver_file: Path) -> Driver:
    return Driver(driver_file)


@pytest.fixture
def driver(loaded_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """A GPU of 1 GB on which nothing is allocated; at the end there must again be nothing."""
    loaded_driver.reset()
    # NVRTC takes seconds, and test_compiler.py calls it: here the driver only looks at how machine code begins.
    # Without a module of its own, it executes the program for all networks.
    monkeypatch.setattr(device_module, "compiled", lambda *_: b"\x7fELF".ljust(64, b"\0"))
    yield loaded_driver
    assert loaded_driver.count("allocations") == 0


@pytest.fixture
def with_constants(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The GPU executes programs made for their networks, where these fit into registers; all constants asked for."""
    asked: list[str | None] = []
    general = device_module.compiled

    def compiled(capability: int, constants: str | None) -> bytes:
        asked.append(constants)
        return general(capability, constants) if constants is None else module(constants)

    monkeypatch.setattr(device_module, "compiled", compiled)
    return asked


@pytest.fixture
def gpu(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Gpu:
    monkeypatch.setattr(compiler_module, "version", lambda: "12.9")
    return opened()
