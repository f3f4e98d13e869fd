"""A training script that runs in a process of its own: what that process is asked for, and what it tells."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.session.frames import Receiver
from whygrad.session.guarded import command
from whygrad.trace.program import Stop

if TYPE_CHECKING:
    from whygrad.trace import Meta, Trace
    from whygrad.watch.snapshot import Known, Record


@dataclass(frozen=True, slots=True)
class Request:
    """What to run. `steps` 0: until the verdict is stable. `result` is the file that gets what the script tells
    (`ScriptRun.read`), or the number of a file descriptor. `compiled`: `torch.compile` compiles, so that layers inside
    what it makes are not seen.
    """

    script: str
    arguments: tuple[str, ...]
    result: str
    steps: int = 0
    compiled: bool = False

    def command(self) -> list[str]:
        """The command line of the child."""
        return command("whygrad.session.observed", json.dumps(asdict(self)))

    @classmethod
    def from_json(cls, text: str) -> Request:
        """From the command line."""
        given: dict[str, Any] = json.loads(text)
        given["arguments"] = tuple(given["arguments"])
        return cls(**given)


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """What a script's run left: a trace for each group of models and optimizers that trained, the largest first.

    `unread` counts trainings of which there is none because something went wrong inside whygrad. `signal` is the name
    of what killed it ("SIGSEGV"), if something did; `status` the exit status that it chose itself.
    """

    traces: tuple[Trace, ...]
    stop: Stop
    imported_torch: bool
    seconds: float
    unread: int = 0
    signal: str = ""
    status: int = 0
    crash: tuple[str, str] = ("", "")  # the error and its place, if an exception ended it

    @property
    def failed(self) -> bool:
        """Whether the script itself says that something went wrong: by an exception, or by its exit status."""
        return self.stop == "crashed" or (self.stop == "exited" and self.status != 0)

    @classmethod
    def read(cls, file: Path) -> ScriptRun:
        """What a script told a file."""
        told = Told()
        told.take(Receiver().feed(file.read_bytes()))
        return told.ran()


@dataclass(slots=True)
class _Training:
    """One training as far as it was told. `whole`: the script came to its end."""

    known: Known | None = None
    records: list[Record] = field(default_factory=list["Record"])
    whole: bool = False


@dataclass(slots=True)
class Told:
    """All that a script has told: (what, when, …) with

    - "begins": the script's first line comes; "imports", "imported": PyTorch; "trains": the first update; "evaluates",
      "goes on": an evaluation begins, ends;
    - "record" (number of the training, record); "known" (number, what is known beside its records);
    - "stops": it is being ended from inside; "has enough": it has to be ended from outside; "goes on regardless";
    - "crashes" (error, place); "ends" (how, whether PyTorch was imported);
    - "training" (number, what is known, records): one training as a whole; "told" (trainings): that was all.
    """

    trainings: dict[int, _Training] = field(default_factory=dict[int, _Training])
    stop: Stop = "running"
    crash: tuple[str, str] = ("", "")
    imported_torch: bool = False
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    count: int | None = None  # trainings, once all is told
    signal: str = ""
    status: int = 0

    def take(self, values: Iterable[tuple[Any, ...]]) -> list[tuple[str, float]]:
        """Take in what was told; gives what and when."""
        news: list[tuple[str, float]] = []
        for what, when, *rest in values:
            news.append((what, when))
            self.ended = when
            match what, rest:
                case "begins", _:
                    self.began = when
                case "imported", _:
                    self.imported_torch = True
                case "record", (number, record):
                    self._add(number, record)
                case "known", (number, known):
                    self.imported_torch = True
                    self.trainings.setdefault(number, _Training()).known = known
                case "training", (number, known, records):
                    self.trainings[number] = _Training(known, records, whole=True)
                case "crashes", (error, place):
                    self.stop, self.crash = "crashed", (error, place)
                case "ends", (stop, imported_torch):
                    self.stop, self.imported_torch = stop, imported_torch
                case "told", (count,):
                    self.count = count
                case _:
                    pass
        return news

    @property
    def updates(self) -> int:
        """How many updates the longest training had made at its last record."""
        return max((training.records[-1].step for training in self.trainings.values() if training.records), default=0)

    def _add(self, number: int, record: Record) -> None:
        records = self.trainings.setdefault(number, _Training()).records
        if records and records[-1].step == record.step:
            records.pop()
        records.append(record)

    def died(self, status: int) -> None:
        """The script's process is gone. If the script did not tell how it ends, it was by a signal (its status is
        negative, as `subprocess` gives it), or by `os._exit`.
        """
        self.status = max(status, 0)
        if self.stop != "running":
            return
        if status < 0:
            self.signal = signal.Signals(-status).name
            self.stop, self.crash = "crashed", (f"killed by {self.signal}", "")
        else:
            self.stop = "exited"

    def ran(self) -> ScriptRun:
        """The traces of all trainings."""
        from whygrad.watch.snapshot import trace_of

        known = {
            number: one.known if one.whole else self._cut_short(one.known, one.records)
            for number, one in self.trainings.items()
            if one.known is not None
        }
        records = [self.trainings[number].records for number in known]
        traces = list(map(trace_of, _compared(list(known.values())), records))
        traces.sort(key=_size)
        unread = max(self.count or 0, len(self.trainings)) - len(traces)
        seconds = self.ended - self.began
        return ScriptRun(
            tuple(traces), self.stop, self.imported_torch, seconds, unread, self.signal, self.status, self.crash
        )

    def _cut_short(self, known: Known, records: list[Record]) -> Known:
        """What was known when the script ended without a word, brought up to date with the records that came since."""
        meta = known.meta
        program = meta.program
        if program is not None:
            program = replace(program, stop=self.stop, error=self.crash[0], error_place=self.crash[1])
        steps = max([meta.total_steps, *(record.step for record in records)])
        return replace(known, meta=replace(meta, program=program, total_steps=steps), closed=True)


def kind_of_network(meta: Meta) -> tuple[tuple[str, int, int], ...]:
    """What networks with the same layers have in common: the kind, inputs and outputs of each layer."""
    return tuple((one.kind, one.inputs, one.outputs) for one in meta.layers)


def _compared(trainings: list[Known]) -> list[Known]:
    """What is known of the trainings, also how many others of each are of networks with the same layers."""
    kinds = [kind_of_network(known.meta) for known in trainings]
    counts = Counter(kinds)
    return [_with_alike(known, counts[kind] - 1 if kind else 0) for known, kind in zip(trainings, kinds, strict=True)]


def _with_alike(known: Known, alike: int) -> Known:
    program = known.meta.program
    if program is None:
        return known
    return replace(known, meta=replace(known.meta, program=replace(program, alike=alike)))


def _size(trace: Trace) -> tuple[int, int]:
    program = trace.meta.program
    parameters = program.parameters if program is not None else ()
    return (-trace.meta.total_steps, -sum(one.size for one in parameters))
