"""Programs: what only a user's own training script can get wrong. Judged by the facts of `Meta.program`.

These rules are silent for the lab's experiments, which have no program.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Bools, Measure, Rule, Verdict
from whygrad.trace.meta import Meta
from whygrad.trace.program import LossFacts, ParameterFacts, ProgramFacts


def _facts(reading: Reading) -> ProgramFacts:
    program = reading.meta.program
    assert program is not None  # `applies` has seen to it
    return program


def _all(reading: Reading, holds: bool) -> Bools:
    return np.full(reading.runs, holds, bool)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def owners(parameters: list[ParameterFacts]) -> tuple[str, ...]:
    """The layers that parameters belong to, each once: "net.0" for "net.0.weight" and "net.0.bias"."""
    names = (p.name.rpartition(".")[0] if p.registered and "." in p.name else p.name for p in parameters)
    return tuple(dict.fromkeys(names))


def _accumulate(reading: Reading) -> Verdict:
    """Updates use gradients that earlier updates had used already.

    Gradients summed over several backward passes and then cleared are not meant: they are fresh at every update.
    """
    steps = _facts(reading).steps
    share = _share(steps.stale, steps.observed)
    threshold = limit("stale-gradients")
    return Verdict(
        affected=_all(reading, share > threshold),
        measures=(Measure("stale_gradients", reading.constant(share), threshold),),
        step=np.ones(reading.runs, np.int64),
        decided=_all(reading, steps.observed > 1),
        source=steps.step_place,
    )


def _not_optimized(reading: Reading) -> Verdict:
    """Parameters that take part and could learn, but that no optimizer has and nothing else renews.

    Leaving the lower layers out can be meant, and then does no harm. It is a mistake where the optimizer has parameters
    that nothing uses, or where the output's layer, a layer unknown to the model, or what was drawn at random above a
    layer that learns was left out although it gets a gradient; and where most of all weights stay as they were drawn in
    a training that does not finish.
    """
    parameters = _facts(reading).parameters
    left = [p for p in parameters if p.requires_grad and p.used and not (p.optimized or p.changed or p.renewed)]
    # A constant that a pass makes for itself is no parameter, whatever it requires; a layer made anew would be one.
    left = [p for p in left if p.lasting or p.fresh or p.order >= 0]
    if any(p.optimized and p.requires_grad and p.used and not p.reached for p in parameters):
        left = [p for p in left if p.lasting]  # made anew of what the optimizer has: the graph is cut (`no-gradient`)
    whole = sum(p.size for p in parameters if p.used)
    share = _share(sum(p.size for p in left), whole)
    dangling = any(p.optimized and not p.used for p in parameters)
    learns = min((p.read for p in parameters if p.optimized and p.changed and p.order >= 0), default=math.inf)
    midst = any(p.fresh and p.had_gradient and p.read > learns for p in left)
    drawn = sum(p.size for p in left if p.fresh and p.had_gradient) > limit("as-drawn") * whole
    mistaken = dangling or midst or any(not p.registered or p.order == reading.depth - 1 for p in left)
    return Verdict(
        affected=_all(reading, bool(left)),
        measures=(Measure("left_out_share", reading.constant(share), 0.0),),
        step=np.zeros(reading.runs, np.int64),
        decided=_all(reading, any(p.optimized for p in parameters)),
        costly=_all(reading, mistaken) | reading.harmed | (_all(reading, drawn) & reading.unfinished),
        names=owners(left),
        source=left[0].place if left else "",
    )


def _frozen(reading: Reading) -> Verdict:
    """Parameters that take part may not change, in a training that suffers or where what lies below them may.

    A frozen lower part under a trained upper one is how a learned network is used again. It is a mistake where the user
    tried to let them change, where most of what the layers hold is as it was drawn, between layers that learn, and
    where most of all weights are as they were drawn in a training that does not finish.
    """
    parameters = _facts(reading).parameters
    frozen = [p for p in parameters if not p.requires_grad and p.used and not p.renewed]
    free = [p for p in parameters if p.requires_grad and p.used and p.order >= 0]
    above = any(p.order > min((one.order for one in free), default=reading.depth) for p in frozen)
    asked = any(p.asked for p in frozen)
    between = [p for p in frozen if p.order >= 0 and p.fresh and _between(p, free)]
    mostly = sum(p.size for p in between) > limit("frozen-between") * sum(p.size for p in (*between, *free))
    whole = sum(p.size for p in parameters if p.used)
    drawn = _all(reading, sum(p.size for p in frozen if p.fresh) > limit("as-drawn") * whole) & reading.unfinished
    share = _share(sum(p.size for p in frozen), whole)
    return Verdict(
        affected=_all(reading, bool(frozen)) & (_all(reading, above or asked) | reading.harmed | drawn),
        measures=(Measure("frozen_share", reading.constant(share), 0.0),),
        step=np.zeros(reading.runs, np.int64),
        decided=reading.judged | _all(reading, not frozen),
        costly=reading.harmed | _all(reading, asked or mostly) | drawn,
        names=owners(frozen),
        source=frozen[0].place if frozen else "",
    )


def _between(parameter: ParameterFacts, free: list[ParameterFacts]) -> bool:
    """Whether layers that learn are read both before and after a parameter."""
    places = [one.read for one in free]
    return min(places, default=math.inf) < parameter.read < max(places, default=-1)


def _broadcast(reading: Reading) -> Verdict:
    """Outputs and targets of different shapes: the loss compares every output with every target."""
    loss = _facts(reading).stretched
    holds = loss is not None
    rows = loss.input_shape[0] if loss is not None and loss.input_shape else 0
    return Verdict(
        affected=_all(reading, holds),
        measures=(Measure("compared_samples", reading.constant(rows), 1.0),),
        step=np.zeros(reading.runs, np.int64),
        source=loss.place if loss is not None else "",
    )


def _out_of_range(reading: Reading) -> Verdict:
    """Targets that the loss has no meaning for: class numbers that are no class, probabilities outside 0 … 1."""
    loss = _facts(reading).loss
    count = loss.out_of_range if loss is not None else 0
    return Verdict(
        affected=_all(reading, count > 0),
        measures=(Measure("wrong_targets", reading.constant(count), 0.0),),
        step=np.zeros(reading.runs, np.int64),
        source=loss.place if loss is not None else "",
    )


def _eval_in_train(reading: Reading) -> Verdict:
    """Evaluated in training mode: dropout drops, batch normalization takes (and changes) the batch's statistics."""
    modes = _facts(reading).modes
    threshold = limit("wrong-mode")
    return Verdict(
        affected=_all(reading, modes.sensitive > 0 and modes.eval_in_train > threshold),
        measures=(Measure("eval_in_train", reading.constant(modes.eval_in_train), threshold),),
        decided=_all(reading, modes.eval_passes > 0 or modes.sensitive == 0),
        source=modes.eval_place,
    )


