"""Traces of others: which there are in a folder, what they hold, and what is wrong with them, also while they grow.

A question names a trace by the id that the list gave it, never by a path. Nothing is kept between two questions but the
latest traces read, which every page would read again. What a page has already is said by a *cursor*, which it gets with
every answer and sends with the next question: nothing new is told by looking at one file's time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from whygrad.diagnose import diagnose
from whygrad.errors import InputError, TraceError, WhygradError
from whygrad.experiment import Experiment
from whygrad.i18n import clean, clean_all
from whygrad.studio import records
from whygrad.studio.judging import so_far, told
from whygrad.studio.lowering import link
from whygrad.studio.wire import plain
from whygrad.trace import CHANNELS, Meta, Status, Trace
from whygrad.trace.glance import Glance, glance, version
from whygrad.trace.places import EXPERIMENT, TRACE

MOST_TRACES = 200  # in the list, newest first
MOST_LAYERS = 2_000
MOST_RUNS = 4_096
ROOM = 64 << 20  # bytes of a trace in memory; longer ones are thinned
_KEPT = 2  # traces in memory
_ATTEMPTS = 3  # to read a trace that another takes the place of


class Traces:
    """The traces in `folder` and in the folders of trainings that it holds, or the one that it is."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        """Raises `TraceError` if the folder holds a damaged trace, `InputError` if it holds other things than traces.

        An empty folder is one in which traces may appear, and so is that of a training without a record yet.
        """
        self.folder = folder.resolve()
        self.now = now
        self.single = glance(self.folder) is not None
        self._glances: dict[Path, tuple[str, Glance | TraceError | None]] = {}
        self._traces: dict[str, Trace] = {}  # by version, oldest first
        self._lock = Lock()
        taken = any(not one.name.startswith(".") for one in self.folder.iterdir())
        if not self.single and taken and not self._awaited() and not self._places():
            raise InputError("play-no-traces", name=str(folder))

    def __getstate__(self) -> dict[str, Any]:
        """Another process begins with nothing kept."""
        return {"folder": self.folder, "single": self.single}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, now=time.time, _glances={}, _traces={}, _lock=Lock())

    def listed(self) -> dict[str, Any]:
        """Every trace in a few words, the newest first; one that is damaged with the sentence that says so."""
        entries = [self._entry(place) for place in self._places()]
        entries.sort(key=lambda entry: (-entry["written"], entry["file"]))
        return {
            "folder": self.folder.name,
            "single": self.single,
            "awaited": not entries and self._awaited(),
            "traces": entries[:MOST_TRACES],
            "more": max(len(entries) - MOST_TRACES, 0),
        }

    def shown(self, known: str, since: str = "", run: int | None = None) -> dict[str, Any]:
        """What a page that has `since` (a cursor) lacks of a trace: of one run, or of all of them (`None`).

        `at` is the place in the page's list of records from which on it is to be replaced. Over several runs, a layer's
        quantity is the median of the finite ones, a histogram the mean.
        """
        place = self._place(known)
        seen = self._seen(place)
        if since.split("~")[0] == seen.version:
            return {"new": False, "cursor": since, **self._times(seen)}
        trace, seen = self._opened(place)
        if run is not None and run >= len(trace.seeds):
            run = None
        chosen, stride = records.chosen(trace)
        channels = sorted(name for name in trace.channels if "step" in CHANNELS[name].dims)
        lasting = chosen[chosen % stride == 0]  # the last one is replaced by later ones
        through = records.followed(trace)  # a recurrent layer may get its first number late
        base = _short(f"{seen.begun} {stride} {trace.steps[lasting[1:2]]} {run} {' '.join(channels)} {through}")
        at = records.place_after(trace.steps[lasting], since, base)
        last = int(trace.steps[lasting[-1]]) if len(lasting) else -1
        answer: dict[str, Any] = {
            "new": True,
            "cursor": f"{seen.version}~{base}~{last}",
            "at": at,
            "records": seen.records,
            "steps": trace.steps[chosen[at:]].tolist(),
            **records.sent(trace, run, chosen, at),
            **records.ending(trace, run),
            **self._times(seen),
        }
        if at == 0:
            answer |= clean_all(_head(trace, seen, self._name(place)))
        return answer

    def judged(self, known: str) -> dict[str, Any]:
        """What is wrong with a trace so far, with all texts in the language in use."""
        trace, seen = self._opened(self._place(known))
        if not len(trace.steps):
            return {"version": seen.version, "diagnosis": None}
        ended = seen.finished or not seen.growing(self.now())
        return {"version": seen.version, "diagnosis": clean_all(told(so_far(diagnose(trace), ended=ended), trace))}

    def _places(self) -> list[Path]:
        """The folders of the traces there are now, links aside; hidden ones are still being made."""
        if self.single:
            return [self.folder]
        try:
            entries = list(self.folder.iterdir())
        except OSError:
            return []
        own = [one for one in entries if not one.name.startswith(".") and not one.is_symlink()]
        looked = [one if self._look(one) else one / TRACE for one in own]
        return [one for one in looked if not one.is_symlink() and self._look(one)]

    def _awaited(self) -> bool:
        """Whether a training has begun here, or in a folder of this one, that has left nothing but its beginning."""
        try:
            places = [self.folder, *(one for one in self.folder.iterdir() if one.is_dir() and not one.is_symlink())]
            return any((one / EXPERIMENT).is_file() and not any(one.glob("model*.safetensors")) for one in places)
        except OSError:
            return False

    def _place(self, known: str) -> Path:
        """The folder of an id; raises `TraceError` if it is none of the traces there are."""
        found = next((place for place in self._places() if self._id(place) == known), None)
        if found is None:
            raise TraceError("studio-error-no-trace")
        return found

    def _id(self, place: Path) -> str:
        return _short("" if self.single else place.relative_to(self.folder).as_posix())

    def _name(self, place: Path) -> str:
        """What the page calls a trace: the folder of its training, if that is one of several."""
        nested = place.name == TRACE and place.parent != self.folder and not self.single
        return clean(place.parent.name if nested else place.name)

    def _told(self, error: TraceError, place: Path) -> TraceError:
        """The error as a page may read it: with the name in the list instead of a path of this machine."""
        return TraceError(error.message_id, **{**error.values, "path": self._name(place)})

    def _look(self, place: Path) -> Glance | TraceError | None:
        """A folder at a glance: its trace, what is wrong with it, or `None` if there is none. Read once a version."""
        try:
            now = version(place)
        except OSError:
            return None
        before = self._glances.get(place)
        if before is None or before[0] != now:
            found: Glance | TraceError | None
            try:
                found = glance(place)
            except TraceError as error:
                found = self._told(error, place)
            if len(self._glances) > 4 * MOST_TRACES:
                self._glances.clear()
            before = self._glances[place] = now, found
        return before[1]

    def _seen(self, place: Path) -> Glance:
        """The trace at a glance; raises `TraceError` if it has gone or is damaged."""
        found = self._look(place)
        if found is None:
            raise TraceError("studio-error-no-trace")
        if isinstance(found, TraceError):
            raise found
        return found

    def _entry(self, place: Path) -> dict[str, Any]:
        entry: dict[str, Any] = {"id": self._id(place), "file": self._name(place)}
        try:
            seen = self._seen(place)
        except WhygradError as error:
            return {**entry, "written": _modified(place), "problem": str(error)}
        brief = {"name": seen.name, "framework": seen.framework, "runs": seen.runs, "layers": seen.layers}
        return {**entry, **brief, "records": seen.records, "written": seen.written, **self._times(seen)}

    def _times(self, seen: Glance) -> dict[str, Any]:
        """Whether it grows, how it ended, and the seconds since its last record, by this machine's clock."""
        now = self.now()
        state = "growing" if seen.growing(now) else "silent"
        if seen.finished:
            bad = (Status.NON_FINITE, Status.DIVERGED, Status.INTERRUPTED)
            state = next((str(one) for one in bad if one in seen.status), "finished")
        count = sum(str(one) == state for one in seen.status)
        return {"state": state, "affected": count, "age": max(now - seen.written, 0.0)}

    def _opened(self, place: Path) -> tuple[Trace, Glance]:
        """The trace as it is now; what reads it at the same time waits and gets the same one."""
        with self._lock:
            for attempt in range(_ATTEMPTS):
                seen = self._seen(place)
                if seen.layers > MOST_LAYERS or seen.runs > MOST_RUNS:
                    limits = {"layers": f"{MOST_LAYERS:,}", "runs": f"{MOST_RUNS:,}"}
                    raise TraceError("studio-error-trace-size", file=self._name(place), **limits)
                key = f"{place} {seen.version}"
                if key in self._traces:
                    return self._traces[key], seen
                try:
                    trace = _usable(Trace.open(place, room=ROOM, links=False), seen)
                except TraceError as error:
                    # Another trace may just have taken its place: then this says nothing about either of them.
                    if attempt + 1 < _ATTEMPTS and self._seen(place).version != seen.version:
                        continue
                    raise self._told(error, place) from error
                while len(self._traces) >= _KEPT:
                    del self._traces[next(iter(self._traces))]
                self._traces[key] = trace
                return trace, seen
        raise TraceError("studio-error-no-trace")


