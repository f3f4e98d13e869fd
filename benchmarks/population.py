"""4,096 networks side by side, recorded as usual, against 256 networks in torch.func.vmap and in JAX's vmap.

    python -m benchmarks.population [--rounds 5] [--peers .venv-bench/bin/python]

The figure is epochs of one network a second: networks × epochs ÷ seconds. Ours is the whole call of `train` with its
default recording (probes, losses and accuracies on both shares included) and a new order of the samples in every epoch;
the peers train only, always in the same order, and their compilation is not counted. All train on the same points with
the same loss, batch size and learning rate, in 32-bit floats, turn by turn. The peers' best round counts, our median.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import whygrad as wg
from benchmarks import common
from whygrad.data import load

PEERS = Path(__file__).resolve().parent / "peers"
NETWORKS, PEER_NETWORKS = 4096, 256
TARGETS = {common.SMALL: {"torch": 80.0, "jax": 20.0}, common.DEEP: {"torch": 20.0, "jax": 12.0}}


class _Peer:
    """A peer in a process of its own that measures itself when asked, so that all can take turns."""

    def __init__(self, python: str, script: str, data: Path, sizes: Sequence[int], threads: int) -> None:
        command = [python, str(PEERS / script), str(data), ",".join(map(str, sizes)), str(PEER_NETWORKS), "1.5"]
        self._process = subprocess.Popen(
            [*command, str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.version = ""
        self.rates: list[float] = []
        self.loss = float("nan")
        self._read()  # "ready": imported, compiled, warmed up

    def _read(self) -> str:
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit("a peer ended early; is its environment complete (requirements/bench.txt)?")
        return answer

    def measure(self) -> None:
        """Train for a while and note the rate."""
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        result = json.loads(self._read())
        self.rates.append(result["rate"])
        self.version, self.loss = result["version"], result["loss"]

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def _compare(sizes: tuple[int, ...], rounds: int, python: str, folder: Path) -> tuple[list[list[str]], list[str]]:
    experiment = common.experiment(sizes, common.EPOCHS)
    data = load(experiment.data)
    points = folder / "points.npz"
    np.savez(points, x=data.x_train, y=(2.0 * data.y_train - 1.0).astype(np.float32))
    cores = common.cores()
    peers = {"jax": _Peer(python, "jax_vmap.py", points, sizes, cores)}
    for threads in sorted({1, cores}):  # vmap's small operations often gain nothing from threads: its best counts
        peers[f"torch {threads}"] = _Peer(python, "torch_vmap.py", points, sizes, threads)
    ours: list[float] = []
    loss = float("nan")
    for _ in range(rounds):
        traces: list[wg.Trace] = []
        took = common.seconds(lambda into=traces: into.append(wg.train(experiment, seeds=NETWORKS, engine="kernel")))
        ours.append(NETWORKS * common.EPOCHS / took)
        loss = float(np.nanmedian(traces[0]["loss_train"][:, -1]))
        for peer in peers.values():
            peer.measure()
    for peer in peers.values():
        peer.close()

    mine = common.Samples(tuple(ours))
    torch = max((peer for name, peer in peers.items() if name.startswith("torch")), key=lambda peer: max(peer.rates))
    name = common.shape_name(sizes)
    rows = [[name, f"whygrad, {NETWORKS} networks", mine.show(), str(mine.n), f"{loss:.3f}", "", ""]]
    for key, title, peer in (("torch", "torch.func.vmap", torch), ("jax", "JAX vmap", peers["jax"])):
        theirs = common.Samples(tuple(peer.rates))
        ratio = mine.median / theirs.best
        target = common.verdict(ratio, TARGETS[sizes][key])
        title = f"{title}, {PEER_NETWORKS} networks"
        rows.append([name, title, theirs.show(), str(theirs.n), f"{peer.loss:.3f}", f"{ratio:.0f}×", target])
    return rows, [f"torch {torch.version}", f"jax {peers['jax'].version}"]


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=5)
    own = common.ROOT / ".venv-bench" / "bin" / "python"
    parser.add_argument(
        "--peers", default=str(own) if own.exists() else sys.executable, help="a Python with torch and jax"
    )
    options = parser.parse_args()
    common.warm_up()
    rows: list[list[str]] = []
    versions: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for sizes in (common.SMALL, common.DEEP):
            more, versions = _compare(sizes, options.rounds, options.peers, Path(folder))
            rows += more
    head = ["network", "who", "epochs of one network a second, median (range)", "n", "median loss", "we are", "target"]
    text = (
        f"{common.table(head, rows)}\n\n"
        f"tanh, ½ squared error, {common.SAMPLES} points of the circle, batch {common.BATCH}. Ours: the whole call "
        "with default recording, median; theirs: training only, compilation not counted, best round."
    )
    publish_versions = f"{common.versions('numpy')}, {', '.join(versions)}"
    common.publish("population", "Populations of small networks", text, versions_=publish_versions)


if __name__ == "__main__":
    main()
