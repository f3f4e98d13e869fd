"""The constants of a network whose numbers fit into the registers of a thread (device/constant_network.h)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.arrays import program_arrays
from whygrad.engine.program import Program
from whygrad.gpu.layout import SLOTS, WARP
from whygrad.nets import Plan

MOST_NUMBERS = 288
"""Parameters with what the optimizer keeps of them, gradients, values and deltas. A thread has 255 registers, and not
all values and deltas are needed at the same time.
"""

_OTHER_NUMBERS = 40  # registers for places, counts and what is between two steps of a formula

BLOCKS = 16
"""Most blocks of threads that a multiprocessor is to execute at once: then each thread has 128 registers."""

REGISTER_FILE = 65_536
"""Registers of a multiprocessor of every GPU since 2014."""

_KINDS = frozenset({"dense", "activation", "add", "softmax"})


def constants(program: Program) -> str | None:
    """The text of constants.h for the networks of a program, or None where they do not fit into registers."""
    plan = program.plan
    units = sum(plan.widths)
    slots = SLOTS.get(program.optimizer, 1)
    if plan.running or {op.kind for op in plan.ops} - _KINDS or _size(plan, slots) > MOST_NUMBERS:
        return None
    arrays = program_arrays(program)
    loss, output, optimizer, features, *_ = arrays["numbers"].tolist()
    low, high, middle = (float(number).hex() for number in arrays["targets"])
    weights = np.concatenate([np.full(count, is_weight) for _, count, is_weight in arrays["segments"]])
    begins = np.concatenate(([0], np.cumsum(plan.widths)[:-1]))
    numbers: Mapping[str, int] = {
        "N_OPS": len(plan.ops),
        "N_PARAMETERS": plan.count,
        "LOSS": loss,
        "OUTPUT": output,
        "OUTPUTS": plan.widths[output],
        "OPTIMIZER": optimizer,
        "FEATURES": features,
        "ROW": arrays["train"].shape[1],
        "PLACE_OF_STATE": plan.count,
        "PLACE_OF_GRADIENTS": (1 + slots) * plan.count,
        "PLACE_OF_VALUES": (2 + slots) * plan.count,
        "PLACE_OF_DELTAS": (2 + slots) * plan.count + units,
        "SIZE": _size(plan, slots),
        "BLOCKS": _blocks(_size(plan, slots)),
    }
    return f"""#pragma once
#include "kernel.h"
namespace WG_NAMESPACE {{
{"".join(f"constexpr int WG_{name} = {number};{chr(10)}" for name, number in numbers.items())}\
constexpr float WG_TARGET_LOW = {low}f, WG_TARGET_HIGH = {high}f, WG_MIDDLE = {middle}f;
constexpr WgOp WG_OPS[] = {_rows(arrays["ops"])};
constexpr bool WG_IS_WEIGHT[] = {_row(weights)};
constexpr int WG_WIDTHS[] = {_row(arrays["widths"])};
constexpr int WG_VALUES_BEGIN[] = {_row(begins)};
}}  // namespace WG_NAMESPACE
"""


def _size(plan: Plan, slots: int) -> int:
    return (2 + slots) * plan.count + 2 * sum(plan.widths)


def _blocks(numbers: int) -> int:
    """Blocks that a multiprocessor is to execute at once, so that the numbers have registers."""
    registers = -(-(numbers + _OTHER_NUMBERS) // 8) * 8
    return min(BLOCKS, max(8, REGISTER_FILE // (WARP * registers)))


def _rows(array: NDArray[Any]) -> str:
    return "{" + ", ".join(_row(row) for row in array) + "}"


def _row(array: NDArray[Any]) -> str:
    return "{" + ", ".join(str(number) for number in array.tolist()) + "}"
