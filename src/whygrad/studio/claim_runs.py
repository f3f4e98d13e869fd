"""A claim's condition trained again for the page, with other seeds and with the learner's changes in both arms."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from whygrad.claims import Claim, Compared
from whygrad.claims import claims as known
from whygrad.claims.definition import Condition, Definition
from whygrad.claims.judging import Decision, Rule, decide, shown_interval
from whygrad.claims.running import Running
from whygrad.errors import ExperimentError, InputError
from whygrad.experiment import Experiment
from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.studio.asking import asked, check_size, loaded, page_sets
from whygrad.studio.claim_tables import Arm, conditions_of, experiments, stored
from whygrad.studio.security import Refusal
from whygrad.studio.trying import work
from whygrad.studio.wire import ClaimRequest, plain
from whygrad.views import claims as view
from whygrad.views import findings

MOST_WORK = (
    1.5e11  # multiply-adds, forward, of all that is trained: both arms, all seeds, the search for tuned settings
)
MOST_SECONDS = 30.0

Changes = dict[str, tuple[Any, Any]]
Settings = dict[str, Any]


def ran(question: ClaimRequest, files: Mapping[str, Any]) -> dict[str, Any]:
    """Both arms under a condition, compared by the claim's rule.

    What the learner changed in the open experiment is changed in both arms. Raises `InputError` and its like for what
    cannot be compared, `Refusal` for what takes too long.
    """
    claim = known[question.id]
    definition = claim.definition
    if question.condition >= len(definition.conditions) + 1:
        raise InputError("studio-error-request", where="condition")
    pair = experiments(claim)[question.condition]
    if question.arm not in pair:
        raise InputError("studio-claim-not-live", id=claim.id)
    condition = conditions_of(claim)[question.condition]
    changes = _changes(pair, question.arm, _given(question, files), definition)
    tuned = _stored_tuning(claim, question.condition)
    tunes = definition.tuning is not None and bool(changes) and definition.tuning.key not in {*map(_leaf, changes)}
    edited = _with(condition, changes, {} if tunes else tuned, definition)
    arms: dict[Arm, Experiment] = {
        arm: one.replace(**{key: to for key, (_, to) in changes.items()}) for arm, one in pair.items()
    }
    _check_cost(arms, question.seeds, definition if tunes else None)
    seeds = range(question.first_seed, question.first_seed + question.seeds)
    running = Running(
        definition if tunes else definition.model_copy(update={"tuning": None}),
        claim.folder.name, seeds, (), _within(MOST_SECONDS),
    )  # fmt: skip
    return _told(definition, _compared(running, edited, changed=bool(changes)), seeds, changes, tunes)


def _given(question: ClaimRequest, files: Mapping[str, Any]) -> Experiment | None:
    """The experiment of the page; `None` if the question has none."""
    if question.points is not None or question.csv is not None:
        raise InputError("studio-claim-own-data")
    if question.experiment is None and question.link is None:
        return None
    given = asked(question, files)
    # `Running` reads a data set by its name alone: a name of a file would lead wherever it says.
    if given.data.name.partition(":")[0] not in [info.name for info in page_sets()]:
        raise InputError("studio-claim-own-data")
    return given


def _changes(pair: dict[Arm, Experiment], arm: Arm, given: Experiment | None, definition: Definition) -> Changes:
    """What the learner changed in the open arm: key -> before and after.

    Raises `ExperimentError` where that is what distinguishes the arms.
    """
    if given is None:
        return {}
    changes = _differences(pair[arm], given)
    changes = {key: change for key, change in changes.items() if not key.startswith("recording.")}
    own = {key for other in pair.values() for key in _differences(pair[arm], other)}
    if definition.tuning is not None:
        own = {key for key in own if _leaf(key) != _leaf(definition.tuning.key)}
    for key in changes:
        if key in own:
            names = {"claimed": definition.claimed.name, "other": definition.other and definition.other.name}
            raise ExperimentError(
                "studio-claim-arm-changed", key=key, claimed=str(names["claimed"]), other=str(names["other"])
            )
    hidden = {"network.activation", "network.init", "network.normalization", "network.dropout", "network.residual"}
    if own and own <= hidden and "network.hidden" in changes and not given.network.hidden:
        raise ExperimentError("studio-claim-no-hidden", key="network.hidden")
    return changes


def _differences(before: Experiment, after: Experiment) -> Changes:
    """Keys whose values differ, each with both values."""
    old, new = (
        {f"{section}.{name}": value for section, values in one.model_dump().items() for name, value in values.items()}
        for one in (before, after)
    )
    return {key: (old[key], new[key]) for key in old if old[key] != new[key]}


def _leaf(key: str) -> str:
    return key.rpartition(".")[2]


def _stored_tuning(claim: Claim, place: int) -> Mapping[str, float]:
    """The value of the tuned setting that each arm got in the stored result."""
    compared = stored(claim)[place]
    return {} if compared is None else compared.tuned


def _with(condition: Condition, changes: Changes, tuned: Mapping[str, float], definition: Definition) -> Condition:
    """The condition with the learner's changes in both arms, and with tuned settings as they are stored."""
    settings: Settings = {_leaf(key): to for key, (_, to) in changes.items()}
    of_arm: dict[str, Settings] = {"claimed": dict(settings), "other": dict(settings)}
    if definition.tuning is not None:
        for arm, value in tuned.items():
            of_arm[arm].setdefault(_leaf(definition.tuning.key), value)
    return condition.model_copy(
        update={
            "claimed": {**condition.claimed, **of_arm["claimed"]},
            "other": {**condition.other, **of_arm["other"]},
        }
    )