def _train_in_eval(reading: Reading) -> Verdict:
    """Trained in evaluation mode: nothing is dropped, and batch normalization normalizes by statistics never gathered.

    With a frozen part that may be meant; then only harm counts.
    """
    program = _facts(reading)
    modes = program.modes
    threshold = limit("wrong-mode")
    frozen = any(p.used and not p.requires_grad for p in program.parameters)
    return Verdict(
        affected=_all(reading, modes.sensitive > 0 and modes.train_in_eval > threshold),
        measures=(Measure("train_in_eval", reading.constant(modes.train_in_eval), threshold),),
        decided=_all(reading, modes.train_passes > 0 or modes.sensitive == 0),
        costly=_all(reading, not frozen) | reading.harmed,
        source=modes.train_place,
    )


def _not_shuffled(reading: Reading) -> Verdict:
    """Neighbors in a batch share their class (or their number) far more often than in a shuffled order.

    Where one batch holds all samples their order does not matter, nor does it within batches that are all alike, as
    those of as many samples of each class are: their gradient is a mean. Numbers that follow each other closely are
    often meant to, so they count only where training suffers; so do batches that come again as they were, each unlike
    the next, in whatever order the samples lie in them. Where nearly all that targets differ by lies between
    batches, each batch is easy for a network that knows the one before, and the training loss does not show what it
    costs.
    """
    order = _facts(reading).order
    excess = (order.alike - order.alike_chance) / max(1.0 - order.alike_chance, 1e-12)
    known = math.isfinite(excess) and order.alike_chance < 1.0
    threshold = limit("order-alike")
    several = order.batches - order.repeats > 1
    costly = None if reading.meta.task == "classes" else reading.harmed | (order.between > limit("order-between"))
    loss = _facts(reading).loss
    alike = known and several and excess > threshold and not order.between < limit("order-unlike")
    again, apart = _same_again(_facts(reading))
    again = again and math.isfinite(reading.meta.chance_loss)  # it is no critic's, of what is real and what is made
    named = alike and order.pairs >= limit("order-pairs")
    return Verdict(
        affected=_all(reading, named) | (_all(reading, again) & reading.harmed),
        measures=(
            Measure("neighbors_alike", reading.constant(excess if named else math.nan), threshold),
            Measure("batches_apart", reading.constant(apart if again and not named else math.nan),
                    limit("order-apart")),
        ),
        step=np.zeros(reading.runs, np.int64),
        decided=_all(reading, (known and order.pairs >= limit("order-pairs")) or again),
        costly=costly if named else None,
        source=loss.place if loss is not None else "",
    )  # fmt: skip


