"""What a failure inside whygrad does to a training that it watches, and to what is said of it.

    python -m benchmarks.injected [--rounds 2] [--processes 1]

Every function of the watch that a training calls is made to raise, one after the other: at its first call, then at its
tenth. Each time a healthy and a failing training run watched. Counted are programs that ended otherwise than unwatched
(an exception, or weights that differ in a bit), and false statements: a finding for the healthy training that is worth
a warning, or one for the failing training that it does not get when nothing is injected.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import inspect
import io
import sys
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import torch
from torch import Tensor, nn

import whygrad as wg
from benchmarks import common

PACKAGE, INSTRUMENT = "whygrad.watch", "whygrad.instrument"
OPEN = (f"{INSTRUMENT}.settings", f"{INSTRUMENT}.places")  # asked by others than the watch
STEPS = 60
EVERY = 3  # updates between records
CALLS = (1, 10)  # at which a function raises, by round
# What PyTorch calls and what catches failures there; and what asks PyTorch something before anything of ours may stand
# in the way: it is compiled along where a user compiles.
LEFT_OUT = {
    "forward_passes.ForwardPasses.look", "forward_passes.ForwardPasses.enter", "forward_passes.ForwardPasses.leave",
    "hub.Hub._before_step", "hub.Hub.before_step", "hub.Hub._after_step", "hub.Hub.after_step",
    "observation.Observation.part", "observation.Observation.failed", "step.ObservedStep.part",
    "step.ObservedStep.quietly", "training.Training.part", "_recorder.TrainingRecorder.failed",
    "mode.Mode.__torch_function__", "handlers.FunctionHandlers.__call__",
    "torch_internals.is_transformed", "torch_internals._is_mapped", "torch_internals._is_fake",
}  # fmt: skip


class Injected(RuntimeError):
    """A failure that nobody made but this benchmark."""


@dataclass(frozen=True)
class Ended:
    """How a watched training ended: its weights, whether it raised, the codes of its diagnosis (`None`: there is none),
    and the parts that failed.
    """

    weights: list[Tensor]
    raised: bool
    codes: frozenset[str] | None
    broken: frozenset[str]


def healthy() -> nn.Module:
    """Two hidden layers, normalization, dropout, a lookup."""
    return nn.Sequential(
        nn.Linear(6, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.1), nn.Linear(24, 24), nn.Tanh(), nn.Linear(24, 2)
    )


def failing() -> nn.Module:
    """Sigmoids upon sigmoids: the gradient vanishes."""
    deeper = [layer for _ in range(5) for layer in (nn.Linear(8, 8), nn.Sigmoid())]
    return nn.Sequential(nn.Linear(6, 8), nn.Sigmoid(), *deeper, nn.Linear(8, 2))


TRAININGS: dict[str, Callable[[], nn.Module]] = {"healthy": healthy, "failing": failing}


def train(make: Callable[[], nn.Module], *, watched: bool) -> Ended:
    """One short training with an evaluation at its end."""
    torch.manual_seed(0)
    x = torch.randn(160, 6)
    y = (x[:, 0] + x[:, 1] > 0).long()
    model = make()
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    watch: Any = None
    with contextlib.suppress(Injected):
        watch = wg.watch(model, optimizer, every=EVERY) if watched else None
    raised = False
    try:
        for step in range(STEPS):
            rows = slice(step % 4 * 32, step % 4 * 32 + 32)
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            nn.functional.cross_entropy(model(x[128:]), y[128:])
    except Injected:
        raised = True
    codes: frozenset[str] | None = None
    with contextlib.suppress(Injected):
        if watch is not None:
            watch.close()
            found = watch.diagnosis().findings
            codes = frozenset(one.code for one in found if one.severity != "info")
    broken = frozenset(watch.recorder.training.broken) if watch is not None else frozenset[str]()
    return Ended([p.detach().clone() for p in model.parameters()], raised, codes, broken)


def functions() -> dict[str, tuple[list[tuple[Any, str]], Any]]:
    """Every function of the watch: its name, where it is found (module or class, attribute), and itself."""
    found: dict[str, tuple[list[tuple[Any, str]], Any]] = {}
    for needed in ("_recorder", "_assemble"):
        importlib.import_module(f"{PACKAGE}.{needed}")
    inner = (f"{PACKAGE}._", f"{INSTRUMENT}.")
    modules = [module for name, module in sys.modules.items() if name.startswith(inner) and name not in OPEN]
    for module in modules:
        for owner in (module, *_classes(module)):
            for name, value in vars(owner).items():
                function = value.__func__ if isinstance(value, staticmethod) else value
                if not isinstance(function, FunctionType) or not function.__module__.startswith((PACKAGE, INSTRUMENT)):
                    continue
                if name.startswith("__") and name not in ("__call__", "__torch_function__"):
                    continue
                own = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"
                if own not in LEFT_OUT and not inspect.isgeneratorfunction(function):
                    found.setdefault(own, ([], function))[0].append((owner, name))
    return found


def _classes(module: ModuleType) -> list[type]:
    return [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]


@contextlib.contextmanager
def replaced(places: list[tuple[Any, str]], by: Callable[..., Any]) -> Generator[None]:
    """Another function in these places; the hub, which holds some of them, is made anew."""
    from whygrad.instrument import hub as _hub

    before = [(owner, name, vars(owner)[name]) for owner, name in places]
    for owner, name, value in before:
        setattr(owner, name, staticmethod(by) if isinstance(value, staticmethod) else by)
    _hub.hub.cache_clear()
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)
        with contextlib.suppress(Exception):
            for watch in list(_hub.hub().observation.watches):
                _hub.hub().detach(watch)
            _hub.hub().remove()
        _hub.hub.cache_clear()


def raising(function: Any, at: int) -> tuple[Callable[..., Any], Counter[str]]:
    """The function, but for one call that raises; and how often it was called."""
    calls = Counter[str]()

    @functools.wraps(function)
    def instead(*args: Any, **kwargs: Any) -> Any:
        calls["all"] += 1
        if calls["all"] == at:
            raise Injected(function.__qualname__)
        return function(*args, **kwargs)

    return instead, calls


@dataclass(frozen=True)
class Outcome:
    """What came of the failures of one function: how many of each kind, and the notes."""

    count: Counter[str]
    notes: tuple[str, ...]


def inject(name: str, rounds: int) -> Outcome:
    """Make a function raise in every training, at its first call and later."""
    places, function = functions()[name]
    count, notes = Counter[str](), list[str]()
    for training, make in TRAININGS.items():
        bare, usual = _expected(training)
        for at in CALLS[:rounds]:
            instead, calls = raising(function, at)
            with replaced(places, instead), contextlib.redirect_stderr(io.StringIO()):
                ended = train(make, watched=True)
            if calls["all"] < at:
                break
            count["failures injected"] += 1
            count["a part failed"] += bool(ended.broken)
            count["no diagnosis, as the trace could not be put together"] += ended.codes is None
            if ended.raised or not all(map(torch.equal, bare.weights, ended.weights)):
                count["programs ended differently"] += 1
                notes.append(f"ended differently: {name} at call {at}, {training}")
            allowed = frozenset[str]() if training == "healthy" else usual.codes or frozenset()
            if wrong := (ended.codes or frozenset()) - allowed:
                count["false statements"] += 1
                notes.append(f"false statement: {name} at call {at}, {training}: {', '.join(sorted(wrong))}")
    return Outcome(count, tuple(notes))


@functools.cache
def _expected(training: str) -> tuple[Ended, Ended]:
    """How a training ends unwatched, and watched without a failure."""
    torch.set_num_threads(1)
    return train(TRAININGS[training], watched=False), train(TRAININGS[training], watched=True)


def main() -> None:
    """Inject, and publish what came of it."""
    parser = common.arguments(__doc__, rounds=len(CALLS))
    parser.add_argument("--processes", type=int, default=1, help="side by side")
    options = parser.parse_args()
    names = list(functions())
    with ProcessPoolExecutor(options.processes) as pool:
        outcomes = list(pool.map(inject, names, [options.rounds] * len(names)))
    count = sum((one.count for one in outcomes), Counter[str]())
    notes = [f"- {note}" for one in outcomes for note in one.notes]
    kinds = ("failures injected", "a part failed", "no diagnosis, as the trace could not be put together",
             "programs ended differently", "false statements")  # fmt: skip
    reached = sum(bool(one.count) for one in outcomes)
    told = f"{reached} of {len(names)} functions are called by these trainings of {STEPS} updates."
    text = "\n\n".join((common.table(("what", "n"), [[kind, str(count[kind])] for kind in kinds]), told, *notes))
    common.publish("injected", "Failures injected into the watch", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
