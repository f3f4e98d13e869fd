"""Training populations on a GPU, in short launches, so that progress is seen and Ctrl-C is answered."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator, Sequence

from whygrad.engine.program import Job
from whygrad.errors import InputError
from whygrad.gpu import compiler, source
from whygrad.gpu.arena import Arena
from whygrad.gpu.device import Device
from whygrad.gpu.layout import WARP
from whygrad.gpu.population import Description, Orders, Population, Task

SHARE = 0.9
"""Of the GPU's free memory, what a training may take."""

_LAUNCH_SECONDS = 0.1  # aimed at: how long a Ctrl-C may wait, and far below the 2 s that some systems allow a launch
_FIRST_STEPS = 4

Progress = Callable[[float], None]


def opened() -> Gpu:
    """The GPU of this machine. Raises one line that says what is missing: `MissingExtraError` or `InputError`."""
    gpu = Gpu(Device())
    compiler.version()  # the compiler's library is missed now, not after the data was loaded
    return gpu


class Gpu:
    """Trains populations of dense networks, one thread for each network."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.runs_at_once = device.runs_at_once

    @property
    def identity(self) -> list[str]:
        """What the bits of results depend on: the program, the compiler, the kind of GPU."""
        return [source.digest(), f"NVRTC {compiler.version()}", f"sm_{self._device.capability}"]

    @staticmethod
    def population(jobs: Sequence[Job]) -> Population:
        """Jobs that share a program."""
        return Population(jobs)

    def run(self, populations: Sequence[Population], progress: Progress) -> bool:
        """Train populations to the end; `progress` hears the fraction that is done. False if Ctrl-C ended it.

        Raises `InputError` if not even 32 networks fit into the GPU's memory.
        """
        device = self._device
        total = sum(population.runs for population in populations)
        done = 0
        try:
            arena = Arena()
            placed = [population.add_to(arena) for population in populations]
            room = self._room(populations, arena)
            address = device.copied(arena.contents())
            tables = {one: device.reserved(one.size) for one in _orders(populations)}
            described = [
                one(address, 0 if own.orders is None else tables[own.orders])
                for one, own in zip(placed, populations, strict=True)
            ]
            descriptions = device.copied((Description * len(placed))(*described))
            device.load(_shared_constants(populations))
            for orders, first in _orders(populations).items():
                device.order(-(-orders.rows // WARP), descriptions + first * ctypes.sizeof(Description))
            for wave in _waves(populations, room):
                runs = sum(min(WARP, populations[number].runs - first) for number, first in wave)
                begun, share = done / total, runs / total
                self._wave(populations, wave, descriptions, lambda part, b=begun, s=share: progress(b + s * part))
                done += runs
            for population in populations:
                population.collect(address, device.read)
        except KeyboardInterrupt:
            return False
        finally:
            device.release()
        return True

    def _room(self, populations: Sequence[Population], arena: Arena) -> float:
        """Bytes for the memory of networks. Raises `InputError` if no block of them fits."""
        room = SHARE * self._device.free_memory
        task = max(population.layout.block_bytes for population in populations) + ctypes.sizeof(Task)
        fixed = (
            arena.size + ctypes.sizeof(Description) * len(populations) + sum(one.size for one in _orders(populations))
        )
        if fixed + task > room:
            raise InputError("gpu-memory", needed=f"{(fixed + task) / 1e6:.0f}", free=f"{room / 1e6:.0f}")
        return room - fixed

    def _wave(
        self, populations: Sequence[Population], wave: list[tuple[int, int]], descriptions: int, progress: Progress
    ) -> None:
        """Train blocks that are in memory together, from the first step to the last."""
        device = self._device
        sizes = [populations[number].layout.block_bytes for number, _ in wave]
        memory = device.reserved(sum(sizes))
        tasks = (Task * len(wave))()
        place = memory
        for task, (number, first), size in zip(tasks, wave, sizes, strict=True):
            task.memory, task.population, task.first = place, number, first
            place += size
        at = device.copied(tasks)
        last = max(populations[number].total_steps for number, _ in wave)
        begin, steps = 0, _FIRST_STEPS
        while begin < last:
            end = min(begin + steps, last)
            start = time.perf_counter()
            device.launch(len(wave), descriptions, at, begin, end)
            seconds = max(time.perf_counter() - start, 1e-6)
            steps = max(1, int(steps * min(4.0, _LAUNCH_SECONDS / seconds)))
            begin = end
            progress(begin / last)
        device.free(at)
        device.free(memory)


def _orders(populations: Sequence[Population]) -> dict[Orders, int]:
    """The different tables of orders of samples, each with the first population that reads it."""
    found: dict[Orders, int] = {}
    for number, population in enumerate(populations):
        if population.orders is not None:
            found.setdefault(population.orders, number)
    return found


def _shared_constants(populations: Sequence[Population]) -> str | None:
    """The constants of networks that are all alike, so that a program is compiled for them; None for others."""
    first = populations[0].constants
    return first if all(one.constants == first for one in populations) else None


def _waves(populations: Sequence[Population], room: float) -> Iterator[list[tuple[int, int]]]:
    """Blocks (population, first run) in groups that fit into so many bytes."""
    wave: list[tuple[int, int]] = []
    used = 0
    for number, population in enumerate(populations):
        size = population.layout.block_bytes + ctypes.sizeof(Task)
        for first in range(0, population.runs, WARP):
            if wave and used + size > room:
                yield wave
                wave, used = [], 0
            wave.append((number, first))
            used += size
    if wave:
        yield wave
