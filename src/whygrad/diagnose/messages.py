"""The sentences of a diagnosis, in the language in use."""

from __future__ import annotations

import math

from whygrad.diagnose.codes import RULES
from whygrad.diagnose.finding import CauseTest, Evidence, Finding, Undecided
from whygrad.diagnose.limits import limit
from whygrad.diagnose.rule import Format
from whygrad.diagnose.values import loss_values
from whygrad.i18n import has, text
from whygrad.i18n.numbers import number, setting_value, share
from whygrad.trace.meta import Meta
from whygrad.trace.parts import PARTS

# What several rules measure. Sentences can use all quantities by their names and their thresholds as NAME_limit.
# NAME_state is "crossed", "within" (the number is known, but not beyond its threshold: something else decided) or
# "absent".
_SHARED: dict[str, Format] = {
    "gradient_ratio": "number",
    "init_scale": "number",
    "skill": "share",
    "final_progress": "share",
    "one_batch_progress": "share",
    "return_gain": "number",
    "progress_so_far": "share",
    "updates_left": "number",
    "epochs_seen": "number",
    "updates_made": "whole",
}

QUANTITIES: dict[str, Format] = {
    **_SHARED,
    **{quantity: written for rule in RULES.values() for quantity, written in rule.quantities.items()},
}
"""How every quantity is written."""


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
        # As a number it has a plural.
        counted = QUANTITIES.get(evidence.quantity) == "whole" and math.isfinite(evidence.value)
        values[evidence.quantity] = round(evidence.value) if counted else written(evidence.quantity, evidence.value)
        values[f"{evidence.quantity}_limit"] = _threshold(evidence)
        values[f"{evidence.quantity}_state"] = "within" if evidence.threshold is None else "crossed"
    rule = RULES[finding.code]
    values |= {
        "layers": layer_range(finding.where.layers, meta) or "–",
        "step": "–" if finding.where.step is None else f"{finding.where.step:,}",
        "loss": meta.loss,
        "output": meta.output,
        "updates": f"{meta.total_steps:,}",
        "source": finding.where.source or "–",
        "reason": _reason(finding),
        **loss_values(meta.program.loss if meta.program is not None else None),
        **_rate_values(finding, meta),
        **rule.values(finding, meta),
    }
    unnoticed = finding.test is not None and not finding.evidence
    sentence = text(_sentence_of(finding, unnoticed=unnoticed), **values)
    for evidence in finding.evidence:
        if evidence.quantity == "one_batch_progress":
            sentence += " " + _one_batch_message(evidence)
    if rule.method and meta.program is not None and (place := meta.program.uncalled_at(rule.method)):
        sentence += " " + text("finding-uncalled", method=rule.method, place=place)
    if finding.of > 1 and not unnoticed:
        sentence += " " + text("finding-runs", affected=str(finding.affected), of=str(finding.of))
    if finding.test is not None and (finding.cause or finding.test.outcome == "refuted"):
        sentence += " " + test_message(finding.test)
    return sentence


def _sentence_of(finding: Finding, *, unnoticed: bool) -> str:
    """The name of a finding's sentence."""
    if unnoticed:
        return "finding-by-experiment"
    return "finding-slow-so-far" if finding.early else f"finding-{finding.code}"


def test_message(test: CauseTest) -> str:
    """What an experiment without the cause showed."""
    parts = [text(f"title-remedy-{test.remedy}")] if test.remedy is not None else []
    parts += [
        f"{key.rpartition('.')[2]} {setting_value(before)} → {setting_value(after)}"
        for key, (before, after) in test.changes
    ]
    counts = {"learned": str(test.learned), "before": str(test.before), "of": str(test.of)}
    return text(f"finding-test-{test.outcome}", changes=", ".join(parts), **counts)


def _reason(finding: Finding) -> str:
    """In which of its ways a finding shows."""
    reasons = RULES[finding.code].reasons
    known = (reasons[evidence.quantity] for evidence in finding.evidence if evidence.quantity in reasons)
    return next(known, "layers" if finding.where.layers else "cut")


def _rate_values(finding: Finding, meta: Meta) -> dict[str, str]:
    """How long a training goes on at its rate, in epochs where these are known."""
    left = next((one.value for one in finding.evidence if one.quantity == "updates_left"), math.nan)
    epochs = meta.program.epochs if meta.program is not None else math.nan
    more = left / max(meta.total_steps, 1) * epochs
    rate = "none" if not math.isfinite(left) else "epochs" if math.isfinite(more) else "updates"
    return {"rate": rate, "epochs_left": number(more), "epochs": number(epochs), "known": str(math.isfinite(epochs))}


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
    """Layers by name: "hidden2, hidden5 … hidden9", three or more in a row as a range. Names that are numbers, as in a
    `Sequential`, could be taken for values: "layers 2 and 5 to 9".
    """
    order = [layer.name for layer in meta.layers]
    rows: list[list[str]] = []
    for name in names:
        place = order.index(name) if name in order else -1
        if rows and place > 0 and rows[-1][-1] == order[place - 1]:
            rows[-1].append(name)
        else:
            rows.append([name])
    if not any(name[:1].isdigit() for name in names):
        return ", ".join(f"{row[0]} … {row[-1]}" if len(row) > 2 else ", ".join(row) for row in rows)
    parts = [
        part for row in rows for part in ([text("layers-from-to", first=row[0], last=row[-1])] if len(row) > 2 else row)
    ]
    form = "several" if len(parts) > 1 else "one" if len(names) == 1 else "range"
    return text("layers-by-number", form=form, before=", ".join(parts[:-1]), last=parts[-1])


def written(quantity: str, value: float) -> str:
    """A value of a quantity as people write it."""
    form = QUANTITIES.get(quantity, "number")
    if form == "share":
        return share(value)
    return f"{value:.0f}" if form == "whole" and math.isfinite(value) else number(value)
