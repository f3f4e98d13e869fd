"""The program compiled for a GPU by NVRTC, NVIDIA's compiler as a library. Compiling needs no GPU and no driver."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from whygrad.errors import InputError, MissingExtraError
from whygrad.gpu import source

# What NVRTC lacks, as it has no standard library.
_STDINT = """#pragma once
typedef signed char int8_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
#define INT32_MIN (-2147483647 - 1)
"""
_OPTIONS = (
    "--std=c++20",
    "--device-as-default-execution-space",  # the kernel's headers do not say where their functions run
    "--ftz=true",  # subnormal numbers are 0, as in the kernel
    "-diag-suppress=161",  # `#pragma GCC unroll`; NVRTC unrolls these loops by itself
)


def compiled(capability: int, constants: str | None = None) -> bytes:
    """The program for GPUs of a compute capability, such as 90 for 9.0: for networks with the constants that
    `gpu.constants` states, or for all networks.

    For GPUs that are newer than the compiler it is PTX, which the driver translates; for others it is machine code.
    Raises `MissingExtraError` without the compiler.
    """
    nvrtc = _nvrtc()
    known = [int(number) for number in _checked(nvrtc, nvrtc.nvrtcGetSupportedArchs())]
    if capability in known:
        return _compiled(f"sm_{capability}", constants)
    if capability < min(known):
        raise InputError("gpu-too-old", capability=_dotted(capability), oldest=_dotted(min(known)))
    return ptx(max(one for one in known if one < capability), constants)


def ptx(capability: int, constants: str | None = None) -> bytes:
    """The program in PTX, NVIDIA's assembly language, for a compute capability and later ones."""
    return _compiled(f"compute_{capability}", constants)


def version() -> str:
    """The compiler's version, such as "12.9"."""
    nvrtc = _nvrtc()
    return ".".join(str(part) for part in _checked(nvrtc, nvrtc.nvrtcVersion()))


@lru_cache(maxsize=16)
def _compiled(architecture: str, constants: str | None) -> bytes:
    nvrtc = _nvrtc()
    texts = {"stdint.h": _STDINT, **source.files()}
    macros = []
    if constants is not None:
        texts["constants.h"] = constants
        macros = ["--define-macro=WG_CONSTANTS"]
    text = texts.pop(source.PROGRAM)
    headers = [header.encode() for header in texts.values()], [name.encode() for name in texts]
    program = _checked(nvrtc, nvrtc.nvrtcCreateProgram(text.encode(), source.PROGRAM.encode(), len(texts), *headers))
    options = [option.encode() for option in (*_OPTIONS, *macros, f"--gpu-architecture={architecture}")]
    try:
        if nvrtc.nvrtcCompileProgram(program, len(options), options)[0] != nvrtc.nvrtcResult.NVRTC_SUCCESS:
            raise RuntimeError(_text(nvrtc, nvrtc.nvrtcGetProgramLogSize, nvrtc.nvrtcGetProgramLog, program).decode())
        if architecture.startswith("sm_"):
            return _text(nvrtc, nvrtc.nvrtcGetCUBINSize, nvrtc.nvrtcGetCUBIN, program)
        return _text(nvrtc, nvrtc.nvrtcGetPTXSize, nvrtc.nvrtcGetPTX, program)
    finally:
        nvrtc.nvrtcDestroyProgram(program)


def _nvrtc() -> Any:
    """NVRTC's functions, if both they and the library itself are installed."""
    try:
        nvrtc: Any = import_module("cuda.bindings.nvrtc")
        nvrtc.nvrtcVersion()
    except (ImportError, RuntimeError):  # RuntimeError: the library that the functions stand for is not there
        raise MissingExtraError("gpu-needs-cuda") from None
    return nvrtc


def _text(nvrtc: Any, size: Any, read: Any, program: Any) -> bytes:
    found = b" " * _checked(nvrtc, size(program))  # NVRTC writes into it
    _checked(nvrtc, read(program, found))
    return found


def _checked(nvrtc: Any, answer: tuple[Any, ...]) -> Any:
    """What a function of NVRTC returned beside its status."""
    status, *values = answer
    if status != nvrtc.nvrtcResult.NVRTC_SUCCESS:
        raise RuntimeError(f"NVRTC: {status.name}")
    return values[0] if len(values) == 1 else values


def _dotted(capability: int) -> str:
    return f"{capability // 10}.{capability % 10}"
