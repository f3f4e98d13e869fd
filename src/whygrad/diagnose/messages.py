"""The sentences of a diagnosis, in the language in use."""

from __future__ import annotations

import math

from whygrad.diagnose.finding import Evidence, Finding, Undecided
from whygrad.diagnose.limits import limit
from whygrad.i18n import has, text
from whygrad.i18n.numbers import number, share
from whygrad.trace.meta import Meta
from whygrad.trace.parts import PARTS

# How a quantity is written: as a share in percent, a whole number, or a number with two digits. All can be used in the
# sentences by their names, their thresholds as NAME_limit. NAME_state is "crossed", "within" (the number is known, but
# not beyond its threshold: something else decided) or "absent".
_SHARES = (
    "dead_share", "saturated_share", "no_gradient_records", "harmful_steps", "final_progress", "gain_lost", "unrest",
    "skill", "late_gain", "test_gap", "test_rise", "one_batch_progress", "stale_gradients", "cleared_gradients",
    "missing_backward", "same_target", "left_out_share", "frozen_share", "eval_in_train", "train_in_eval",
    "neighbors_alike", "batches_apart", "mixing_change", "dropout_share", "test_progress", "best_progress",
    "answers_lost", "uphill_updates", "progress_so_far", "useless_steps",
)  # fmt: skip
_WHOLE = ("non_finite_values", "constant_columns", "compared_samples", "wrong_targets", "idle_passes", "single_class")
_NUMBERS = (
    "gradient_ratio", "gradient_growth", "signal_growth", "gradient_through_time", "gradient_fade", "rate_left",
    "rate_reached", "init_scale", "product_spread", "unit_difference", "copy_difference",
    "loss_surge", "loss_rise", "distance_traveled", "step_quality", "gradient_agreement", "input_size", "input_scales",
    "input_scales_median", "class_ratio", "neighbor_agreement", "test_skill", "target_beyond", "weights_thrown",
    "step_length", "updates_left", "epochs_seen",
)  # fmt: skip
QUANTITIES: tuple[str, ...] = (*_SHARES, *_WHOLE, *_NUMBERS)


def title(code: str) -> str:
    """The short name of a finding: "Vanishing gradients"."""
    return text(f"title-{code}")


def explanation(code: str) -> str:
    """What a finding means, how it shows, what helps."""
    return text(f"explain-{code}")


def message(finding: Finding, meta: Meta) -> str:
    """The finding in one sentence with its numbers, in a second one what learning one batch alone tells, if that was
    tried, and in how many of the runs it holds if there are several.
    """
    values: dict[str, object] = dict.fromkeys((*QUANTITIES, *(f"{name}_limit" for name in QUANTITIES)), "–")
    values |= dict.fromkeys((f"{name}_state" for name in QUANTITIES), "absent")
    for evidence in finding.evidence:
        counted = evidence.quantity in _WHOLE and math.isfinite(evidence.value)  # as a number it has a plural
        values[evidence.quantity] = round(evidence.value) if counted else written(evidence.quantity, evidence.value)
        values[f"{evidence.quantity}_limit"] = _threshold(evidence)
        values[f"{evidence.quantity}_state"] = "within" if evidence.threshold is None else "crossed"
    bad, constant = meta.data.non_finite_columns, meta.data.constant_columns
    named = [evidence.quantity for evidence in finding.evidence if evidence.quantity.startswith("non_finite_")]
    values |= {
        "layers": layer_range(finding.where.layers, meta) or "–",
        "where": "layers" if finding.where.layers else "network",
        "step": "–" if finding.where.step is None else f"{finding.where.step:,}",
        "columns": ", ".join(bad if finding.code == "non-finite-data" else constant),
        "loss": meta.loss,
        "output": meta.output,
        "updates": f"{meta.total_steps:,}",
        "role": "cause" if finding.cause else "consequence",
        "what": named[0].removeprefix("non_finite_") if named else "-",
        "source": finding.where.source or "–",
        "reason": _reason(finding, meta),
        **_loss_values(finding, meta),
        **_rate_values(finding, meta),
    }
    sentence = text("finding-slow-so-far" if finding.early else f"finding-{finding.code}", **values)
    for evidence in finding.evidence:
        if evidence.quantity == "one_batch_progress":
            sentence += " " + _one_batch_message(evidence)
    if finding.of > 1:
        sentence += " " + text("finding-runs", affected=str(finding.affected), of=str(finding.of))
    return sentence


# The quantity that tells in which of its ways a finding shows.
_REASONS = {
    "cleared_gradients": "cleared",
    "missing_backward": "backward",
    "signal_growth": "up",
    "gradient_ratio": "layers",
    "gradient_growth": "cut",
    "gradient_through_time": "time",
    "gradient_fade": "time",
    "dropout_share": "dropout",
    "rate_left": "faded",
    "rate_reached": "waiting",
    "same_target": "names",
    "test_progress": "numbers",
    "answers_lost": "answers",
    "weights_thrown": "thrown",
    "best_progress": "forgot",
    "step_length": "to_and_fro",
    "batches_apart": "again",
    "loss_rise": "rose",
    "idle_passes": "never",
    "uphill_updates": "uphill",
    "copy_difference": "copies",
    "product_spread": "products",
    "single_class": "single",
}


