"""A search in the terminal: the best trials, how the others ended, and the command that runs the best settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.i18n import clean, text
from whygrad.i18n.numbers import interval, number, setting_value, share, signed
from whygrad.views import terminal
from whygrad.views.findings import quantity_name

if TYPE_CHECKING:
    from whygrad.search import Confirmed, Goal, Search, Tried

_SHOWN = 10  # trials
_REASONS = 3


def goal_name(goal: Goal) -> str:
    """The goal in words: "validation accuracy"."""
    if goal.by_validation:
        return text(f"search-goal-{goal.name.replace('_', '-')}")
    return quantity_name(goal.name)


def shown(found: Search) -> list[Any]:
    """A table of the best trials, then what there is to say about all of them."""
    parts: list[Any] = []
    best = found.best
    if best is not None:
        headings: list[tuple[str, Any]] = [(text("search-trial"), "right")]
        headings += [(key.rpartition(".")[2] if found.kind == "experiment" else key, "left") for key in best.values]
        headings += [(goal_name(found.goal), "right"), (text("compare-seconds"), "right")]
        ranked = [one for one in found.order if one.value is not None][:_SHOWN]
        parts.append(terminal.rows(headings, [_line(found, one) for one in ranked]))
    parts.append(_count(found))
    parts += _failures(found)
    if best is None:
        return parts
    parts += [*_ties(found, best), *_chosen(found)]
    if found.confirmed is not None:
        parts += _confirmed(found.confirmed)
    return parts


def command(found: Search) -> str:
    """The command that runs the best settings, under a heading, in one line however long it is; "" if there is none."""
    line = found.command()
    return "" if line is None else clean(f"{text('search-command')}\n  {line}\n")


def value(goal: Goal, given: float) -> str:
    """A goal's value as people read it."""
    return share(given) if goal.higher_is_better else number(given)


def _line(found: Search, one: Tried) -> list[str]:
    cells = [setting_value(each) if found.kind == "experiment" else _argument(each) for each in one.values.values()]
    return [str(one.number), *cells, value(found.goal, one.value or 0.0), number(one.seconds)]


def _argument(given: Any) -> str:
    return f"{given:.4g}" if isinstance(given, float) else str(given)


def _count(found: Search) -> str:
    done = sum(one.value is not None for one in found.trials)
    return text("search-count", count=len(found.trials), done=done, sampler=found.sampler, seed=str(found.seed))


def _failures(found: Search) -> list[str]:
    """How trials ended without a value, with the first reasons."""
    said: list[str] = []
    for status, count in found.failures.items():
        said.append(text(f"search-ended-{status}", count=count))
        reasons = dict.fromkeys(one.reason for one in found.trials if one.status == status and one.reason)
        if status in ("crashed", "refused"):
            said += [f"  {reason}" for reason in list(reasons)[:_REASONS]]
    return said


def _ties(found: Search, best: Tried) -> list[str]:
    equal = sum(one.value == best.value for one in found.trials)
    return [text("search-ties", count=equal, number=str(best.number))] if equal > 1 else []


def _chosen(found: Search) -> list[str]:
    if found.goal.by_validation:
        return [text("search-by-validation")]
    if found.kind == "script":
        return [text("search-by-script" if found.goal.by_test else "search-by-train")]
    return [text("search-by-test" if found.goal.by_test else "search-by-train")]


def _confirmed(one: Confirmed) -> list[str]:
    """The test set, looked at once."""
    percent = one.channel.startswith("accuracy")
    factor, unit = (100, " %") if percent else (1, "")

    def said(part: tuple[float, float, float], sign: bool = False) -> str:
        mean, low, high = (factor * each for each in part)
        if sign and percent:
            return text("course-points", value=f"{signed(mean)} {interval(low, high)}")
        return f"{(signed if sign else number)(mean)}{unit} {interval(low, high)}"

    return [
        text(
            "search-confirmed", channel=quantity_name(one.channel), best=said(one.best), before=said(one.before),
            difference=said(one.difference, sign=True), seeds=one.seeds,
        ),
        *_verdict(one),
    ]  # fmt: skip


def _verdict(one: Confirmed) -> list[str]:
    """What the interval of the difference allows to say."""
    _, low, high = one.difference
    if low <= 0 <= high:
        return [text("search-no-difference")]
    worse = high < 0 if one.channel.startswith("accuracy") else low > 0
    return [text("search-worse")] if worse else []