def _check_cost(arms: Mapping[Arm, Experiment], seeds: int, tunes: Definition | None) -> None:
    """Raise for what is larger than the page's limits, or would take too long."""
    runs = seeds
    if tunes is not None and tunes.tuning is not None:
        runs += len(tunes.tuning.values) * tunes.tuning.seeds
    total = 0.0
    for experiment in arms.values():
        check_size(experiment, 1)
        total += work(experiment, loaded(experiment)) * runs
    if total > MOST_WORK:
        raise InputError("studio-claim-size")


def _within(seconds: float) -> Any:
    """A progress function that ends the work when its time is over."""
    end = time.monotonic() + seconds

    def progress(_done: float) -> None:
        if time.monotonic() > end:
            raise Refusal(422, "studio-claim-time", seconds=f"{seconds:.0f}")

    progress(0.0)
    return progress


def _compared(running: Running, condition: Condition, *, changed: bool) -> Compared:
    """Both arms; raises `InputError` where the changes leave nothing to measure."""
    try:
        with np.errstate(all="ignore"):
            compared = running.compared(condition)
    except (ArithmeticError, LookupError, ValueError, AssertionError) as error:
        # Measures are written for the claim's own networks: without its layers or classes they have nothing to read.
        if not changed:
            raise
        raise InputError("studio-claim-no-measure") from error
    if not np.isfinite(compared.differences).all():
        raise InputError("studio-claim-no-measure")
    return compared


def _thresholds(rule: Rule) -> list[float]:
    """The smallest effect of interest, where differences are drawn."""
    delta = rule.smallest_effect
    return {"larger": [delta], "smaller": [-delta], "equal": [-delta, delta]}[rule.kind]


def _told(
    definition: Definition,
    compared: Compared,
    seeds: range,
    changes: Changes,
    tunes: bool,
) -> dict[str, Any]:
    """The comparison with everything that the page says about it."""
    unit, rule = definition.measure.unit, definition.rule
    differences = compared.differences
    decision: Decision = decide(differences, rule, len(definition.conditions) + 1)
    low, high = (float(differences.min()), float(differences.max())) if rule.exact else shown_interval(differences)
    names = {"claimed": str(definition.claimed.name)}
    if definition.other is not None:
        names["other"] = str(definition.other.name)
    values = {"claimed": compared.claimed, "other": compared.other}
    notes = [text("studio-claim-run-changed", changes=findings.changes_in_words(changes))] if changes else []
    if tunes and definition.tuning is not None:
        found = ", ".join(f"{names[arm]}: {number(value)}" for arm, value in compared.tuned.items() if arm in names)
        notes.append(text("studio-claim-run-tuned", key=definition.tuning.key, values=found))
    if decision == "undecided":
        notes.append(text("studio-claim-run-undecided"))
    return plain(
        {
            "id": definition.id,
            "condition": str(compared.condition.name),
            "first_seed": seeds.start,
            "seeds": len(seeds),
            "measure": str(definition.measure.title),
            "arms": [
                {"arm": arm, "name": name, "mean": view.value(float(values[arm].mean()), unit)}
                for arm, name in names.items()
            ],
            "effect": view.difference(compared.effect, unit),
            "picture": {
                "differences": differences.tolist(),
                "effect": compared.effect,
                "low": low,
                "high": high,
                "thresholds": _thresholds(rule),
            },
            "interval": view.range_of(low, high, unit),
            "decision": decision,
            "decision_text": view.verdict_word(decision),
            "changes": {key: {"from": before, "to": after} for key, (before, after) in changes.items()},
            "notes": notes,
        }
    )
