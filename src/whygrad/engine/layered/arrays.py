"""Arrays with a header in one safetensors file: written at once, read without running anything."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor

from whygrad.errors import InputError, MissingExtraError, TraceError

_HEADER = "whygrad"


def write(path: Path, tensors: Mapping[str, Tensor], header: Mapping[str, Any]) -> None:
    """Write tensors and a header of plain values; a reader finds the old file or the new one, also after a power cut.

    Raises `TraceError` with the system's reason if it cannot be written.
    """
    save, _ = _safetensors()
    content = save(
        {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()},
        {_HEADER: json.dumps(header, ensure_ascii=False)},
    )
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise TraceError("trace-not-written", path=str(path), reason=error.strerror or str(error)) from error


def read(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The tensors and the header of a file; raises `InputError` if it cannot be read or holds something else."""
    _, safe_open = _safetensors()
    from safetensors import SafetensorError

    try:
        if path.is_dir() or not path.exists():
            raise InputError("model-missing", path=str(path))
        with safe_open(str(path), framework="pt") as file:
            header = json.loads((file.metadata() or {}).get(_HEADER, "{}"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except InputError:
        raise
    except OSError as error:
        raise InputError("model-damaged", path=str(path), reason=error.strerror or str(error)) from None
    except (SafetensorError, ValueError) as error:
        raise InputError("model-damaged", path=str(path), reason=str(error).splitlines()[0][:200]) from None
    if not isinstance(header, dict):
        raise InputError("model-not-ours", path=str(path))
    return cast("dict[str, Tensor]", tensors), cast("dict[str, Any]", header)


def _safetensors() -> tuple[Any, Any]:
    try:
        from safetensors import safe_open
        from safetensors.torch import save
    except ImportError as error:
        raise MissingExtraError("error-safetensors-missing") from error
    return save, safe_open


def like(old: Tensor, new: Tensor) -> Tensor:
    """`new` on the device of `old` and laid out as it is, so that later steps add it up in the same order."""
    return torch.empty_like(old).copy_(new) if old.shape == new.shape else new.to(old.device)
