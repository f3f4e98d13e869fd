"""Maps on a GPU: seconds, the share of its 32-bit peak that training uses, and how far the CPU's maps agree.

    python -m benchmarks.gpu [--size 512] [--rounds 5]

The map is that of `benchmarks.maps`. Seconds include everything from the call to the map in memory, but for the program
of the GPU, which the same process has compiled before; what compiling takes stands beside them. The peak is what a loop
of fused multiply-adds in registers reaches on the same GPU. As in `benchmarks.peak`, only the dense layers'
multiply-adds count, and the networks train without recording. For comparison the CPU trains the map twice, with its
best instructions and without AVX.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks import common
from benchmarks.maps import SIZE, measure
from whygrad.engine import native
from whygrad.engine.program import Job, lower
from whygrad.gpu import Gpu, opened
from whygrad.maps import Map

SECONDS, SHARE = 1.0, 0.30
SHAPES = {
    common.SMALL: (262_144, 400),
    (2, 8, 8, 1): (65_536, 40),
    common.DEEP: (65_536, 10),
    (2, 64, 64, 1): (16_384, 2),
}
"""Networks and epochs: as many as take some tenths of a second, for the clock to rise."""
AGREES = 1e-4  # relative difference of two test losses
CHAINS, LENGTH, THREADS, BLOCKS = 16, 4096, 256, 4096

_PEAK = f"""
extern "C" __global__ void peak(float* out, float x, float y) {{
  float sum[{CHAINS}];
#pragma unroll
  for (int i = 0; i < {CHAINS}; i++) sum[i] = (float)(threadIdx.x + i);
  for (int k = 0; k < {LENGTH}; k++) {{
#pragma unroll
    for (int i = 0; i < {CHAINS}; i++) sum[i] = sum[i] * x + y;
  }}
  float total = 0.0f;
#pragma unroll
  for (int i = 0; i < {CHAINS}; i++) total += sum[i];
  if (total == 1.5f) out[0] = total;
}}
"""


def peak(rounds: int) -> common.Samples:
    """Multiply-adds in registers, as 32-bit operations a second."""
    from cuda.bindings import driver, nvrtc

    gpu: Any = opened()
    capability = gpu._device.capability
    program = nvrtc.nvrtcCreateProgram(_PEAK.encode(), b"peak.cu", 0, [], [])[1]
    options = [f"--gpu-architecture=sm_{capability}".encode()]
    assert nvrtc.nvrtcCompileProgram(program, len(options), options)[0] == nvrtc.nvrtcResult.NVRTC_SUCCESS
    image = b" " * nvrtc.nvrtcGetCUBINSize(program)[1]
    nvrtc.nvrtcGetCUBIN(program, image)
    module = driver.cuModuleLoadData(image)[1]
    function = driver.cuModuleGetFunction(module, b"peak")[1]
    out = driver.cuMemAlloc(4)[1]
    arguments = (int(out), 0.999, 0.001), (ctypes.c_void_p, ctypes.c_float, ctypes.c_float)

    def launch() -> None:
        driver.cuLaunchKernel(function, BLOCKS, 1, 1, THREADS, 1, 1, 0, 0, arguments, 0)
        assert driver.cuCtxSynchronize()[0] == driver.CUresult.CUDA_SUCCESS

    for _ in range(20):  # the clock rises
        launch()
    operations = 2.0 * CHAINS * LENGTH * THREADS * BLOCKS
    return common.Samples(tuple(operations / common.seconds(launch) for _ in range(4 * rounds)))


def networks_of_a_map(sizes: Sequence[int], networks: int, epochs: int) -> Job:
    """Networks with the same seed, as the pixels of a map have."""
    job = lower(common.unrecorded(common.experiment(tuple(sizes), epochs)), [0], name="", kind="experiment")
    return replace(job, seeds=np.zeros(networks, np.uint32), initial=np.tile(job.initial, (networks, 1)))


def epochs_a_second(gpu: Gpu, job: Job) -> float:
    """Epochs of one network a second while launches follow each other."""
    heard: list[tuple[float, float]] = []
    population = gpu.population([job])
    assert gpu.run([population], lambda part: heard.append((time.perf_counter(), part)))
    (begun, first), (ended, last) = heard[len(heard) // 4], heard[-1]
    return (last - first) * job.experiment.training.epochs * len(job.seeds) / (ended - begun)


@contextmanager
def _baseline() -> Iterator[None]:
    """The CPU with the instructions that every processor of its kind has."""
    before = os.environ.get(native.VARIABLE)
    os.environ[native.VARIABLE] = "baseline"
    try:
        yield
    finally:
        if before is None:
            del os.environ[native.VARIABLE]
        else:
            os.environ[native.VARIABLE] = before


def agreement(name: str, found: Map, reference: Map) -> str:
    """How far a map agrees with the CPU's of the same plane, in a sentence."""
    same = found.ended == reference.ended
    both = np.isfinite(found.values) & np.isfinite(reference.values)
    difference = np.abs(found.values - reference.values)[both] / np.abs(reference.values)[both]
    return (
        f"{name}: {100 * same.mean():.1f} % of the runs end as on the CPU; test losses of "
        f"{100 * (difference <= AGREES).mean():.1f} % differ by at most {AGREES:g}, half of them by at most "
        f"{np.median(difference):.1g} (relative)."
    )


