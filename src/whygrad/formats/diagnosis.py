"""The JSON of a diagnosis and of a trial."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

Change = TypedDict("Change", {"from": Any, "to": Any})


class Subject(TypedDict):
    """What was trained."""

    kind: Literal["preset", "experiment", "script", "model", "trace"]
    """Where the training came from; a model is one given to `whygrad.watch`."""
    name: str
    """Its name; empty if it has none."""
    steps: int
    """Number of updates: planned for an experiment, made for a script."""
    framework: str
    """What trained it: `kernel`, `torch`, or the name given in your own trace."""


class Where(TypedDict):
    """The place of a finding."""

    layers: list[str]
    """Names of the layers, from input to output; empty for the whole network."""
    step: int | None
    """The first update at which it holds; null if it concerns the whole training."""
    source: NotRequired[str]
    """File and line of a script, such as `train.py:24`."""
    file: NotRequired[str]
    """The file of that place."""
    line: NotRequired[int | None]
    """The line in that file."""
    call: NotRequired[str | None]
    """The statement at that line of a script; null if there are several."""


class Runs(TypedDict):
    """In how many runs a finding holds."""

    affected: int
    """The runs in which it holds."""
    of: int
    """All runs."""


class Evidence(TypedDict):
    """A measured quantity: the median over the affected runs."""

    quantity: str
    """What was measured."""
    value: float | None
    """The value; null if it is not finite."""
    threshold: float | None
    """The threshold that the value is beyond; null if it is beyond none."""
    step: int | None
    """The update it was measured at, or the first one beyond the threshold."""


class Advice(TypedDict):
    """A suggested fix."""

    code: str
    """The code of the fix, such as `use-relu-he`."""
    message: str
    """What it changes, and why that should help."""
    change: NotRequired[str | None]
    """In a diagnosis: this fix as a unified diff of the script; null if there is none or its place is not certain."""


class CauseTest(TypedDict):
    """An experiment: the cause removed, and nothing else changed."""

    outcome: Literal["confirmed", "refuted", "undecided"]
    """Whether the network learns without this cause: `confirmed` from half of the gap on, `refuted` below a fifth."""
    closed: float
    """The fraction of the gap to the best training of the test that the change closes; the median of the runs."""
    learned: int
    """The runs that learn with the change."""
    before: int
    """The runs that learn without the change."""
    of: int
    """All runs."""
    changes: dict[str, Change]
    """The change: key -> value before and after."""
    remedy: NotRequired[str | None]
    """The code of the fix that removed the cause, in a trial of a script."""


class Finding(TypedDict):
    """A problem."""

    code: str
    """The finding code."""
    severity: Literal["error", "warning", "info"]
    """How severe it is."""
    cause: bool
    """Whether it is a root cause."""
    because_of: str | None
    """The code of the finding that explains it; null for a root cause."""
    where: Where
    """The place: layers, update, line of code."""
    runs: Runs
    """In how many runs it holds."""
    evidence: list[Evidence]
    """The measured quantities, those beyond their threshold first."""
    message: str
    """The problem in one or two sentences."""
    test: NotRequired[CauseTest]
    """What an experiment without this cause showed; absent if there was none."""
    change: str | None
    """The unified diff of the first fix that has one; null for a consequence."""
    remedies: list[Advice]
    """Suggested fixes, the likeliest first."""


class Probability(TypedDict):
    """How likely the first finding of a script is its cause."""

    value: float
    """The probability, between 0 and 1."""
    weights: dict[str, float]
    """What adds to its log-odds: `baseline`, the code of the first finding; `no-progress` and `others` if found."""
    diagnoses: int
    """The number of first diagnoses of public programs that the weights were fitted to."""


class Undecided(TypedDict):
    """A rule that could not be evaluated."""

    code: str
    """The finding code that could not be judged."""
    missing: list[str]
    """What is missing: channels, facts about the data, or `records` if there are too few."""
    message: str
    """The same as a sentence."""


class Ended(TypedDict):
    """How a script or watched training ended."""

    how: str
    """`finished`, `stopped` (enough was recorded), `crashed`, `exited`, `interrupted` or `running`."""
    error: str | None
    """Type and first line of the exception."""
    place: str | None
    """File and line of your code where it was raised."""


class Metric(TypedDict):
    """What a trial compares."""

    name: str
    """The quantity, such as `accuracy_test`."""
    higher_is_better: bool
    """Whether larger values are better."""


class Result(TypedDict):
    """A fix over all seeds."""

    code: str
    """The code of the fix; `baseline` or `random`."""
    changes: dict[str, Change]
    """What it changes: key -> value before and after."""
    values: list[float | None]
    """The metric of each seed."""
    mean: float | None
    """Their mean."""
    difference: float | None
    """Mean improvement over the baseline; positive is better, whatever the metric."""
    interval: list[float | None]
    """Its 95 % bootstrap interval."""
    p_value: float | None
    """Probability that the best of as many useless fixes looks as good; null for baseline and random fixes."""
    helps: bool
    """Whether it is significantly better than the baseline."""
    repaired: float | None
    """The fraction of seeds that are solved."""
    rank: int | None
    """1 for the best and those tied with it; null if it was interrupted."""
    tied: bool
    """Whether it is as good as the best: their difference is negligible or not significant."""
    cost: float | None
    """Cost of the training relative to the baseline."""
    status: dict[str, int]
    """Number of runs by status."""
    interrupted: bool
    """Whether a run was stopped before its end."""
    snippet: NotRequired[str]
    """The lines to change in a script."""


class Controls(TypedDict):
    """The random fixes."""

    count: int
    """Number of random fixes."""
    difference: float | None
    """Their mean improvement."""
    repaired: float | None
    """The fraction of their runs that are solved."""
    best: Result | None
    """The best of them."""


class Failed(TypedDict):
    """A fix that could not be tested on a script."""

    code: str
    """The code of the fix."""
    changes: dict[str, Change]
    """What it changes."""
    error: str | None
    """Message of the exception; null if there was nothing to change."""


class Trial(TypedDict):
    """The baseline and its fixes, compared over the same seeds."""

    schema: Literal["whygrad.trial/1"]
    """Name and version of this format."""
    verdict: Literal["helps", "nothing-helps", "no-remedy", "too-few-seeds", "interrupted", "out-of-time"]
    """The verdict of the trial."""
    root: str | None
    """The code of the root cause."""
    metric: Metric
    """What is compared."""
    repaired_at: float | None
    """The value of the metric from which a run counts as solved; null if no fix improved it noticeably."""
    seeds: list[int]
    """The seeds."""
    interrupted: bool
    """Whether anything was stopped before its end."""
    baseline: Result
    """The training without a fix."""
    remedies: list[Result]
    """The fixes, best rank first."""
    controls: Controls
    """The random fixes."""
    advice: list[str]
    """Codes of fixes that cannot be tested automatically."""
    failed: NotRequired[list[Failed]]
    """Fixes with which a script failed."""
    left_out: NotRequired[list[str]]
    """Codes of fixes for which there was no time."""


class Diagnosis(TypedDict):
    """What is wrong with a training."""

    schema: Literal["whygrad.diagnosis/1"]
    """Name and version of this format."""
    subject: Subject
    """What was trained."""
    healthy: bool
    """Whether nothing worse than `info` was found."""
    decided: bool
    """Whether there is a verdict: a problem was found, or enough rules could be evaluated."""
    probability: NotRequired[Probability | None]
    """How likely the first finding is the cause; null for an experiment, or if nothing was found, or if it was tested
    or not measured."""
    findings: list[Finding]
    """The problems: root causes first, each followed by its consequences."""
    undecided: list[Undecided]
    """The rules that could not be evaluated."""
    ended: Ended | None
    """How a script ended; null for an experiment."""
    trial: Trial | None
    """The trial; null without `--trial`."""
    others: NotRequired[list[Diagnosis]]
    """For a script with several trainings: the diagnoses of the others."""
