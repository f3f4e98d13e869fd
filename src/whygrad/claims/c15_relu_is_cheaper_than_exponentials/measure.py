"""How much longer PyTorch computes with another activation function than with ReLU, on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import MissingExtraError

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float64]
Work = Callable[[], None]

BATCH = 64
LAYERS = 2
SECONDS = 0.2  # of measuring, for each repetition
_ELSEWHERE = """
import json, runpy, sys
given = json.load(sys.stdin)
print(json.dumps(runpy.run_path(given["file"])["values"](given["settings"], given["seeds"]).tolist()))
"""


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """log2 of the time with `activation`, divided by that with ReLU, once per seed, which is a repetition: (P,).

    Either `numbers` are put through the function and back, or networks of `width` units per layer do a whole update.
    The two functions take turns. The shortest of many times counts, because other programs only make times longer.
    `vectors` says which vector instructions PyTorch may use: "default" for none of its own, or "avx2".
    """
    try:
        import torch
    except ImportError:
        raise MissingExtraError("error-torch-missing") from None
    if "vectors" in settings:
        return _in_another_process(settings, seeds)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return np.array([_log2_ratio(settings, seed) for seed in seeds])
    finally:
        torch.set_num_threads(threads)


def _in_another_process(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """The same where PyTorch is loaded anew: it chooses its instructions then."""
    others = {key: value for key, value in settings.items() if key != "vectors"}
    given = json.dumps({"file": __file__, "settings": others, "seeds": [int(seed) for seed in seeds]})
    environment = {**os.environ, "ATEN_CPU_CAPABILITY": str(settings["vectors"])}
    command = [sys.executable, "-c", _ELSEWHERE]
    done = subprocess.run(command, input=given, env=environment, capture_output=True, text=True, check=True)
    return np.array(json.loads(done.stdout))


def _log2_ratio(settings: Mapping[str, Any], seed: int) -> float:
    import torch

    from whygrad.nets.torch_activations import FUNCTIONS

    torch.manual_seed(seed)
    make, size = (update, settings["width"]) if "width" in settings else (alone, settings["numbers"])
    relu, other = shortest([make(FUNCTIONS[name], int(size)) for name in ("relu", str(settings["activation"]))])
    return float(np.log2(other / relu))


def alone(f: Callable[[Tensor], Tensor], numbers: int) -> Work:
    """The function of some numbers, forward and backward."""
    import torch

    x, of_output = torch.randn(numbers, requires_grad=True), torch.ones(numbers)

    def work() -> None:
        x.grad = None
        f(x).backward(of_output)

    return work


def update(f: Callable[[Tensor], Tensor], width: int) -> Work:
    """Forward pass, backward pass and one step of gradient descent for two dense layers."""
    import torch

    x = torch.randn(BATCH, width)
    weights = [(torch.randn(width, width) / width**0.5).requires_grad_() for _ in range(LAYERS)]
    optimizer = torch.optim.SGD(weights, lr=1e-6)

    def work() -> None:
        a = x
        for weight in weights:
            a = f(a @ weight)
        optimizer.zero_grad()
        a.square().mean().backward()
        optimizer.step()

    return work


def shortest(works: Sequence[Work]) -> Array:
    """The shortest time of each work in seconds; they take turns for `SECONDS`, at least ten rounds."""
    found = np.full(len(works), np.inf)
    for work in works:  # allocates memory
        work()
    begun, rounds = time.perf_counter(), 0
    while rounds < 10 or time.perf_counter() - begun < SECONDS:
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            found[number] = min(found[number], time.perf_counter() - start)
        rounds += 1
    return found