def graphics_card() -> str:
    """The GPU and its driver as nvidia-smi names them."""
    command = ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown (no nvidia-smi)"


def main() -> int:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=5)
    parser.add_argument("--size", type=int, default=SIZE, metavar="N")
    options = parser.parse_args()
    common.warm_up()
    compiling = common.seconds(lambda: measure(32, "cuda"))
    again = common.seconds(lambda: measure(32, "cuda"))
    results = [measure(options.size, "cuda", draws=False) for _ in range(options.rounds)]
    pictures = common.Samples(tuple(measure(options.size, "cuda")[0] for _ in range(options.rounds)))
    whole = common.Samples(tuple(seconds for _, seconds, _ in results))
    name = f"{options.size} × {options.size}"
    maps = [
        [name, "first picture, where one is drawn", f"{pictures.show()} s", str(pictures.n), ""],
        [name, "whole map, without pictures", f"{whole.show()} s", str(whole.n),
         common.verdict(whole.median, SECONDS, at_least=False)],
    ]  # fmt: skip
    best = max(peak(options.rounds).values)
    gpu = opened()
    shares: list[list[str]] = []
    met = whole.median <= SECONDS
    for sizes, (networks, epochs) in SHAPES.items():
        job = networks_of_a_map(sizes, networks, epochs)
        epochs_a_second(gpu, job)
        rates = common.Samples(tuple(epochs_a_second(gpu, job) for _ in range(options.rounds)))
        flops = common.SAMPLES * common.flops_a_sample(sizes)
        share = rates.median * flops / best
        judged = sizes == common.SMALL
        met &= not judged or share >= SHARE
        own = "yes" if gpu.population([job]).constants else "no"
        shares.append([
            common.shape_name(sizes), str(networks), own, rates.show(), f"{rates.median * flops / 1e12:.2f}",
            str(rates.n), f"{share:.1%}", common.verdict(100 * share, 100 * SHARE) + " (%)" if judged else "",
        ])  # fmt: skip
    reference = measure(options.size, draws=False)[2]
    with _baseline():
        control = measure(options.size, draws=False)[2]
    runs = ", ".join(f"{word} {100 * share:.1f} %" for word, share in results[-1][2].shares().items())
    head = ["network", "networks", "in registers", "epochs of one network a second, median (range)", "TFLOP/s", "n",
            "share of peak", "target"]  # fmt: skip
    text = "\n\n".join([
        f"GPU: {graphics_card()}.",
        common.table(["map", "what", "seconds, median (range)", "n", "target"], maps),
        f"The first map of 32 × 32 takes {compiling:.1f} s, the second {again:.2f} s: the program is compiled once.",
        f"Runs: {runs}.",
        agreement("GPU", results[-1][2], reference),
        agreement("CPU without AVX", control, reference),
        f"Peak: {best / 1e12:.1f} TFLOP/s.",
        common.table(head, shares),
    ])  # fmt: skip
    versions = common.versions("numpy", "cuda-bindings")
    common.publish("gpu", "Maps on a GPU", text, versions_=versions)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
