"""A trial on a script: re-runs with each remedy, beside the script as it is and random remedies, over several seeds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.trace.meta import Status
from whygrad.trial.judge import compare
from whygrad.trial.metric import Metric
from whygrad.trial.rerun import metric as metrics
from whygrad.trial.rerun.control import random_script_remedies
from whygrad.trial.rerun.intervention import ScriptRemedy, script_remedies
from whygrad.trial.rerun.job import RerunRequest, RerunResult, ScriptFacts, Treatment
from whygrad.trial.rerun.keras_lines import lines
from whygrad.trial.rerun.place import Place, here
from whygrad.trial.result import Failed, Outcome, Result, Trial
from whygrad.trial.run import candidates
from whygrad.trial.statistics import fewest_seeds

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace
    from whygrad.trial.rerun.cluster import OnCluster

TRIAL_SECONDS = 300.0  # seconds
TRIAL_SEEDS = 6
MOST_STEPS = 2000  # of a re-run
MOST_REMEDIES = 14
_LEAST_RUNS = 24  # re-runs that the first must leave time for: six seeds of the script, two remedies, a control
_SLACK, _SLACK_SECONDS = 3.0, 5.0  # how much slower than the first another re-run may be
_CONTROL_SHARE = 0.4
_SCREENING = 0.4  # of the time that is left, for a first look at more remedies than all rounds have time for
_GRACE = 5.0  # seconds after the budget in which a re-run may still end by itself
_LEAST_IN_TURN = 4  # re-runs one after the other, however many run at a time: two of the script, two rounds


@dataclass(slots=True, eq=False)
class _Entry:
    """Something to measure: the script as it is, a remedy's variant, a random remedy."""

    code: str
    remedies: Treatment
    runs: dict[int, RerunResult] = field(default_factory=dict)  # by seed

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """For the table: what the parameters are."""
        many = len(self.remedies) > 1 or self.code == "random"
        return {
            f"{code} {key}" if many else key: (1 if key == "factor" else "–", value)
            for code, given in self.remedies
            for key, value in (given.items() or [("", "on")])
            if many or given
        }


def try_on_script(
    script: str,
    arguments: Sequence[str],
    trace: Trace,
    diagnosis: Diagnosis,
    *,
    folder: Path | None = None,
    budget: float = TRIAL_SECONDS,
    seeds: int = TRIAL_SEEDS,
    steps: int = 0,
    progress: Callable[[float], None] | None = None,
    on_facts: Callable[[ScriptFacts], None] | None = None,
    ran: Callable[[Treatment, int, RerunResult], None] | None = None,
    on: OnCluster | None = None,
) -> Trial:
    """Try the remedies of a script's diagnosis on the script itself, and rank them.

    Each of at most `seeds` rounds re-runs the script as it is, with every remedy, and with random remedies, from the
    same shifted seed; `trace` is of the main training, `folder` where the script runs (the working directory). A re-run
    ends with the script, after `steps` updates (2,000) or when it takes far longer than the first one. `budget` seconds
    bound the whole: where more remedies apply than fit, one run each chooses those that go on (and does not count), and
    rounds that are not complete do not count. Ctrl-C ends the trial and keeps the complete rounds. `on_facts` is called
    with the facts that remedies get, `ran` with the remedies, the seed and the result of each re-run as it ends.

    With `on` the re-runs are tasks of a cluster, as many at a time as it has room for, with the same results. Without,
    they happen on this machine one after the other. Raises `InputError` if the script's folder is too large to be sent,
    and if the script cannot be trained there.

    The user's files stay as they are: re-runs happen in a throw-away copy of `folder`.
    """
    where = (folder or Path.cwd()).resolve()
    given = (script, tuple(arguments), where)
    trained = bool(trace.meta.total_steps)
    with here(*given) if on is None else nullcontext(on.place(*given, trained=trained)) as place:
        at_work = _Rounds(Path(script).name, place, budget, seeds, steps or MOST_STEPS, progress)
        at_work.on_facts, at_work.ran = on_facts, ran
        return at_work.trial(trace, diagnosis)


