"""What this installation consists of: versions, instruction sets, GPU, optional packages."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib import metadata
from typing import Any

PACKAGE = "whygrad"
_REQUIREMENT = re.compile(r"""([\w.-]+)[^;]*(?:;.*extra\s*==\s*["']([\w-]+)["'])?""")


def installation() -> dict[str, Any]:
    """All of it as JSON values; a package that is not installed has the version `None`."""
    from whygrad.data.files.places import cache
    from whygrad.i18n import language
    from whygrad.views.version import version

    required, optional = _requirements()
    return {
        "schema": "whygrad.doctor/1",
        "whygrad": {"version": version(), "path": _folder()},
        "python": {"version": platform.python_version(), "path": sys.executable},
        "system": {
            "name": f"{platform.system()} {platform.release()}",
            "machine": platform.machine(),
            "cores": os.cpu_count() or 1,
        },
        "language": language(),
        "cache": str(cache()),
        "kernel": _kernel(),
        "torch": _torch(),
        "packages": {name: _version(name) for name in required},
        "extras": {extra: {name: _version(name) for name in names} for extra, names in optional.items()},
    }


def _folder() -> str:
    from whygrad import cli

    return os.path.dirname(next(iter(cli.__path__)))  # noqa: PTH120 (as Python says it)


def _requirements() -> tuple[list[str], dict[str, list[str]]]:
    """The packages that whygrad always needs, and those of each extra; nothing if it runs from its source."""
    try:
        stated = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return [], {}
    required: list[str] = []
    extras: dict[str, list[str]] = {}
    for line in stated:
        found = _REQUIREMENT.match(line)
        if found is None or found[1] == PACKAGE:
            continue
        if found[2] is None:
            required.append(found[1])
        elif found[2] != "all":
            extras.setdefault(found[2], []).append(found[1])
    return required, extras


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _kernel() -> dict[str, Any]:
    """The instruction sets that the kernel can use here, the widest first, or why it cannot be loaded."""
    try:
        from whygrad.engine.native import instruction_sets

        return {"instruction_sets": instruction_sets(), "error": None}
    except ImportError as error:
        return {"instruction_sets": [], "error": str(error)}


def _torch() -> dict[str, Any] | None:
    """PyTorch's version and devices, or why it cannot be imported; `None` if it is not installed."""
    if _version("torch") is None:
        return None
    try:
        import torch
    except Exception as error:  # noqa: BLE001 (a broken installation fails in many ways)
        lines = str(error).strip().splitlines()
        return {"version": _version("torch"), "devices": [], "error": lines[0] if lines else type(error).__name__}
    devices = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        devices.append("Apple GPU (MPS)")
    return {"version": str(torch.__version__), "devices": devices, "error": None}
