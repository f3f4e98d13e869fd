"""A trial on a script: re-runs with each remedy, beside the script as it is and random remedies, over several seeds."""

from __future__ import annotations

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
from whygrad.trial.rerun.place import here
from whygrad.trial.rerun.reruns import MOST_STEPS, Reruns
from whygrad.trial.result import Failed, Outcome, Result, Trial
from whygrad.trial.run import candidates
from whygrad.trial.statistics import fewest_seeds

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace
    from whygrad.trial.rerun.cluster import OnCluster

TRIAL_SECONDS = 300.0  # seconds
TRIAL_SEEDS = 6
MOST_REMEDIES = 14
_LEAST_RUNS = 24  # re-runs that the first must leave time for: six seeds of the script, two remedies, a control
_SLACK, _SLACK_SECONDS = 3.0, 5.0  # how much slower than the first another re-run may be
_CONTROL_SHARE = 0.4
_SCREENING = 0.4  # of the time that is left, for a first look at more remedies than all rounds have time for
_USUAL = ("raise-learning-rate", "lower-learning-rate", "use-adam", "use-relu-he", "scale-inputs", "larger-batch")
"""General fixes, which almost any script can be given: tried where the rules have found nothing."""
_GRACE = 5.0  # seconds after the budget in which a re-run may still end by itself
_LEAST_IN_TURN = 4  # re-runs one after the other, however many run at a time: two of the script, two rounds


@dataclass(slots=True, eq=False)
class _Entry:
    """Something to measure: the script as it is, a remedy's variant, a random remedy."""

    code: str
    remedies: Treatment
    place: int = -1  # of a remedy's variant among all that apply
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
        reruns = Reruns(place, trace, diagnosis, budget, steps or MOST_STEPS, _GRACE)
        return _ScriptTrial(Path(script).name, reruns, diagnosis, seeds, progress, on_facts, ran).trial()


def _entries(known: Sequence[ScriptRemedy], facts: ScriptFacts) -> list[_Entry]:
    """All variants of the remedies that apply: first those of every remedy that are likeliest, then the others."""
    fitting = [one for one in known if one.applies(facts)]
    most = max((len(one.variants) for one in fitting), default=0)
    variants = ((one.code, one.variants[i]) for i in range(most) for one in fitting if i < len(one.variants))
    return [_Entry(code, ((code, given),), place) for place, (code, given) in enumerate(variants)]


