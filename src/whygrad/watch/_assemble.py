"""From what a watch gathered to a `Trace`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from whygrad.instrument.functions import CLASS_LOSSES, ELEMENTWISE, WRITTEN_OUT
from whygrad.instrument.modules import modules_of
from whygrad.instrument.torch_internals import is_compiled, is_to_compile, runs_as_written
from whygrad.trace import DataFacts, LayerInfo, Meta
from whygrad.trace.program import MixingFacts, OrderFacts, ProgramFacts, ReturnsFacts
from whygrad.watch._chance import (
    chance_level,
    chance_of_labels,
    chance_on_new_numbers,
    chance_on_new_samples,
    class_counts,
    floor,
    has_computed_scores,
    rare_weight,
    renumbered_accuracy,
)
from whygrad.watch._copies import twin_of
from whygrad.watch._decay import added_decay
from whygrad.watch._followed import LossSeen
from whygrad.watch._levels import Levels
from whygrad.watch._mixing import mixing
from whygrad.watch._names import layer_name, names_of
from whygrad.watch._neighbors import NeighborAgreement
from whygrad.watch._products import named
from whygrad.watch._seen import ProgramFactsCollector
from whygrad.watch._uncalled import uncalled
from whygrad.watch.snapshot import Known, Record

if TYPE_CHECKING:
    from torch.nn import Module

    from whygrad.watch._recorder import TrainingRecorder

_Answer = TypeVar("_Answer")

_LOSS_NAMES: dict[str, str] = dict.fromkeys(CLASS_LOSSES, "cross-entropy")


def known_of(watch: TrainingRecorder, *, asks: bool = True) -> Known:
    """What is known of a training beside its records. `asks`: also what takes runs of the model to know."""
    keys = _order(watch)
    main = watch.seen.losses.main() if "losses" not in watch.training.broken else None
    levels = _levels(watch, main)
    summary = _unless_broken(watch, "inputs", watch.collectors.inputs.summary, {})
    meta = _meta(watch, keys, main, levels, summary, asks=asks)
    constants = _constants(watch, meta, main, summary)
    # Known by now: what is gathered here may break, too.
    meta = replace(meta, program=replace(meta.program or ProgramFacts(), broken=tuple(sorted(watch.training.broken))))
    return Known(meta, tuple(keys), constants, watch.seen.non_finite, closed=watch.closed, whole_loss=levels.whole)


def _unless_broken(watch: TrainingRecorder, part: str, ask: Callable[[], _Answer], unknown: _Answer) -> _Answer:
    """What a part knows, if it could be observed."""
    if part not in watch.training.broken:
        with watch.training.part(part):
            return ask()
    return unknown


def _order(watch: TrainingRecorder) -> list[int]:
    """The layers in the order of the last full record's calls, those that came earlier or later where they stood;
    without those of copies that follow what is learned.
    """
    order: list[int] = []
    full = max(reversed(watch.records), key=lambda record: len(record.layers), default=None)
    for number, record in enumerate(([full] if full is not None else []) + watch.records):
        order += [key for key in record.layers if key not in order and (number == 0 or watch.seen.lasting(key))]
    return [key for key in order if not watch.seen.follows(key)]


def _meta(
    watch: TrainingRecorder,
    keys: list[int],
    main: LossSeen | None,
    levels: Levels,
    summary: dict[str, list[Any]],
    *,
    asks: bool,
) -> Meta:
    seen, names = watch.seen, names_of(watch.training)
    kind = main.first.kind if main is not None else "unknown"
    counts = class_counts(main)
    classes = len(counts)
    shares = [count / sum(counts) for count in counts]
    is_classes = kind in CLASS_LOSSES and bool(counts) and not seen.opponents.exist
    if main is not None and kind in ("binary", "binary-logits"):
        is_classes = is_classes and main.whole
    program = _program(watch, names, keys, shares if is_classes else [], is_classes=is_classes, asks=asks)
    before, logits = _before(main, program)
    layers = tuple(
        _layer(seen, key, names, last=place == len(keys) - 1, before=before, twin=twin_of(seen.copies, keys, place))
        for place, key in enumerate(keys)
    )
    optimizer = type(watch.training.optimizers[0]).__name__.lower() if watch.training.optimizers else "unknown"
    optimizer = "by hand" if watch.training.by_hand else optimizer
    # With weights that make up for rare classes, or that the network computes, accuracy is not what is asked for.
    alike = is_classes and main is not None and rare_weight(main) <= 1 and not main.weighed_by_network
    unknown = (math.nan, math.nan)
    evaluated = _evaluated(watch)
    return Meta(
        kind="script" if watch.kind == "script" else "model",
        name=watch.name,
        framework="torch",
        task="classes" if is_classes else "numbers",
        classes=classes if is_classes else 0,
        loss=_LOSS_NAMES.get(kind, kind),
        output=before,
        takes_logits=logits,
        optimizer=optimizer,
        batch_size=watch.collectors.inputs.batch_size
        or (main.first.target_shape[0] if main and main.first.target_shape else 0),
        train_samples=watch.collectors.inputs.samples,
        test_samples=_evaluation_size(evaluated, watch.records) or _answers(watch),
        steps_per_epoch=0,
        total_steps=watch.done,
        chance_loss=levels.chance,
        loss_floor=levels.floor,
        chance_accuracy=max(shares) if alike else math.nan,
        layers=layers,
        data=_data(
            summary if _gaps_may_matter(watch) else summary | {"bad": []},
            main,
            _agreement(watch, layers, kind, is_classes=is_classes),
            # How far the last few symbols know the class of a place.
            _unless_broken(watch, "targets", watch.collectors.contexts.agreement, unknown) if is_classes else unknown,
            pictures=watch.collectors.inputs.pictures,
            apart=_unless_broken(watch, "inputs", watch.collectors.inputs.apart, unknown),
            new=chance_on_new_samples(counts if alike else [], _new_classes(watch, evaluated, classes))
            if is_classes
            else (chance_on_new_numbers(main, evaluated), math.nan),
            renumbered=renumbered_accuracy(seen.losses.confusion) if alike else math.nan,
        ),
        program=program,
    )


def _before(main: LossSeen | None, program: ProgramFacts) -> tuple[str, bool]:
    """What made the input of the loss, and whether that ought to be logits. Where a log-softmax makes the input of an
    NLL loss, both together are a cross-entropy of what the softmax was given, and so are a sigmoid and a binary one.
    What a loss by hand applies once more was meant to be a logit, whatever the loss is.
    """
    again = next((one.before for one in program.usual_outside if one.twice), "")
    if again:
        return again, True
    if main is None:
        return "unknown", False
    kind, origin = main.first.kind, main.first.origin
    written_out = main.first.function == WRITTEN_OUT  # takes the logarithm of its probabilities itself
    wholes = {("nll", "log-softmax"), ("binary", "log-sigmoid"), ("binary", "sigmoid")}
    whole = (kind, origin.function) in wholes | ({("nll", "softmax")} if written_out else set())
    if whole and origin.under in ("softmax", "sigmoid", "tanh", "relu"):
        return origin.under, True
    if whole and kind == "binary":
        return "sigmoid", False  # what targets are held against is the probability, not its logarithm
    if origin.function == "recurrent" and origin.call is not None and origin.call.activation in ("lstm", "gru", "tanh"):
        return "tanh", False  # a state is never beyond what its last tanh lets through
    return origin.function, kind in ("cross-entropy", "binary-logits")


def _agreement(
    watch: TrainingRecorder, layers: tuple[LayerInfo, ...], kind: str, *, is_classes: bool
) -> NeighborAgreement:
    """How far nearest neighbors know the targets. Several numbers a sample are compared as quantities, where the
    network is no narrower than they are: a bottleneck, as an autoencoder's, is meant to let less through. An
    autoencoder is compared with principal components instead. What columns tell of the targets is known in any case.
    """
    neighbors = watch.collectors.neighbors
    known = _unless_broken(watch, "targets", lambda: neighbors.agreement(classes=is_classes), NeighborAgreement())
    if is_classes or known.targets == 1:
        return known
    narrowest = min((layer.outputs for layer in layers), default=known.targets)
    apart = ELEMENTWISE | {"binary", "binary-logits"}  # of the latter several labels a sample
    if kind not in apart:
        return NeighborAgreement()
    if known.targets <= narrowest:
        return known
    projected = math.nan
    if narrowest <= watch.settings.bottleneck * known.targets:  # what is hardly narrower need not be a code
        projected = _unless_broken(watch, "targets", lambda: neighbors.projected(narrowest), math.nan)
    return NeighborAgreement(correlation=known.correlation, projected=projected, samples=known.samples)


def _evaluation_size(evaluated: list[LossSeen], records: list[Record]) -> int:
    """Samples of one evaluation."""
    samples = sum((loss.first.target_shape or loss.first.input_shape or (0,))[0] * loss.calls for loss in evaluated)
    return samples // max(sum("loss_test" in record.run for record in records), 1)


def _evaluated(watch: TrainingRecorder) -> list[LossSeen]:
    """The losses of evaluations."""
    return [loss for loss in watch.seen.losses.of_place.values() if loss.phase == "evaluate"]


def _new_classes(watch: TrainingRecorder, evaluated: list[LossSeen], classes: int) -> list[float]:
    """How often each class was a target of evaluations; empty if that is not known."""
    known = [one for loss in evaluated if len(one := class_counts(loss)) == classes]
    scored = watch.seen.losses.new_classes
    if not known and scored is not None and len(scored) == classes:
        known = [scored.tolist()]
    return [sum(column) for column in zip(*known, strict=True)]


def _answers(watch: TrainingRecorder) -> int:
    """Samples of one evaluation that computes no loss."""
    known = sum("accuracy_test" in record.run or "loss_test" in record.run for record in watch.records)
    return watch.seen.losses.answers // max(known, 1)


def _layer(
    seen: ProgramFactsCollector, key: int, names: dict[int, list[str]], *, last: bool, before: str, twin: int
) -> LayerInfo:
    layer = seen.layer[key]
    own = names.get(key)
    parameter = seen.parameter.get(key)
    module = parameter.module if parameter is not None else ""
    name = (
        layer_name(own[0], module or layer.kind)
        if own
        else f"{module or layer.kind} #{list(seen.layer).index(key) + 1}"
    )
    activation = layer.activation
    if last and activation == "identity" and before == "softmax":
        activation = before
    return LayerInfo(
        name=name, kind=layer.kind, activation=activation, inputs=layer.inputs, outputs=layer.outputs,
        normalization=layer.normalization, dropout=layer.dropout, residual=layer.residual, head=layer.head,
        scale=layer.scale, twin=twin, constant=key in seen.constant,
    )  # fmt: skip


def _levels(watch: TrainingRecorder, main: LossSeen | None) -> Levels:
    """Chance level and floor of the loss: by its formula where that is known, else by computing the loss again. Of
    scores that the program computed, the formula knows the chance level only. Their floor is that of the loss computed
    again, but no higher than the lowest recorded loss: a scale that is learned lowers it.
    """
    if watch.seen.opponents.exist:
        return Levels()
    chance, lowest, found = chance_level(main), _lowest_loss(watch.records), Levels()
    usable = "levels" not in watch.training.broken and not watch.training.has_signed_weights
    if usable and (math.isnan(chance) or has_computed_scores(main)):
        with watch.hub.step.quietly("levels"):
            found = watch.collectors.levels.levels()
    if math.isnan(chance):
        return found if math.isfinite(found.chance) or found.whole else Levels(chance_of_labels(main))
    if has_computed_scores(main) and not found.whole:
        return Levels(chance, min(found.floor, lowest))
    # Targets may differ by rounding errors only, such as sin(π) and 0: by what a float32 leaves of the lowest loss, as
    # the first one may be astronomical where inputs are not normalized.
    rounding = lowest * float(np.finfo(np.float32).eps) ** 2
    return Levels(0.0 if chance <= rounding else chance, floor(main))


def _lowest_loss(records: list[Record]) -> float:
    """The lowest size of a recorded loss; 0 without any."""
    losses = (abs(record.run.get("loss_train", math.nan)) for record in records)
    return min((loss for loss in losses if math.isfinite(loss)), default=0.0)


def _data(
    summary: dict[str, Any],
    main: LossSeen | None,
    neighbors: NeighborAgreement,
    contexts: tuple[float, float],
    *,
    pictures: bool,
    apart: tuple[float, float],
    new: tuple[float, float],
    renumbered: float,
) -> DataFacts:
    low = main.low.get("target_min", math.nan) if main else math.nan
    high = main.high.get("target_max", math.nan) if main else math.nan
    bad = summary.get("bad", [])
    constant = [] if pictures else summary.get("constant", [])
    return DataFacts(
        non_finite=int(sum(bad)) + (main.bad if main is not None else 0),
        non_finite_columns=tuple(str(column) for column, count in enumerate(bad) if count)[:20],
        constant_columns=tuple(str(column) for column, same in enumerate(constant) if same)[:100],
        pictures=pictures,
        neighbor_agreement=neighbors.share,
        neighbor_chance=neighbors.chance,
        neighbor_samples=neighbors.samples,
        neighbor_same=neighbors.same,
        neighbor_order=neighbors.order,
        projected_share=neighbors.projected,
        context_agreement=contexts[0],
        context_chance=contexts[1],
        target_told=neighbors.correlation,
        target_min=low,
        target_max=high,
        target_std=main.target_std if main else math.nan,
        test_chance_loss=new[0],
        test_chance_accuracy=new[1],
        test_renumbered=renumbered,
        test_shift=apart[0],
        test_spread=apart[1],
    )


def _gaps_may_matter(watch: TrainingRecorder) -> bool:
    """Whether inputs that are not finite may be why something else is: not if the network was seen to leave them out,
    or if all was finite to the end.
    """
    seen = watch.seen
    return not seen.gaps_left_out and (seen.non_finite is not None or watch.stop == "crashed")


def _constants(
    watch: TrainingRecorder, meta: Meta, main: LossSeen | None, summary: dict[str, list[Any]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if summary and summary["mean"]:
        found["input_mean"], found["input_std"] = np.array(summary["mean"]), np.array(summary["std"])
    if meta.task == "classes":
        counts = class_counts(main)
        found["class_share"] = np.array(counts) / sum(counts)
        if sum(new := _new_classes(watch, _evaluated(watch), meta.classes)):
            found["test_class_share"] = np.array(new) / sum(new)
    return found


def _program(
    watch: TrainingRecorder,
    names: dict[int, list[str]],
    keys: list[int],
    shares: list[float],
    *,
    is_classes: bool,
    asks: bool,
) -> ProgramFacts:
    seen, order, mixed = watch.seen, OrderFacts(), MixingFacts(why="nothing seen")
    with watch.training.part("samples"):
        order = seen.losses.order_facts(shares, classes=is_classes)
        loaded, rows = watch.last_loaded, seen.losses.target_shape[:1]
        if loaded is not None and rows == (loaded.samples,):
            order = replace(order, epoch_batches=loaded.batches)
    with watch.training.part("mixing"):
        mixed = _mixing(watch, asks=asks)
    return ProgramFacts(
        parameters=seen.parameter_facts(names, keys),
        steps=seen.step_facts(),
        losses=tuple(
            replace(loss.facts(rare_weight(loss)), layer=_layer_of(loss, keys))
            for loss in seen.losses.of_place.values()
        ),
        modes=seen.passes.facts(),
        order=order,
        mixing=mixed,
        stop=watch.stop,
        error=watch.error[0],
        error_place=watch.error[1],
        unseen=tuple(sorted(_unseen(watch, keys))),
        as_written=runs_as_written() and any(map(is_to_compile, _modules(watch))),
        outside=tuple(replace(one, updates=count) for one, count in seen.outside.items()),
        products=named(seen.products, names, list(seen.parameter)),
        returns=watch.returns.facts(watch.done) if watch.returns is not None else ReturnsFacts(),
        uncalled=uncalled(),
        pulled=watch.training.has_signed_weights or seen.opponents.beside_policy,
        mutual=seen.opponents.exist,
        set_back=seen.sets_back,
        epochs=watch.epochs,
        weight_decay=added_decay(watch.training.optimizers[0]) if watch.training.optimizers else math.nan,
    )


def _layer_of(loss: LossSeen, keys: list[int]) -> int:
    """The index of the layer whose output a loss is given; -1 if it is not known."""
    call = loss.first.origin.call
    return keys.index(call.key) if call is not None and call.key in keys else -1


def _mixing(watch: TrainingRecorder, *, asks: bool) -> MixingFacts:
    if not watch.records:
        return MixingFacts(why="nothing seen")
    return mixing(watch) if asks else watch.mixing or MixingFacts(why="not asked")


def _modules(watch: TrainingRecorder) -> Iterator[Module]:
    """All modules of all models that are trained."""
    return (module for model in watch.training.models for module in modules_of(model))


def _unseen(watch: TrainingRecorder, keys: list[int]) -> set[str]:
    """What could not be observed: inside of what is compiled, and layers that nobody saw although gradients came."""
    unseen = set(watch.seen.unseen)
    if any(map(is_compiled, _modules(watch))):
        unseen.add("compiled")
    elif not keys and any(seen.reached for seen in watch.seen.parameter.values()):
        unseen.add("layers")
    return unseen
