"""The page's kernel in a worker, against TensorFlow Playground's own nn.ts in one: one network, and 16 together.

    python -m benchmarks.worker PATH [--rounds 7]

PATH is a clone of github.com/tensorflow/playground (see benchmarks.playground). Both run in a worker of Node on one
core, turn by turn, with the same networks, data and batches; ours makes a whole record of all networks every 20 epochs.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from benchmarks import common
from benchmarks.playground import ESBUILD, bundled, output_of
from whygrad.studio.lowering import lowered

WEB = common.ROOT / "src" / "whygrad" / "studio" / "web"
RUNNER = Path(__file__).resolve().parent / "worker.mjs"
TOGETHER = 16
EPOCHS = {common.SMALL: 4000, common.DEEP: 600}
TARGETS = {(common.SMALL, 1): 2.0, (common.DEEP, 1): 5.0, (common.SMALL, TOGETHER): 8.0, (common.DEEP, TOGETHER): 20.0}


def _in_worker(script: Path, *arguments: str) -> dict[str, float]:
    command = ["node", str(RUNNER), "start", str(script), *arguments]
    return json.loads(output_of(command, RUNNER.parent))


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__)
    parser.add_argument("clone", type=Path, help="path to a clone of github.com/tensorflow/playground")
    options = parser.parse_args()
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = bundled(options.clone.resolve(), folder)
        for sizes in (common.SMALL, common.DEEP):
            epochs = EPOCHS[sizes]
            theirs: list[float] = []
            ours: dict[int, list[float]] = {1: [], TOGETHER: []}
            losses: dict[int, float] = {}
            for runs in ours:
                program = lowered(common.experiment(sizes, epochs), list(range(runs)))
                (folder / f"{runs}.json").write_text(json.dumps(program), encoding="utf-8")
            for _ in range(options.rounds):
                peer = _in_worker(bundle, json.dumps([sizes, epochs]))
                theirs.append(peer["rate"])
                for runs, rates in ours.items():
                    kernel = (str(WEB / "kernel.js"), str(WEB / "kernel.wasm"))
                    mine = _in_worker(RUNNER, "train", *kernel, str(folder / f"{runs}.json"), str(epochs))
                    rates.append(mine["rate"])
                    losses[runs] = mine["loss"]
            reference = common.Samples(tuple(theirs))
            shape = common.shape_name(sizes)
            rows.append(
                [shape, "Playground's nn.ts", reference.show(), str(reference.n), f"{peer['loss']:.4f}", "", ""]
            )
            for runs, rates in ours.items():
                mine = common.Samples(tuple(rates))
                ratio = mine.median / reference.median
                who = "whygrad, one network" if runs == 1 else f"whygrad, {runs} networks together"
                target = common.verdict(ratio, TARGETS[sizes, runs])
                rows.append([shape, who, mine.show(), str(mine.n), f"{losses[runs]:.4f}", f"{ratio:.1f}×", target])
    head = ["network", "who", "epochs of one network a second, median (range)", "n", "loss", "we are", "target"]
    node = output_of(["node", "--version"], Path.cwd()).strip()
    size = (WEB / "kernel.wasm").stat().st_size
    text = (
        f"{common.table(head, rows)}\n\nIn a worker of Node on one core, a record every 20 epochs; "
        f"{' and '.join(str(epochs) for epochs in EPOCHS.values())} epochs; medians against medians. "
        f"kernel.wasm: {size / 1000:.1f} kB."
    )
    common.publish(
        "worker",
        "The page's kernel beside TensorFlow Playground",
        text,
        versions_=f"{common.versions('numpy')}, Node {node}, {ESBUILD}",
    )


if __name__ == "__main__":
    os.environ.setdefault("npm_config_loglevel", "error")
    main()