def _entries(known: Sequence[ScriptRemedy], facts: ScriptFacts) -> list[_Entry]:
    """All variants of the remedies that apply: first those of every remedy that are likeliest, then the others."""
    fitting = [one for one in known if one.applies(facts)]
    most = max((len(one.variants) for one in fitting), default=0)
    return [
        _Entry(one.code, ((one.code, one.variants[i]),))
        for i in range(most) for one in fitting if i < len(one.variants)
    ]  # fmt: skip


class _Rounds:
    def __init__(
        self, name: str, place: Place, budget: float, seeds: int, steps: int, progress: Callable[[float], None] | None
    ) -> None:
        self.name, self.place = name, place
        self.budget, self.seeds, self.steps, self.progress = budget, seeds, steps, progress
        self.began = time.monotonic()
        self.limit = max(2.0, budget / max(_LEAST_RUNS / place.slots, _LEAST_IN_TURN))
        self.stopped = False
        self.root: str | None = None
        self.first = 0  # the first seed that counts
        self.left_out: tuple[str, ...] = ()
        self.tried, self.controls = list[_Entry](), list[_Entry]()
        self.failed = dict[int, Failed]()  # by the place of the remedy's variant among all that apply
        self.places = dict[int, int]()  # of each of these, by id
        self.on_facts: Callable[[ScriptFacts], None] | None = None
        self.ran: Callable[[Treatment, int, RerunResult], None] | None = None
        self._count = self._done = 0

    def left(self) -> float:
        """Seconds of the budget."""
        return self.budget - (time.monotonic() - self.began)

    def trial(self, trace: Trace, diagnosis: Diagnosis) -> Trial:
        """All of it."""
        codes = tuple(finding.code for finding in diagnosis.findings)
        facts = ScriptFacts(trace.meta, codes, layers=len(trace.meta.layers))
        chosen = candidates(diagnosis)
        baseline = _Entry("baseline", ())
        advice = tuple(remedy.code for remedy in chosen if remedy.code not in script_remedies())
        self.root = next((f.code for f in diagnosis.findings if f.cause and f.severity != "info"), None)
        known = [script_remedies()[remedy.code] for remedy in chosen if remedy.code in script_remedies()]
        try:
            if not known:
                return self.judged(baseline, facts, advice)
            first = self.run(baseline, 0, facts)
            facts = first.facts or facts
            self.steps = first.steps if first.stop == "stopped" and first.steps else self.steps
            if self.on_facts is not None:
                self.on_facts(facts)
            self.place.prepare(first.imported, max(self.left(), 0.1))
            usual = first.seconds
            if self.left() > 0 and self.place.slots == 1:  # several would wait for one
                usual = self.run(baseline, 1, facts).seconds  # now without imports
            self.limit = usual * _SLACK + _SLACK_SECONDS
            entries = _entries(known, facts)
            self.places = {id(entry): place for place, entry in enumerate(entries)}
            fit = self.fit(usual)
            keep = min(len(entries), MOST_REMEDIES, max(1, int(fit * (1 - _CONTROL_SHARE))))
            self.tried = entries[:MOST_REMEDIES]
            if keep < len(self.tried):
                fit = self.screen(baseline, facts, usual)
            randoms = max(1, min(max(4, len(self.tried)), fit - len(self.tried))) if self.tried else 0
            drawn = random_script_remedies(self.name, randoms, without=[one.remedies for one in self.tried])
            self.controls = [_Entry("random", treated) for treated in drawn]
            self.rounds(baseline, facts)
        except KeyboardInterrupt:
            self.stopped = True
        return self.judged(baseline, facts, advice)

    def fit(self, usual: float) -> int:
        """How many remedies a round has time for, beside the script as it is, if a re-run takes `usual` seconds."""
        return int(self.left() * self.place.slots / max(usual, 0.05) / max(self.seeds, 1)) - 1

    def screen(self, baseline: _Entry, facts: ScriptFacts, usual: float) -> int:
        """More remedies than there is time for: one run each, as far as a part of the time reaches; the best go on.

        The seed that chose them does not count afterwards. Gives how many re-runs a round then has time for.
        """
        entries, end = self.tried, self.left() * (1 - _SCREENING)
        self.first = 1
        in_time = ((entry, 0) for entry in entries if self.left() > end)
        good = {id(entry) for entry, fresh in self.ended(in_time, facts) if self.works(entry, baseline, fresh=fresh)}
        self.tried = [entry for entry in entries if id(entry) in good]
        fit = self.fit(usual)
        metric, known_by = self.metric(baseline, facts)
        if metric is not None and known_by is not None:
            chance = known_by.chance.get(metric.name, 0.0)
            worth = {id(one): metric.sign * metrics.value(metric, one.runs[0], chance) for one in self.tried}
            places = sorted(range(len(self.tried)), key=[-worth[id(one)] for one in self.tried].__getitem__)
            best = [self.tried[place] for place in places[: max(1, int(fit * (1 - _CONTROL_SHARE)))]]
            self.tried = [one for one in self.tried if one in best]
        failed = {one.code for one in self.failed.values()}
        kept = {one.code for one in self.tried}
        self.left_out = tuple(dict.fromkeys(one.code for one in entries if one.code not in kept | failed))
        return fit

    def rounds(self, baseline: _Entry, facts: ScriptFacts) -> None:
        """Seed by seed, until all are done or the time is over; a remedy that fails in its first run is left out.

        The first round is waited for: it tells what fails, and whether there is anything to compare.
        """
        last = self.first + self.seeds
        for seeds in (range(self.first, self.first + 1), range(self.first + 1, last)):
            for entry, fresh in self.ended(self.due(seeds, baseline, facts), facts):
                if not self.works(entry, baseline, fresh=fresh):
                    self.tried = [one for one in self.tried if one is not entry]
                    self.controls = [one for one in self.controls if one is not entry]

    def due(self, seeds: Iterable[int], baseline: _Entry, facts: ScriptFacts) -> Iterator[tuple[_Entry, int]]:
        """What to run next in the rounds with these seeds, while there is time."""
        for seed in seeds:
            entries = (baseline, *self.tried, *self.controls)
            if seed > self.first and self.metric(baseline, facts)[0] is None:
                return  # there is nothing to compare, and more of it will not help
            self._count = self._done + len(entries) * (self.first + self.seeds - seed)
            for entry in entries:
                if seed in entry.runs:
                    continue
                usual = baseline.runs[max(one for one in baseline.runs if one < max(seed, 1))].seconds
                if self.left() <= 0 or (seed > self.first and self.left() < usual):
                    return
                yield entry, seed

    def works(self, entry: _Entry, baseline: _Entry, *, fresh: bool) -> bool:
        """False if a remedy breaks the script in its first run or finds nothing to act on."""
        ended, usual = next(iter(entry.runs.values())), baseline.runs[0]
        broke = ended.stop in ("crashed", "died") and usual.stop != ended.stop
        if entry is baseline or not fresh or (ended.applied and not broke):
            return True
        if entry.code != "random":
            self.failed[self.places[id(entry)]] = Failed(entry.code, entry.changes, ended.error if broke else "")
        return False

    def metric(self, baseline: _Entry, facts: ScriptFacts) -> tuple[Metric | None, RerunResult | None]:
        """What to compare, and the re-run that says so: of a script that breaks off at its first loss a mended one."""
        every = [entry.runs[seed] for entry in (baseline, *self.tried) for seed in sorted(entry.runs)]
        known_by = next((run for run in every if run.scores), None)
        return (metrics.choose(known_by, facts, self.root) if known_by is not None else None), known_by

    def run(self, entry: _Entry, seed: int, facts: ScriptFacts) -> RerunResult:
        """One re-run by itself."""
        for _ in self.ended([(entry, seed)], facts):
            pass
        return entry.runs.setdefault(seed, RerunResult("timeout", finite=False))

    def ended(self, wanted: Iterable[tuple[_Entry, int]], facts: ScriptFacts) -> Iterator[tuple[_Entry, bool]]:
        """Re-run each (entry, seed); an entry as soon as it has run, and whether for the first time.

        Ctrl-C ends what runs, and the trial.
        """
        requests = (((entry, seed), self.request(entry, seed)) for entry, seed in wanted)
        for (entry, seed), ended in self.place.completed(facts, requests, max(self.left(), 1.0) + _GRACE):
            if ended.stop == "interrupted":
                raise KeyboardInterrupt
            fresh = not entry.runs
            entry.runs[seed] = ended
            self._done += 1
            if self.ran is not None:
                self.ran(entry.remedies, seed, ended)
            if self.progress is not None:
                by_time = 1 - self.left() / self.budget
                by_count = self._done / self._count if self._count else 0.0
                self.progress(min(1.0, max(by_time, by_count)))
            yield entry, fresh

    def request(self, entry: _Entry, seed: int) -> RerunRequest:
        """The re-run with the limits that hold now."""
        seconds = max(1.0, min(self.limit, self.left()))
        return RerunRequest(entry.remedies, seed, self.steps, seconds, max(self.left(), 1.0) + _GRACE)

    def complete(self, entries: Sequence[_Entry]) -> tuple[int, ...]:
        """The rounds that all of these were run in."""
        rounds = range(self.first, self.first + self.seeds)
        return tuple(seed for seed in rounds if all(seed in entry.runs for entry in entries))

    def judged(self, baseline: _Entry, facts: ScriptFacts, advice: tuple[str, ...]) -> Trial:
        """Ranked, over the rounds that are complete."""
        metric, known_by = self.metric(baseline, facts)
        failed, root = tuple(self.failed[place] for place in sorted(self.failed)), self.root
        measured = [entry for entry in self.tried if self.first in entry.runs]
        with_random = self.complete((baseline, *measured, *self.controls))
        seeds = self.complete((baseline, *measured))
        if len(with_random) >= min(fewest_seeds(), len(seeds)):  # worth more than one round more
            seeds = with_random
        unfinished = Outcome.INTERRUPTED if self.stopped else Outcome.OUT_OF_TIME
        pending = self.stopped or (self.left() <= 0 and bool(self.tried or self.left_out))
        if metric is None or known_by is None or not seeds:
            nothing = Result("baseline", None, {}, None, np.zeros(0), ends=(Status.INTERRUPTED,) * self.stopped)
            verdict = unfinished if pending else Outcome.NO_REMEDY
            fallback = metrics.METRICS["relative_loss_train"]
            return Trial(
                root, fallback, (), nothing, (), (), advice, None, verdict, failed, self.left_out, self.stopped
            )
        others = [entry for entry in self.controls if all(seed in entry.runs for seed in seeds)]
        chance = known_by.chance.get(metric.name, 0.0)
        usual = float(np.mean([baseline.runs[seed].seconds for seed in seeds]))

        def result(entry: _Entry) -> Result:
            runs = [entry.runs[seed] for seed in seeds]
            known = script_remedies().get(entry.code)
            return Result(
                entry.code, None, entry.changes, None,
                np.array([metrics.value(metric, run, chance) for run in runs]),
                cost=float(np.mean([run.seconds for run in runs])) / max(usual, 1e-9),
                ends=tuple(Status.FINISHED if run.finite else Status.NON_FINITE for run in runs),
                treatment=entry.remedies,
                snippet=lines(known, entry.remedies[0][1], facts) if known is not None else "",
            )  # fmt: skip

        judged = compare(
            metric, chance, seeds, result(baseline), [result(entry) for entry in (*measured, *others)],
            remedies=len(measured), root=root, advice=advice, failed=failed,
        )  # fmt: skip
        enough = len(seeds) >= fewest_seeds() or judged.verdict in (Outcome.HELPS, Outcome.NO_REMEDY)
        verdict = judged.verdict if enough else Outcome.INTERRUPTED if self.stopped else Outcome.TOO_FEW_SEEDS
        verdict = unfinished if pending and not measured else verdict
        return replace(judged, verdict=verdict, left_out=self.left_out, stopped=self.stopped)
