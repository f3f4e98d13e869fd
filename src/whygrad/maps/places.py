"""Where the blocks of a map are trained: on this machine's cores, on its GPU, or on a cluster.

Each function takes blocks (plane, block) in the order in which they are worth training, and gives every one of them
with its pixels: those that were trained before from the files of its plane.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.experiment import Experiment
from whygrad.maps.axis import Axis
from whygrad.maps.levels import Block
from whygrad.maps.measure import measure
from whygrad.maps.pixels import Pixels, Progress, Trainer
from whygrad.maps.tiles import Tiles

if TYPE_CHECKING:
    from whygrad.gpu import Gpu

GPU = "cuda"

Order = Iterable[tuple[int, Block]]
Trained = Iterator[tuple[int, Block, Pixels]]
Within = Callable[[int], Progress]
"""The progress of so many pixels that are trained next."""


def gpu(on: str | None) -> Gpu | None:
    """This machine's GPU if maps are to be trained there. Raises `MissingExtraError` and `InputError` without one."""
    if on != GPU:
        return None
    from whygrad.gpu import opened

    return opened()


def here(order: Order, tiles: Sequence[Tiles], trainers: Sequence[Trainer], within: Within) -> Trained:
    """One block after another, on this machine's cores."""
    for plane, block in order:
        pixels = tiles[plane].read(block)
        if pixels is None:
            pixels = trainers[plane].train(block.rows, block.columns, within(len(block.rows)))
            tiles[plane].write(block, pixels)
        yield plane, block, pixels


def on_gpu(order: Order, tiles: Sequence[Tiles], trainers: Sequence[Trainer], within: Within) -> Trained:
    """Blocks of a plane together, as many as the GPU trains in the time of one."""
    waiting: list[Block] = []
    at = 0

    def trained() -> Trained:
        if waiting:
            rows, columns = (np.concatenate([getattr(one, name) for one in waiting]) for name in ("rows", "columns"))
            pixels = trainers[at].train(rows, columns, within(len(rows)))
            first = 0
            for block in waiting:
                part = slice(first, first := first + len(block.rows))
                own = Pixels(pixels.values[part], pixels.ended[part])
                tiles[at].write(block, own)
                yield at, block, own
            waiting.clear()

    for plane, block in order:
        if (known := tiles[plane].read(block)) is not None:
            yield plane, block, known
            continue
        if plane != at or sum(len(one.rows) for one in waiting) >= trainers[at].pixels_at_once:
            yield from trained()
            at = plane
        waiting.append(block)
    yield from trained()


def on_cluster(
    address: str, order: Order, tiles: Sequence[Tiles], planes: Sequence[Experiment],
    task: tuple[Axis, Axis, list[int], str],
) -> Trained:  # fmt: skip
    """Each block as a task of a cluster, as soon as it is trained. `task`: both axes, seeds and measure."""
    from whygrad.cluster import opened, with_table

    known: deque[tuple[int, Block, Pixels]] = deque()
    shipped = [with_table(one) for one in planes]

    def missing() -> Iterator[tuple[tuple[int, Block], tuple[Any, ...]]]:
        for plane, block in order:
            if (pixels := tiles[plane].read(block)) is not None:
                known.append((plane, block, pixels))
                continue
            yield (plane, block), (shipped[plane], *task, block)

    with opened(address) as cluster:
        for (plane, block), pixels in cluster.completed(train_block, missing()):
            while known:
                yield known.popleft()
            tiles[plane].write(block, pixels)
            yield plane, block, pixels
        while known:
            yield known.popleft()


def train_block(experiment: Experiment, x: Axis, y: Axis, seeds: list[int], measured: str, block: Block) -> Pixels:
    """The pixels of a block, on one core: what a worker of a cluster does."""
    trainer = Trainer(experiment, x, y, seeds, measure(measured), threads=1)
    return trainer.train(block.rows, block.columns, lambda _: None)
