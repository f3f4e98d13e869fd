"""The folder of a training: what was trained, where it stands, what came of it.

    experiment.toml            what is trained; another experiment is refused
    checkpoint-SEED.safetensors  where a run stands, until all are done
    model.safetensors          the first run's network, model-SEED.safetensors those of the others
    trace.zarr                 what was recorded of the runs that are done; it grows with every record of the first one
    trace-SEED.zarr            the same of another one, while it is trained

A checkpoint is written after an epoch has ended, at once or not at all. It needs no state of a random generator: order,
augmentation and dropout of an update are decided by the run's seed and the update's number.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.trace.places import EXPERIMENT, TRACE
from whygrad.trace.store import naming_errors

if TYPE_CHECKING:
    from torch import Tensor, nn

    from whygrad.engine.layered.job import Job
    from whygrad.trace import Trace


@dataclass(eq=False)
class State:
    """Where a run stands after `step` updates. `best` are the weights with the lowest loss on the held out samples."""

    step: int
    network: dict[str, Tensor]
    optimizer: dict[str, Tensor]  # "PARAMETER.NAME" -> what the optimizer remembers
    rows: dict[int, dict[str, Any]]
    layers: list[list[Any]]
    bad: tuple[int, int, str] = (-1, -1, "")
    best: dict[str, Tensor] = field(default_factory=dict[str, "Tensor"])
    best_loss: float = float("inf")
    waited: int = 0
    done: bool = False


class Folder:
    """Where a training keeps what it made so far."""

    def __init__(self, path: str | os.PathLike[str], experiment: Experiment) -> None:
        """Raises `InputError` if something else lies there, `TraceError` if it cannot be written."""
        self.path = Path(path)
        own = self.path / EXPERIMENT
        if self.path.exists() and not self.path.is_dir():
            raise InputError("cli-no-folder", path=str(path))
        if own.is_file():
            if Experiment.load(own) != experiment:
                raise InputError("train-folder-other", path=str(path))
        elif self.path.is_dir() and any(self.path.iterdir()):
            raise InputError("train-folder-taken", path=str(path))
        else:
            with naming_errors(self.path):
                self.path.mkdir(parents=True, exist_ok=True)
                partial = own.with_name(f".{EXPERIMENT}.partial")
                partial.write_text(experiment.to_toml(), encoding="utf-8")
                partial.replace(own)

    def save(self, seed: int, state: State) -> None:
        """Write a checkpoint."""
        import torch

        from whygrad.engine.layered import arrays
        from whygrad.engine.layered.stacking import column, shapes

        tensors = {
            f"{part}.{name}": tensor
            for part in ("network", "optimizer", "best")
            for name, tensor in getattr(state, part).items()
        }
        steps = sorted(state.rows)
        rows = [state.rows[step] for step in steps]
        for name, shape in shapes(rows).items():
            tensors[f"rows.{name}"] = torch.from_numpy(column(rows, name, shape))
        plain = {name: getattr(state, name) for name in ("step", "layers", "bad", "best_loss", "waited", "done")}
        arrays.write(self._checkpoint(seed), tensors, {**plain, "steps": steps})

    def load(self, seed: int) -> State | None:
        """The checkpoint of a run, if there is one."""
        from whygrad.engine.layered import arrays

        path = self._checkpoint(seed)
        if not path.exists():
            return None
        tensors, header = arrays.read(path)
        parts: dict[str, dict[str, Tensor]] = {"network": {}, "optimizer": {}, "best": {}, "rows": {}}
        for name, tensor in tensors.items():
            part, _, rest = name.partition(".")
            parts[part][rest] = tensor
        step, layer, what = header["bad"]
        columns = {name: tensor.numpy() for name, tensor in parts.pop("rows").items()}
        rows = {
            at: {name: column[place] for name, column in columns.items()} for place, at in enumerate(header["steps"])
        }
        return State(
            header["step"], rows=rows, layers=header["layers"], bad=(step, layer, what),
            best_loss=header["best_loss"], waited=header["waited"], done=header["done"], **parts,
        )  # fmt: skip

    def standing(self) -> dict[int, int]:
        """Seed -> the updates that an unfinished training has done."""
        found: dict[int, int] = {}
        for path in sorted(self.path.glob("checkpoint-*.safetensors")):
            seed = int(path.stem.partition("-")[2])
            state = self.load(seed)
            found[seed] = state.step if state is not None else 0
        return found

    def model(self, number: int, seed: int, network: nn.Module, job: Job, step: int) -> None:
        """Write a run's network; the first one's is THE model."""
        from whygrad.engine.layered import model

        name = model.FILE if number == 0 else f"model-{seed}.safetensors"
        model.save(self.path / name, network, job, {"seed": seed, "updates": step})

    def growing(self, number: int, seed: int) -> Path:
        """Where a run's trace grows."""
        return self.path / (TRACE if number == 0 else f"trace-{seed}.zarr")

    def finish(self, trace: Trace, *, done: bool) -> None:
        """Write the trace of all runs so far; a training that is done needs no checkpoints any more."""
        trace.save(self.path / TRACE)
        for path in self.path.glob("trace-*.zarr"):
            shutil.rmtree(path, ignore_errors=True)
        if done:
            for path in self.path.glob("checkpoint-*.safetensors"):
                path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a training that was killed left half written."""
        for path in self.path.glob(".*.partial"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _checkpoint(self, seed: int) -> Path:
        return self.path / f"checkpoint-{seed}.safetensors"
