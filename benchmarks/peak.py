"""How much of the machine's 32-bit peak training uses, counting the dense layers' multiply-adds only.

    python -m benchmarks.peak [--rounds 7]

The peak is what a loop of fused multiply-adds in registers reaches on all cores in the same minutes (peak.cpp, compiled
for this machine when the benchmark starts). A multiply-add is two operations; per sample a dense layer with I inputs
and O outputs needs 2·I·O forward, 2·I·O for its weights' gradient and, but in the first layer, 2·I·O for its inputs'
gradient. Activations, losses, updates, the order of the samples and all recording are work too, but count nothing here.
"""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import whygrad as wg
from benchmarks import common

SHAPES = {common.SMALL: (4096, 0.30), common.DEEP: (1024, 0.60), (2, 64, 64, 1): (256, 0.80)}  # networks, target


def _compile(folder: Path) -> Path:
    compiler = next(
        (c for c in (os.environ.get("CXX"), "c++", "g++", "clang++") if c and shutil.which(c.split()[0])), None
    )
    if compiler is None:
        raise SystemExit("a C++ compiler is missing: apt install g++ (Debian), xcode-select --install (macOS)")
    program = folder / "peak"
    source = Path(__file__).with_name("peak.cpp")
    flags = ["-std=c++20", "-O3", "-march=native", "-ffp-contract=fast", "-pthread"]
    subprocess.run([*shlex.split(compiler), *flags, str(source), "-o", str(program)], check=True)
    return program


def main() -> None:
    """Measure and publish."""
    options = common.arguments(__doc__).parse_args()
    common.warm_up()
    peaks: list[float] = []
    bits = 0
    rates: dict[tuple[tuple[int, ...], bool], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        program = _compile(Path(folder))
        for _, (sizes, (networks, _)) in itertools.product(range(options.rounds), SHAPES.items()):
            output = subprocess.run([program, str(common.cores())], check=True, capture_output=True, text=True).stdout
            peaks.append(float(output.split()[0]))
            bits = int(output.split()[1])
            usual = common.experiment(sizes, common.EPOCHS)
            quiet = common.unrecorded(usual)
            for recorded, experiment in ((False, quiet), (True, usual)):
                took = common.seconds(lambda e=experiment, p=networks: wg.train(e, seeds=p, engine="kernel"))
                rates.setdefault((sizes, recorded), []).append(networks * common.EPOCHS / took)
    # The best of the peak, so that a moment in which the machine was slow does not flatter us.
    peak = max(peaks)
    rows: list[list[str]] = []
    for sizes, (networks, target) in SHAPES.items():
        flops = common.SAMPLES * common.flops_a_sample(sizes)
        quiet, usual = (common.Samples(tuple(rates[sizes, recorded])) for recorded in (False, True))
        share = quiet.median * flops / peak
        rows.append(
            [
                common.shape_name(sizes),
                str(networks),
                str(flops // common.SAMPLES),
                quiet.show(),
                f"{quiet.median * flops / 1e9:.1f}",
                str(quiet.n),
                f"{share:.1%}",
                f"{usual.median * flops / peak:.1%}",
                common.verdict(100 * share, 100 * target) + " (%)",
            ]
        )
    head = [
        "network", "networks", "operations a sample", "epochs of one network a second, median (range)", "GFLOP/s", "n",
        "share of peak, training", "with default recording", "target",
    ]  # fmt: skip
    measured = common.Samples(tuple(p / 1e9 for p in peaks))
    text = (
        f"Peak: {peak / 1e9:.1f} GFLOP/s on {common.cores()} threads with {bits}-bit vectors (median and range of "
        f"{measured.n}: {measured.show()}).\n\n{common.table(head, rows)}"
    )
    common.publish("peak", "Share of the machine's 32-bit peak", text, versions_=common.versions("numpy"))


if __name__ == "__main__":
    main()
