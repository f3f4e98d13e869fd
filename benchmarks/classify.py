"""How long one picture takes: `whygrad zoo resnet-50 --weights FILE --classify PICTURE`, from its start to its answer.

    PYTHONPATH=src python -m benchmarks.classify [--rounds 7]

The weights are random numbers, written to a file as they are published (`.pth`) and as safetensors; the picture is
noise of 640×480. The command is measured as a whole, and once more in two parts: the start, until the network stands in
memory, and the classification of the picture after it. Beside the clock's seconds stand those of the processor, which
other programs on the machine change less.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import common

NETWORK = "resnet-50"
START, AFTER = 3.0, 1.0  # seconds at most
BEGAN = "WHYGRAD_BENCHMARK_BEGAN"
Seconds = tuple[float, float]  # by the clock, of the processor


def parts(weights: Path, picture: Path) -> dict[str, Seconds]:
    """In a process of its own: what the command does, with a look at both clocks after each part."""
    from whygrad.zoo import network
    from whygrad.zoo.classify import classify
    from whygrad.zoo.weights import load

    module = load(network(NETWORK), weights)
    began = float(os.environ[BEGAN])
    start = time.time() - began, time.process_time()
    classify(module, [picture])
    return {"start": start, "after": (time.time() - began - start[0], time.process_time() - start[1])}


def run(words: list[str]) -> tuple[Seconds, str]:
    """A process, how long it took and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.time()
    env = {**os.environ, BEGAN: repr(began)}
    out = subprocess.run([sys.executable, "-m", *words], env=env, capture_output=True, text=True, check=True).stdout
    took, after = time.time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return (took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), out


def write(folder: Path) -> tuple[list[Path], Path]:
    """Random weights in both formats, and a picture."""
    import numpy as np
    import torch
    from PIL import Image
    from safetensors.torch import save_file

    from whygrad.zoo import network
    from whygrad.zoo.weights import expected

    random = torch.Generator().manual_seed(0)
    state = {name: 0.02 * torch.randn(shape, generator=random) for name, shape in expected(network(NETWORK)).items()}
    for name in state:
        if name.endswith("running_var"):
            state[name] = state[name].abs() + 1
        elif name.endswith("num_batches_tracked"):
            state[name] = torch.zeros((), dtype=torch.long)
    torch.save(state, folder / "weights.pth")
    save_file(state, folder / "weights.safetensors")
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), np.uint8)
    Image.fromarray(noise).save(folder / "picture.jpg")
    return [folder / "weights.pth", folder / "weights.safetensors"], folder / "picture.jpg"


def main() -> None:
    """Measure, the formats in turns, and print a table."""
    parser = common.arguments(__doc__)
    parser.add_argument("--parts", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.parts:
        print(json.dumps(parts(*options.parts)))
        return
    found: dict[tuple[str, str], list[Seconds]] = {}
    with tempfile.TemporaryDirectory() as name:
        files, picture = write(Path(name))
        for number in range(options.rounds + 1):
            for file in files:
                whole, _ = run(["whygrad", "zoo", NETWORK, "--weights", str(file), "--classify", str(picture)])
                _, said = run(["benchmarks.classify", "--parts", str(file), str(picture)])
                measured = {"the command": whole, **json.loads(said)}
                for what, seconds in measured.items() if number else ():  # the first round fills the system's caches
                    found.setdefault((file.suffix, what), []).append((seconds[0], seconds[1]))
    rows: list[list[str]] = []
    for (format_, what), seconds in found.items():
        clock, processor = (common.Samples(values) for values in zip(*seconds, strict=True))
        limit = {"start": START, "after": AFTER}.get(what, START + AFTER)
        rows.append([
            format_, what, clock.show(unit=" s"), processor.show(unit=" s"),
            common.verdict(statistics.median(clock.values), limit, at_least=False),
        ])  # fmt: skip
    head = ["weights", "what", "clock", "processor", "target (clock)"]
    text = f"{NETWORK}, one picture, {options.rounds} rounds.\n\n" + common.table(head, rows)
    common.publish("classify", "One picture, from start to answer", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
