"""One network on one core, against TensorFlow Playground's own nn.ts in Node.

    python -m benchmarks.playground PATH [--rounds 7]

PATH is a clone of github.com/tensorflow/playground, whose code is read, bundled with esbuild in a temporary folder and
never copied into this project. Needs Node; esbuild is installed once into benchmarks/.node. Both train the same network
on 250 points of the circle with batches of 10, turn by turn; ours on one thread, with its default recording.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import whygrad as wg
from benchmarks import common

ESBUILD = "esbuild@0.25.12"
NODE = Path(__file__).resolve().parent / ".node"
EPOCHS = {common.SMALL: 2000, common.DEEP: 400}
TARGETS = {common.SMALL: 4.0, common.DEEP: 5.0}

# Only the circle is used, which needs nothing of d3; the import has to resolve.
_D3 = "export const scale = {};\n"

_ENTRY = """
import * as nn from "./nn";
import {classifyCircleData} from "./dataset";

const [shape, epochs] = JSON.parse(process.argv[2]);
const data = classifyCircleData(2 * SAMPLES, 0).slice(0, SAMPLES);
const inputs = ["x", "y"];
const network = nn.buildNetwork(shape, nn.Activations.TANH, nn.Activations.TANH, null as any, inputs, false);
function train(count: number) {
  for (let epoch = 0; epoch < count; epoch++) {
    data.forEach((point, i) => {
      nn.forwardProp(network, [point.x, point.y]);
      nn.backProp(network, point.label, nn.Errors.SQUARE);
      if ((i + 1) % BATCH === 0) nn.updateWeights(network, 0.03, 0);
    });
  }
}
train(Math.ceil(epochs / 4));  // let the engine compile
const start = process.hrtime.bigint();
train(epochs);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
let loss = 0;
data.forEach(point => { loss += 0.5 * (nn.forwardProp(network, [point.x, point.y]) - point.label) ** 2; });
console.log(JSON.stringify({rate: epochs / seconds, loss: loss / data.length}));
"""


def output_of(command: list[str], folder: Path) -> str:
    """What a command prints; ends with its complaint if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.strip()}")
    return done.stdout


def bundled(clone: Path, folder: Path) -> Path:
    """The Playground's network code with a loop around it as one file for Node."""
    for needed in ("node", "npm"):
        if not shutil.which(needed):
            raise SystemExit(f"{needed} is missing: apt install nodejs npm (Debian), brew install node (macOS)")
    for name in ("nn.ts", "dataset.ts"):
        source = clone / "src" / name
        if not source.exists():
            raise SystemExit(f"{source} is missing: give the path to a clone of github.com/tensorflow/playground")
        shutil.copy(source, folder)
    esbuild = NODE / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        NODE.mkdir(exist_ok=True)
        output_of(["npm", "install", "--silent", "--no-save", "--prefix", str(NODE), ESBUILD], folder)
    entry = _ENTRY.replace("SAMPLES", str(common.SAMPLES)).replace("BATCH", str(common.BATCH))
    (folder / "entry.ts").write_text(entry, encoding="utf-8")
    (folder / "d3.ts").write_text(_D3, encoding="utf-8")
    output_of(
        [
            str(esbuild),
            "entry.ts",
            "--bundle",
            "--platform=node",
            "--alias:d3=./d3.ts",
            "--outfile=bundle.js",
            "--minify",
        ],
        folder,
    )
    return folder / "bundle.js"


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__)
    parser.add_argument("clone", type=Path, help="path to a clone of github.com/tensorflow/playground")
    options = parser.parse_args()
    rows: list[list[str]] = []
    common.warm_up()
    with tempfile.TemporaryDirectory() as folder:
        bundle = bundled(options.clone.resolve(), Path(folder))
        for sizes in (common.SMALL, common.DEEP):
            epochs = EPOCHS[sizes]
            experiment = common.experiment(sizes, epochs)
            ours: list[float] = []
            theirs: list[float] = []
            theirs_loss = 0.0
            for _ in range(options.rounds):
                result = json.loads(output_of(["node", str(bundle), json.dumps([sizes, epochs])], Path(folder)))
                theirs.append(result["rate"])
                theirs_loss = result["loss"]
                took = common.seconds(lambda e=experiment: wg.train(e, seeds=1, engine="kernel", threads=1))
                ours.append(epochs / took)
            trace = wg.train(experiment, seeds=1, engine="kernel", threads=1)
            mine, peer = common.Samples(tuple(ours)), common.Samples(tuple(theirs))
            ratio = mine.median / peer.median
            name = common.shape_name(sizes)
            loss = f"{float(trace['loss_train'][0, -1]):.4f}"
            rows.append([name, "whygrad", mine.show(), str(mine.n), loss, "", ""])
            target = common.verdict(ratio, TARGETS[sizes])
            rows.append(
                [name, "Playground's nn.ts", peer.show(), str(peer.n), f"{theirs_loss:.4f}", f"{ratio:.1f}×", target]
            )
    head = ["network", "who", "epochs a second, median (range)", "n", "loss", "we are", "target"]
    node = output_of(["node", "--version"], Path.cwd()).strip()
    text = (
        f"{common.table(head, rows)}\n\nOne network on one thread, default recording, "
        f"{' and '.join(str(epochs) for epochs in EPOCHS.values())} epochs; medians against medians."
    )
    common.publish(
        "playground",
        "One network beside TensorFlow Playground",
        text,
        versions_=f"{common.versions('numpy')}, Node {node}, {ESBUILD}",
    )


if __name__ == "__main__":
    os.environ.setdefault("npm_config_loglevel", "error")
    main()
