"""What a trial on a script compares: chosen from the script's first re-run, before any remedy is tried."""

from __future__ import annotations

from whygrad.trial.metric import Metric
from whygrad.trial.rerun.job import RerunResult, ScriptFacts

MOST_RISE = 10.0  # of a loss, as a share of its start
MOST_LOSS = 10.0  # over the loss at chance
_FEWEST = 50  # samples of an evaluation that says enough


def _metrics(end: str) -> tuple[Metric, ...]:
    return (
        Metric(f"accuracy_{end}", "", higher_is_better=True, worth=0.02),
        Metric(f"accuracy_balanced_{end}", "", higher_is_better=True, worth=0.02),
        Metric(f"r2_{end}", "", higher_is_better=True, worth=0.02, worst=0.0),
        Metric(f"relative_loss_{end}", "", higher_is_better=False, worth=0.05, worst=MOST_LOSS),
    )


_FALL = Metric("loss_fall_train", "", higher_is_better=True, worth=0.05, worst=-MOST_RISE)
METRICS = {metric.name: metric for end in ("train", "test") for metric in _metrics(end)} | {_FALL.name: _FALL}

_SQUASHED_TWICE = frozenset({"softmax-before-cross-entropy", "sigmoid-before-logit-loss"})
_SEEN_IN_LOSS = _SQUASHED_TWICE | {"overfitting"}


def choose(ended: RerunResult, facts: ScriptFacts, root: str | None) -> Metric | None:
    """The metric for a script whose root cause is `root`; `None` if nothing can be compared.

    Of the script's own evaluation if it came to one of at least 50 samples, otherwise of the last tenth of its updates:
    the loss where accuracy hides what is wrong, accuracy averaged over the classes where they are of unequal size,
    accuracy for classes, R² for numbers, the loss where nothing else is known; of a loss written by hand how far it
    fell.
    """
    classes = facts.meta.task == "classes" or root == "output-loss-mismatch"
    wanted = ["accuracy", "r2"] if classes else ["r2", "accuracy"]
    if root == "class-imbalance":
        wanted.insert(0, "accuracy_balanced")
    if root in _SEEN_IN_LOSS:
        wanted.insert(0, "relative_loss")
    wanted.append("relative_loss")
    ends = ["test", "train"] if ended.tested >= _FEWEST and ended.stop == "finished" else ["train"]
    if ended.stop == "crashed" and not ended.scores:
        ends = ["train"]
    names = [f"{kind}_{end}" for end in ends for kind in wanted]
    if root in _SQUASHED_TWICE and ends[0] == "test" and "relative_loss_test" not in ended.scores:
        names.insert(0, "relative_loss_train")
    return next((METRICS[name] for name in (*names, _FALL.name) if name in ended.scores), None)


def value(metric: Metric, ended: RerunResult, chance: float) -> float:
    """The metric of one re-run; what a failed one counts as if it broke off or turned non-finite."""
    worst = chance if metric.worst is None else metric.worst
    found = ended.scores.get(metric.name)
    return worst if found is None or not ended.finite or ended.stop in ("crashed", "timeout", "died") else found
