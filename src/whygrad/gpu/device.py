"""A GPU through NVIDIA's driver: its memory, and launches of the program."""

from __future__ import annotations

import ctypes
import sys
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError, MissingExtraError
from whygrad.gpu.compiler import compiled
from whygrad.gpu.constants import BLOCKS
from whygrad.gpu.layout import WARP


class Device:
    """The first GPU that the driver offers (`CUDA_VISIBLE_DEVICES` chooses), and the programs compiled for it.

    Raises `MissingExtraError` without cuda-bindings or NVRTC, and `InputError` without a driver or a GPU.
    """

    def __init__(self) -> None:
        self._driver: Any = _driver()
        self._device = self._call("cuDeviceGet", 0)
        self._call("cuCtxSetCurrent", self._call("cuDevicePrimaryCtxRetain", self._device))
        self.capability = 10 * self._attribute("COMPUTE_CAPABILITY_MAJOR") + self._attribute("COMPUTE_CAPABILITY_MINOR")
        self.runs_at_once = WARP * BLOCKS * self._attribute("MULTIPROCESSOR_COUNT")
        self._programs: dict[str | None, Any] = {}
        self._module: Any = None
        self._allocated: dict[int, Any] = {}

    @property
    def free_memory(self) -> int:
        """Bytes."""
        return int(self._call("cuMemGetInfo")[0])

    def load(self, constants: str | None) -> None:
        """The program that `order` and `launch` start: for networks with these constants, or for all networks. It is
        compiled the first time, which takes a second; for all networks, several.
        """
        if constants not in self._programs:
            self._programs[constants] = self._call("cuModuleLoadData", compiled(self.capability, constants))
        self._module = self._programs[constants]

    def copied(self, array: NDArray[Any] | ctypes.Array[Any]) -> int:
        """The address of a copy of an array on the GPU; 0 for an empty one."""
        flat = np.ascontiguousarray(array) if isinstance(array, np.ndarray) else np.frombuffer(bytes(array), np.uint8)
        if not flat.nbytes:
            return 0
        address = self.reserved(flat.nbytes)
        self._call("cuMemcpyHtoD", address, flat.ctypes.data, flat.nbytes)
        return address

    def reserved(self, size: int) -> int:
        """The address of so many bytes on the GPU."""
        address = self._call("cuMemAlloc", size)
        self._allocated[int(address)] = address
        return int(address)

    def read(self, address: int, array: NDArray[Any]) -> None:
        """Copy an array back from the GPU."""
        if array.nbytes:
            self._call("cuMemcpyDtoH", array.ctypes.data, address, array.nbytes)

    def order(self, blocks: int, population: int) -> None:
        """Fill a population's table of orders of samples."""
        self._launch("whygrad_order", blocks, (population,), (ctypes.c_void_p,))

    def launch(self, blocks: int, populations: int, tasks: int, begin: int, end: int) -> None:
        """Train so many tasks from step `begin` to step `end`; returns when it is done."""
        pointer, number = ctypes.c_void_p, ctypes.c_longlong
        self._launch("whygrad_train", blocks, (populations, tasks, begin, end), (pointer, pointer, number, number))

    def _launch(self, entry: str, blocks: int, values: tuple[int, ...], types: tuple[Any, ...]) -> None:
        function = self._call("cuModuleGetFunction", self._module, entry.encode())
        self._call("cuLaunchKernel", function, blocks, 1, 1, WARP, 1, 1, 0, 0, (values, types), 0)
        self._call("cuCtxSynchronize")

    def free(self, address: int) -> None:
        """Give back what `copied` or `reserved` gave."""
        if address:
            self._call("cuMemFree", self._allocated.pop(address))

    def release(self) -> None:
        """Give back all memory."""
        for address in list(self._allocated):
            self.free(address)

    def _attribute(self, name: str) -> int:
        attribute = getattr(self._driver.CUdevice_attribute, f"CU_DEVICE_ATTRIBUTE_{name}")
        return int(self._call("cuDeviceGetAttribute", attribute, self._device))

    def _call(self, function: str, *arguments: Any) -> Any:
        """What a function of the driver returns beside its status. Raises `InputError` if it failed."""
        status, *values = getattr(self._driver, function)(*arguments)
        if status != self._driver.CUresult.CUDA_SUCCESS:
            raise InputError("gpu-failed", function=function, reason=status.name)
        return values[0] if len(values) == 1 else values


def _driver() -> Any:
    """The driver's functions, if there is a driver and it has a GPU."""
    if sys.platform == "darwin":
        raise InputError("gpu-macos")
    try:
        driver: Any = import_module("cuda.bindings.driver")
    except ImportError:
        raise MissingExtraError("gpu-needs-cuda") from None
    try:
        status = driver.cuInit(0)[0]
    except RuntimeError:  # the library that the functions stand for is not there
        raise InputError("gpu-no-driver") from None
    if status != driver.CUresult.CUDA_SUCCESS:
        raise InputError("gpu-none", reason=status.name)
    return driver
