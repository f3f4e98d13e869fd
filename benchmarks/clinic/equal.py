"""Is a watched script the same script, bit for bit? Every script twice: alone, and as `whygrad diagnose` watches it.

    python -m benchmarks.clinic.equal [NAME…] [--part PART] [--results FILE]

Both runs go to the script's own end. Compared are what it prints, the value of every loss that `backward` is called on,
after every update all weights and gradients of the optimizer, at the end PyTorch's random state, and how it breaks off,
if it does: by a digest of all the bytes, which a witness takes that is the same in both runs and that whygrad does not
see. With `--results` each script's outcome is added to that file, and those there are not run again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import random
import runpy
import sys
import tempfile
import time
import traceback
import warnings
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

from benchmarks import common
from benchmarks.kept import HELP, Kept
from training_programs.forks import in_fork, warm_up
from training_programs.index import PARTS, file_key, programs

MOST_SECONDS = 900.0
PRINTED = "0 updates, 0 digests"


@dataclass(frozen=True)
class Run:
    """What a script left: one digest an event, in order, what it printed and how it broke off."""

    digests: tuple[str, ...]
    updates: int
    output: str
    error: str
    randomness: str
    records: int = 0  # of the watch
    seconds: float = 0.0

    def differs(self, other: Run) -> str:
        """Where the other run went another way first; "" where it did not."""
        if self.digests != other.digests:
            pairs = zip(self.digests, other.digests, strict=False)
            place = next((at for at, (one, two) in enumerate(pairs) if one != two), None)
            return f"event {place} of {len(self.digests)}" if place is not None else "the number of events"
        for what in ("updates", "output", "error", "randomness"):
            if getattr(self, what) != getattr(other, what):
                return what
        return ""


class Witness:
    """Sees losses and updates; takes the place of `Tensor.backward` and a hook of the optimizers."""

    def __init__(self) -> None:
        import torch

        self._torch = torch
        self.digests: list[str] = []
        self.updates = self._inside = 0
        backward = torch.Tensor.backward

        @wraps(backward)  # whygrad knows it by its name
        def seen(loss: Any, *args: Any, **kwargs: Any) -> Any:
            self._inside += 1  # a function mode calls it once more
            try:
                result = backward(loss, *args, **kwargs)
            finally:
                self._inside -= 1
            if not self._inside:
                self.take([loss])
            return result

        torch.Tensor.backward = seen
        from torch.optim.optimizer import register_optimizer_step_post_hook

        register_optimizer_step_post_hook(self._stepped)

    def _stepped(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        self.updates += 1
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        self.take([*parameters, *(p.grad for p in parameters if p.grad is not None)])

    def take(self, tensors: list[Any]) -> None:
        """One digest of all the bytes."""
        torch, digest = self._torch, hashlib.sha256()
        with torch.no_grad(), torch._C.DisableTorchFunction():  # so that no function mode sees it
            for one in tensors:
                plain = (one.to_dense() if one.is_sparse else one).detach().cpu().contiguous()
                digest.update(plain.flatten().view(torch.uint8).numpy().tobytes() if plain.numel() else b"")
        self.digests.append(digest.hexdigest()[:16])


def _execute(path: Path, *, watched: bool) -> Run:
    """In a process of its own."""
    import numpy as np
    import torch

    for seed in (random.seed, np.random.seed, torch.manual_seed):  # of a script that seeds nothing
        seed(0)
    witness, text, error, records = Witness(), io.StringIO(), "", 0
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(text), contextlib.redirect_stderr(text),
        warnings.catch_warnings(),
    ):  # fmt: skip
        runner = kept = None
        if watched:
            from whygrad.session.observed import Observed
            from whygrad.session.script import Request

            runner = Observed(Request(str(path), (), f"{folder}/ran", steps=sys.maxsize))
            runner.torch_is_here()
        try:
            runpy.run_path(str(path), run_name="__main__")
        except SystemExit:
            pass
        except BaseException as crash:  # noqa: BLE001 (whatever the script raises is its outcome)
            error = "".join(traceback.format_exception_only(crash))
            kept = crash  # its frames keep the model alive until all is saved, as in a run of `whygrad diagnose`
        randomness = hashlib.sha256(torch.get_rng_state().numpy().tobytes()).hexdigest()
        if runner is not None:
            runner.save("finished", None)
            records = sum(len(watch.records) for watch in runner.program.recorders)
        del kept
    seconds = time.perf_counter() - start
    return Run(tuple(witness.digests), witness.updates, text.getvalue(), error, randomness, records, seconds)


def compare(path: Path) -> tuple[str, Run, Run]:
    """What differs first ("" if nothing does), and both runs; raises `RuntimeError` if one gives none."""
    found = [in_fork(partial(_execute, watched=watched), path, MOST_SECONDS) for watched in (False, True)]
    if found[0] is None or found[1] is None:
        raise RuntimeError(f"{path.name} died or took longer than {MOST_SECONDS:g} s")
    bare, watched = found
    differs = bare.differs(watched)
    if not differs and not bare.digests and not bare.error and not bare.output:
        differs = "nothing was seen"
    if not differs and not watched.records:
        differs = "nothing was recorded"
    return differs, bare, watched


def main() -> int:
    """Exit status 1 if any script differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    parser.add_argument("--part", choices=PARTS, help="only one part")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    kept = Kept(given.results)
    found: dict[str, tuple[str, str]] = {}
    warm_up()
    for script in programs():
        if (given.names and script.name not in given.names) or given.part not in (None, script.part):
            continue
        for path in script.paths:
            name, key = f"{path.parent.name}/{path.name}", file_key(path)
            known = kept.get(key)
            if known is None:
                try:
                    differs, bare, watched = compare(path)
                    numbers = f"{bare.updates} updates, {len(bare.digests)} digests, {watched.records} records"
                except RuntimeError as error:
                    differs, numbers = str(error), ""
                known = [differs, numbers]
                kept.add(key, known)
                print(name, differs or "equal", numbers, sep="  ", file=sys.stderr, flush=True)
            found[name] = (known[0], known[1])
    wrong = {name: differs for name, (differs, _) in found.items() if differs}
    text = f"{len(found) - len(wrong)} of {len(found)} scripts are bit for bit the same when they are watched."
    printed = sum(numbers.startswith(PRINTED) for _, numbers in found.values())
    text += f" {printed} of them call neither `backward` nor an optimizer: compared is what they print."
    text += "".join(f"\n\n- {name}: {differs}" for name, differs in wrong.items())
    if given.names or given.part:
        print(text)
    else:
        common.publish("equal", "Watched scripts", text, versions_=common.versions("torch", "numpy"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