def _same_again(program: ProgramFacts) -> tuple[bool, float]:
    """Whether the same batches come again in every epoch and each holds other targets than the next: one log, or one
    folder, after the other. And what of the targets' variance lies between batches, beyond the 1/B of B samples that
    were shuffled. Of several losses an update each may have targets of its own.
    """
    order, loss = program.order, program.loss
    if loss is not None and loss.calls > program.steps.observed + 1:
        return False, math.nan
    rows = loss.target_shape[0] if loss is not None and loss.target_shape else 0
    if rows < 2 or not math.isfinite(order.between):
        return False, math.nan
    apart = (order.between - 1 / rows) / (1 - 1 / rows)
    return order.repeats > 0 and order.batches - order.repeats > 1 and apart > limit("order-apart"), apart


def _mixing(reading: Reading) -> Verdict:
    """A sample's output changed although only other samples' inputs did.

    Only where each sample has its own target: a sequence whose first axis is time may look back along it. Where
    everything is learned all the same, for new samples too as far as that is known, it may be meant: a statistic of the
    batch that the network takes into account.
    """
    mixing, loss = _facts(reading).mixing, _facts(reading).loss
    threshold = limit("mixing")
    over = loss is not None and _over_samples(loss)
    test = reading.get("loss_test")
    new = reading.constant(np.nan) if test is None else 1 - reading.latest(test) / reading.chance[:, 0]
    harmless = (reading.final_progress >= limit("progress-done")) & ~(new < limit("progress-poor"))
    return Verdict(
        affected=_all(reading, over or (mixing.samples > 0 and mixing.change > threshold)),
        measures=(Measure("mixing_change", reading.constant(mixing.change), threshold),),
        step=np.zeros(reading.runs, np.int64),
        decided=_all(reading, over or mixing.samples > 0),
        costly=~harmless,
        source=loss.before_place if over and loss is not None else "",
    )


def _over_samples(loss: LossFacts) -> bool:
    """Whether the softmax before a loss runs over the samples of the batch, not over their classes. Of a square, each
    sample with each, either may be meant.
    """
    shape = loss.input_shape
    return (
        loss.before in ("softmax", "log-softmax")
        and loss.before_along == 0
        and len(shape) > 1
        and loss.target_shape[:1] == shape[:1]
        and shape[0] > 1 < shape[1] != shape[0]
    )


def _program(meta: Meta) -> bool:
    return meta.program is not None


def _rule(
    code: str, severity: Severity, check: Callable[[Reading], Verdict], remedies: tuple[str, ...],
    needs: tuple[str, ...] = (), parts: tuple[str, ...] = (),
) -> Rule:  # fmt: skip
    return Rule(code, severity, needs, check, remedies, applies=_program, parts=parts)


RULES = (
    _rule("gradients-accumulate", Severity.ERROR, _accumulate, ("clear-gradients",), parts=("gradients",)),
    _rule("not-optimized", Severity.ERROR, _not_optimized, ("pass-all-parameters",), ("loss_train",),
          parts=("gradients", "updates")),
    _rule("frozen-parameters", Severity.ERROR, _frozen, ("unfreeze-parameters",), ("loss_train",), parts=("updates",)),
    _rule("loss-shape-broadcast", Severity.ERROR, _broadcast, ("match-shapes",), parts=("losses",)),
    _rule("target-out-of-range", Severity.ERROR, _out_of_range, ("fix-targets", "use-cross-entropy", "output-auto"),
          parts=("losses",)),
    _rule("eval-in-train-mode", Severity.WARNING, _eval_in_train, ("call-eval",), parts=("evaluations", "samples")),
    _rule("train-in-eval-mode", Severity.WARNING, _train_in_eval, ("call-train",), ("loss_train",)),
    _rule("not-shuffled", Severity.WARNING, _not_shuffled, ("shuffle-data",), ("loss_train",), parts=("samples",)),
    _rule("batch-mixing", Severity.ERROR, _mixing, ("keep-samples-apart",), parts=("mixing", "losses")),
)  # fmt: skip