class _ScriptTrial:
    """The re-runs of one trial: what to run next, what came of it, and the verdict."""

    def __init__(
        self, name: str, reruns: Reruns, diagnosis: Diagnosis, seeds: int, progress: Callable[[float], None] | None,
        on_facts: Callable[[ScriptFacts], None] | None, ran: Callable[[Treatment, int, RerunResult], None] | None,
    ) -> None:  # fmt: skip
        self.name, self.reruns, self.seeds = name, reruns, seeds
        self.progress, self.on_facts, self.ran = progress, on_facts, ran
        self.chosen = candidates(diagnosis, _USUAL if diagnosis.healthy else ())
        self.root = next((one.code for one in diagnosis.findings if one.is_root_cause), None)
        self.limit = max(2.0, reruns.seconds / max(_LEAST_RUNS / reruns.place.slots, _LEAST_IN_TURN))
        self.stopped = False
        self.first = 0  # the first seed that counts
        self.left_out: tuple[str, ...] = ()
        self.baseline, self.tried, self.controls = _Entry("baseline", ()), list[_Entry](), list[_Entry]()
        self.failed = dict[_Entry, Failed]()
        self._count = self._done = 0

    def trial(self) -> Trial:
        """All of it."""
        known = [script_remedies()[remedy.code] for remedy in self.chosen if remedy.code in script_remedies()]
        try:
            if known:
                self.measure(known)
        except KeyboardInterrupt:
            self.stopped = True
        return self.judged()

    def measure(self, known: Sequence[ScriptRemedy]) -> None:
        """Run the script as it is, then everything round by round."""
        first = self.run(self.baseline, 0)
        self.reruns.learn_from(first)
        if self.on_facts is not None:
            self.on_facts(self.reruns.facts)
        usual = first.seconds
        if self.reruns.left() > 0 and self.reruns.place.slots == 1:  # several would wait for one
            usual = self.run(self.baseline, 1).seconds  # now without imports
        self.limit = usual * _SLACK + _SLACK_SECONDS
        entries = _entries(known, self.reruns.facts)
        fit = self.fit(usual)
        keep = min(len(entries), MOST_REMEDIES, max(1, int(fit * (1 - _CONTROL_SHARE))))
        self.tried = entries[:MOST_REMEDIES]
        if keep < len(self.tried):
            fit = self.screen(usual)
        randoms = max(1, min(max(4, len(self.tried)), fit - len(self.tried))) if self.tried else 0
        drawn = random_script_remedies(self.name, randoms, without=[one.remedies for one in self.tried])
        self.controls = [_Entry("random", treatment) for treatment in drawn]
        self.rounds()

    def fit(self, usual: float) -> int:
        """How many remedies a round has time for, beside the script as it is, if a re-run takes `usual` seconds."""
        return int(self.reruns.left() * self.reruns.place.slots / max(usual, 0.05) / max(self.seeds, 1)) - 1

    def screen(self, usual: float) -> int:
        """More remedies than there is time for: one run each, as far as a part of the time reaches; the best go on.

        The seed that chose them does not count afterwards. Gives how many re-runs a round then has time for.
        """
        entries, end = self.tried, self.reruns.left() * (1 - _SCREENING)
        self.first = 1
        in_time = ((entry, 0) for entry in entries if self.reruns.left() > end)
        good = {entry for entry, fresh in self.ended(in_time) if self.works(entry, fresh=fresh)}
        self.tried = [entry for entry in entries if entry in good]
        fit = self.fit(usual)
        metric, chance = self.metric()
        if metric is not None:
            ranked = sorted(self.tried, key=lambda one: -metric.sign * metrics.value(metric, one.runs[0], chance))
            best = set(ranked[: max(1, int(fit * (1 - _CONTROL_SHARE)))])
            self.tried = [one for one in self.tried if one in best]
        failed = {one.code for one in self.failed}
        kept = {one.code for one in self.tried}
        self.left_out = tuple(dict.fromkeys(one.code for one in entries if one.code not in kept | failed))
        return fit

    def rounds(self) -> None:
        """Seed by seed, until all are done or the time is over; a remedy that fails in its first run is left out.

        The first round is waited for: it tells what fails, and whether there is anything to compare.
        """
        last = self.first + self.seeds
        for seeds in (range(self.first, self.first + 1), range(self.first + 1, last)):
            for entry, fresh in self.ended(self.due(seeds)):
                if not self.works(entry, fresh=fresh):
                    self.tried = [one for one in self.tried if one is not entry]
                    self.controls = [one for one in self.controls if one is not entry]

    def due(self, seeds: Iterable[int]) -> Iterator[tuple[_Entry, int]]:
        """What to run next in the rounds with these seeds, while there is time."""
        for seed in seeds:
            entries = (self.baseline, *self.tried, *self.controls)
            if seed > self.first and self.metric()[0] is None:
                return  # there is nothing to compare, and more of it will not help
            self._count = self._done + len(entries) * (self.first + self.seeds - seed)
            for entry in entries:
                if seed in entry.runs:
                    continue
                usual = self.baseline.runs[max(one for one in self.baseline.runs if one < max(seed, 1))].seconds
                left = self.reruns.left()
                if left <= 0 or (seed > self.first and left < usual):
                    return
                yield entry, seed

    def works(self, entry: _Entry, *, fresh: bool) -> bool:
        """False if a remedy breaks the script in its first run or finds nothing to act on."""
        ended, usual = next(iter(entry.runs.values())), self.baseline.runs[0]
        broke = ended.stop in ("crashed", "died") and usual.stop != ended.stop
        if entry is self.baseline or not fresh or (ended.applied and not broke):
            return True
        if entry.code != "random":
            self.failed[entry] = Failed(entry.code, entry.changes, ended.error if broke else "")
        return False

    def metric(self) -> tuple[Metric | None, float]:
        """What to compare, and what chance reaches of it."""
        every = (entry.runs[seed] for entry in (self.baseline, *self.tried) for seed in sorted(entry.runs))
        return self.reruns.metric(every, self.root)

    def run(self, entry: _Entry, seed: int) -> RerunResult:
        """One re-run by itself."""
        for _ in self.ended([(entry, seed)]):
            pass
        return entry.runs.setdefault(seed, RerunResult("timeout", finite=False))

    def ended(self, wanted: Iterable[tuple[_Entry, int]]) -> Iterator[tuple[_Entry, bool]]:
        """Re-run each (entry, seed); an entry as soon as it has run, and whether for the first time.

        Ctrl-C ends what runs, and the trial.
        """
        requests = (((entry, seed), self.request(entry, seed)) for entry, seed in wanted)
        for (entry, seed), ended in self.reruns.completed(requests):
            fresh = not entry.runs
            entry.runs[seed] = ended
            self._done += 1
            if self.ran is not None:
                self.ran(entry.remedies, seed, ended)
            if self.progress is not None:
                by_time = 1 - self.reruns.left() / self.reruns.seconds
                by_count = self._done / self._count if self._count else 0.0
                self.progress(min(1.0, max(by_time, by_count)))
            yield entry, fresh

    def request(self, entry: _Entry, seed: int) -> RerunRequest:
        """The re-run with the limits that hold now."""
        seconds = max(1.0, min(self.limit, self.reruns.left()))
        return RerunRequest(entry.remedies, seed, self.reruns.steps, seconds, self.reruns.most())

    def complete(self, entries: Sequence[_Entry]) -> tuple[int, ...]:
        """The rounds that all of these were run in."""
        rounds = range(self.first, self.first + self.seeds)
        return tuple(seed for seed in rounds if all(seed in entry.runs for entry in entries))

    def judged(self) -> Trial:
        """Ranked, over the rounds that are complete."""
        metric, chance = self.metric()
        baseline, root = self.baseline, self.root
        advice = tuple(remedy.code for remedy in self.chosen if remedy.code not in script_remedies())
        failed = tuple(self.failed[entry] for entry in sorted(self.failed, key=lambda one: one.place))
        measured = [entry for entry in self.tried if self.first in entry.runs]
        with_random = self.complete((baseline, *measured, *self.controls))
        seeds = self.complete((baseline, *measured))
        if len(with_random) >= min(fewest_seeds(), len(seeds)):  # worth more than one round more
            seeds = with_random
        unfinished = Outcome.INTERRUPTED if self.stopped else Outcome.OUT_OF_TIME
        pending = self.stopped or (self.reruns.left() <= 0 and bool(self.tried or self.left_out))
        if metric is None or not seeds:
            nothing = Result("baseline", None, {}, None, np.zeros(0), ends=(Status.INTERRUPTED,) * self.stopped)
            verdict = unfinished if pending else Outcome.NO_REMEDY
            fallback = metrics.METRICS["relative_loss_train"]
            return Trial(
                root, fallback, (), nothing, (), (), advice, None, verdict, failed, self.left_out, self.stopped
            )
        others = [entry for entry in self.controls if all(seed in entry.runs for seed in seeds)]
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
                snippet=lines(known, entry.remedies[0][1], self.reruns.facts) if known is not None else "",
            )  # fmt: skip

        judged = compare(
            metric, chance, seeds, result(baseline), [result(entry) for entry in (*measured, *others)],
            remedies=len(measured), root=root, advice=advice, failed=failed,
        )  # fmt: skip
        enough = len(seeds) >= fewest_seeds() or judged.verdict in (Outcome.HELPS, Outcome.NO_REMEDY)
        verdict = judged.verdict if enough else Outcome.INTERRUPTED if self.stopped else Outcome.TOO_FEW_SEEDS
        verdict = unfinished if pending and not measured else verdict
        return replace(judged, verdict=verdict, left_out=self.left_out, stopped=self.stopped)