def _reason(finding: Finding, meta: Meta) -> str:
    """In which of its ways a finding shows."""
    for evidence in finding.evidence:
        if evidence.quantity in _REASONS:
            return _REASONS[evidence.quantity]
        if finding.code == "linear-network" and evidence.quantity == "skill" and evidence.threshold is None:
            return "enough"
    program = meta.program
    if program is not None and finding.code == "non-finite" and any(p.type == "float16" for p in program.parameters):
        return "half"
    single = [one.place for one in program.usual_outside if one.axis == 1] if program is not None else []
    if finding.code == "output-loss-mismatch" and finding.where.source in single:
        return "single"
    return "layers" if finding.where.layers else "cut"


def _loss_values(finding: Finding, meta: Meta) -> dict[str, str]:
    """How a program's loss was called, for sentences about it."""
    loss = meta.program.loss if meta.program is not None else None
    if meta.program is not None and finding.code == "loss-shape-broadcast":
        loss = meta.program.stretched
    if loss is None:
        return dict.fromkeys(("input_shape", "target_shape", "target_low", "target_high", "function", "cut"), "–")
    return {
        "input_shape": _shape(loss.input_shape),
        "target_shape": _shape(loss.target_shape),
        "target_low": number(loss.target_min),
        "target_high": number(loss.target_max),
        "function": loss.function,
        "cut": loss.cut.partition("|")[0] or "–",
    }


def _rate_values(finding: Finding, meta: Meta) -> dict[str, str]:
    """How long a training goes on at its rate, in epochs where these are known."""
    left = next((one.value for one in finding.evidence if one.quantity == "updates_left"), math.nan)
    epochs = meta.program.epochs if meta.program is not None else math.nan
    more = left / max(meta.total_steps, 1) * epochs
    rate = "none" if not math.isfinite(left) else "epochs" if math.isfinite(more) else "updates"
    return {"rate": rate, "epochs_left": number(more), "epochs": number(epochs), "known": str(math.isfinite(epochs))}


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))})"


def _one_batch_message(evidence: Evidence) -> str:
    """Whether the network learns one batch by heart, and so where to look."""
    if evidence.threshold is None:
        outcome = "learned"
    else:
        outcome = "nothing" if evidence.value < limit("one-batch-nothing") else "part"
    value = written(evidence.quantity, evidence.value)
    return text(f"finding-one-batch-{outcome}", value=value, threshold=_threshold(evidence))


def undecided_message(undecided: Undecided) -> str:
    """Why a rule cannot tell."""
    if undecided.missing == ("records",):
        return text("undecided-records", title=title(undecided.code))
    if all(one in PARTS for one in undecided.missing):
        parts = ", ".join(text(f"part-{part}") for part in undecided.missing)
        return text("undecided-failed", title=title(undecided.code), parts=parts)
    return text("undecided-missing", title=title(undecided.code), missing=", ".join(undecided.missing))


def evidence_text(evidence: Evidence) -> str:
    """A number with the threshold it crossed, if it crossed one: "gradient at the first layer over that at the output:
    3.1×10⁻⁷ (threshold 0.001)".
    """
    return text(
        "evidence",
        name=text(f"quantity-{evidence.quantity.replace('_', '-')}"),
        value=written(evidence.quantity, evidence.value),
        decided="no" if evidence.threshold is None else "yes",
        threshold=_threshold(evidence),
        timed="no" if evidence.step is None else "yes",
        step="–" if evidence.step is None else f"{evidence.step:,}",
    )


def _threshold(evidence: Evidence) -> str:
    """The threshold that a number crossed; a dash where it crossed none."""
    return "–" if evidence.threshold is None else written(evidence.quantity, evidence.threshold)


def remedy_message(code: str) -> str:
    """What a remedy changes and why it should help."""
    return text(f"remedy-{code}") if has(f"remedy-{code}") else code


def layer_range(names: tuple[str, ...], meta: Meta) -> str:
    """Layers by name: "hidden2, hidden5 … hidden9", three or more in a row as a range."""
    order = [layer.name for layer in meta.layers]
    rows: list[list[str]] = []
    for name in names:
        place = order.index(name) if name in order else -1
        if rows and place > 0 and rows[-1][-1] == order[place - 1]:
            rows[-1].append(name)
        else:
            rows.append([name])
    return ", ".join(f"{row[0]} … {row[-1]}" if len(row) > 2 else ", ".join(row) for row in rows)


def written(quantity: str, value: float) -> str:
    """A value of a quantity as people write it."""
    if quantity in _SHARES:
        return share(value)
    if math.isfinite(value) and (quantity in _WHOLE or quantity.startswith("non_finite_")):
        return f"{value:.0f}"
    return number(value)