def _modified(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return 0.0


def _short(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _usable(trace: Trace, seen: Glance) -> Trace:
    """The trace with its experiment whole or none, and with the runs broken whose loss has become NaN.

    A trace that nobody has finished does not say how its runs ended.
    """
    ended: dict[str, Any] = {
        "status": trace.status,
        "non_finite_step": trace.non_finite_step,
        "non_finite_layer": trace.non_finite_layer,
        "non_finite_what": trace.non_finite_what,
    }
    if not seen.finished and trace.has("loss_train") and len(trace.steps):
        finite = np.isfinite(trace["loss_train"])
        bad = ~finite[:, -1]
        # The first record of the last stretch without a finite one.
        first = np.where(finite.any(1), len(trace.steps) - np.argmax(finite[:, ::-1], 1), 0)
        ended = {
            "status": [Status.NON_FINITE if one else Status.INTERRUPTED for one in bad],
            "non_finite_step": np.where(bad, trace.steps[np.minimum(first, len(trace.steps) - 1)], -1),
            "non_finite_what": ["loss" if one else "" for one in bad],
        }
    experiment = _experiment(trace.meta)
    meta = replace(trace.meta, experiment=None if experiment is None else experiment.model_dump())
    return Trace(meta, trace.steps, trace.seeds, trace.channels, **ended)


def _head(trace: Trace, seen: Glance, file: str) -> dict[str, Any]:
    """What does not change while it grows."""
    meta = asdict(replace(trace.meta, experiment=None, data=type(trace.meta.data)()))
    del meta["experiment"], meta["data"]
    experiment = _experiment(trace.meta)
    if experiment is not None and experiment.data.name.lower().endswith(".csv"):
        experiment = None  # the lab does not have the file
    return plain(
        {
            "file": file,
            "meta": {**meta, "layers": [{**layer, "name": layer["name"][:400]} for layer in meta["layers"]]},
            "seeds": trace.seeds.tolist(),
            "begun": seen.begun,
            "chance": {"loss": trace.meta.chance_loss, "accuracy": trace.meta.chance_accuracy},
            "experiment": None if experiment is None else experiment.model_dump(),
            "link": None if experiment is None else link(experiment),
        }
    )


def _experiment(meta: Meta) -> Experiment | None:
    """The experiment inside, if it is one."""
    if meta.experiment is None:
        return None
    try:
        return Experiment.from_tree(meta.experiment)
    except (WhygradError, ValueError, TypeError, KeyError):
        return None
