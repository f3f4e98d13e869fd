"""What one observed step gathers, from one update to the next, and the record that is made of it."""

from __future__ import annotations

import math
import weakref
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.batches import CallOf, first_tensor
from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.modules import parameters_of, some_of
from whygrad.instrument.passes import Pass
from whygrad.instrument.tape import Tape
from whygrad.instrument.torch_internals import is_measurable, is_symbolic, widest
from whygrad.instrument.training import Training
from whygrad.watch._chance import chance_level, has_computed_scores
from whygrad.watch._collectors import Collectors
from whygrad.watch._copies import copies_among, is_of_one_number
from whygrad.watch._data import fingerprint, prints_of
from whygrad.watch._fetch import Fetch, norms, stacked
from whygrad.watch._layer_numbers import LayerNumbers
from whygrad.watch._leftovers import Leftovers
from whygrad.watch._products import products_among
from whygrad.watch._step_losses import StepLosses
from whygrad.watch._updates import Update
from whygrad.watch.snapshot import Numbers, Record

_NO_MODEL = weakref.ref(Module())  # which is gone at once


@dataclass(eq=False, slots=True)
class _SinceRecord:
    """What was gathered since the last record, beside the tape."""

    update: Update | None = None  # the one before the coming record
    made: int = 0  # how many updates were made with it
    inside: bool = False  # an optimizer's closure computes the gradients
    set_back: Tensor | None = None  # whether the program took back what the update before changed
    moved: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict[int, tuple[Tensor, Tensor]])
    weights: dict[int, Tensor] = field(default_factory=dict[int, Tensor])
    leftovers: Leftovers = field(default_factory=Leftovers)
    after: Tensor | None = None
    prints: list[tuple[Pass, Tensor, Tensor]] = field(default_factory=list)  # of each batch: its samples', its own
    shown: list[tuple[Pass, Tensor, CallOf | None]] = field(default_factory=list)  # batches; of a list, its call
    bad: list[Tensor] = field(default_factory=list[Tensor])  # of each batch, how many of its values are not finite


class StepRecorder:
    """Builds the record of one observed step; `record` fetches all of its numbers at once."""

    def __init__(self, training: Training, collectors: Collectors) -> None:
        self._training, self._collectors = training, collectors
        self._seen = collectors.seen
        self._losses, self._layers = StepLosses(training, collectors), LayerNumbers(training, collectors.seen)
        self.coming: Update | None = None  # whose step is being made
        self._now = _SinceRecord()

    @property
    def inside(self) -> bool:
        """Whether an optimizer's closure computes the gradients."""
        return self._now.inside

    # while the step runs

    def batch(self, passing: Pass, call: CallOf) -> None:
        """The main model is given a batch, by a pass with gradients: one of training, unless it turns out otherwise."""
        x, training = first_tensor(call), self._training
        if x is None:
            return
        listed = x.ndim == 1 and x.is_floating_point() and is_measurable(x)  # one sample or several: the output tells
        self._now.shown.append((passing, x.detach(), call if listed else None))
        if not listed:
            self._look_at(x, call)
        if training.settings.familiar and is_measurable(x) and x.numel() and not x.is_complex():
            with training.part("samples"):
                prints = prints_of(call)
                self._now.prints.append((passing, prints, fingerprint(prints)))

    def _look_at(self, x: Tensor, call: CallOf) -> None:
        with self._training.part("inputs"):
            bad = self._collectors.inputs.see(x, call)
            if bad is not None:
                self._now.bad.append(bad)

    def before_backward(self) -> None:
        """Do the gradients still hold something?"""
        training = self._training
        # What `torch.autograd.grad` gave is new each time: only `grad` of a parameter is added to.
        given = {id(p): p.grad for p in self._asked() if p.grad is not None}
        if training.by_hand:  # an update by hand leaves alone what the step does not read; an optimizer does not
            given = {key: gradient for key, gradient in given.items() if key in training.step.tape.used}
        owned = [[id(p) for p in own] for own in self._seen.optimized_by()]
        self._now.leftovers.look(given, owned, training.done)

    def beside(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer than the first is about to make an update."""
        for number, one in enumerate(self._training.optimizers):
            if one is optimizer:
                self._now.leftovers.updates_beside(number)

    def after_backward(self) -> None:
        """Is there a gradient now?"""
        gradients = list(self._given().values())
        if gradients:
            self._now.after = stacked(norms(gradients[:64])).norm()

    def _given(self) -> dict[int, Tensor]:
        """The gradients that are there, by their parameters' ids; a parameter that is held still for a while may keep
        an old one.
        """
        gradient = self._training.step.gradient
        return {id(p): given for p in self._asked() if (given := gradient(p)) is not None}

    def _asked(self) -> list[Tensor]:
        return [p for p in self._seen.optimized() if p.requires_grad and not is_symbolic(p)]

    def before_closure(self) -> None:
        """The optimizer will compute the gradients by a closure, and change the weights before we are asked again."""
        self._now.inside = True
        training = self._training
        with training.part("updates"):  # before the weights change
            self._look_for_set_back()
        weights = [*self._seen.optimized(), *(p for model in training.models for p in parameters_of(model))]
        with training.part("weights"):
            self._now.weights = dict(zip(map(id, weights), norms([p.detach() for p in weights]), strict=True))

    def _look_for_set_back(self) -> None:
        """Compare the weights with what the update before made of them, unless others were made since."""
        update, latest = self._now.update, self._now.made == self._training.done
        if update is not None and latest and self._seen.asks_for_set_back:
            self._now.set_back = update.set_back()

    def before_update(self) -> None:
        """Keep the weights, to see how they change."""
        training = self._training
        held = (
            self._seen.masters.held
        )  # the copy that the optimizer changes, if there is one; the model's own parameter follows later
        parameters = {id(p): held(p) for p in self._seen.optimized() if p.requires_grad and is_measurable(p)}
        self._now.leftovers.used = {}  # of another update
        with training.part("updates"):
            self.coming = Update(parameters, training.settings, training.step.gradient, keep=training.by_hand)

    def uses(self, parameters: list[Tensor]) -> None:
        """An update changes these by their gradients as they are: keep what they are, once for each."""
        self._now.leftovers.uses(parameters, self._training.step.gradient)

    def after_update(self) -> None:
        """The weights have changed."""
        training = self._training
        self.uses(self._seen.optimized())
        self._now.leftovers.updates = training.done
        if self.coming is not None:
            self._now.update, self.coming = self.coming, None
            self._now.made = training.done
            with training.part("updates"):
                self._now.moved = self._now.update.stepped()

    def is_followed(self) -> bool:
        """Whether what another optimizer changes now belongs to an update that is being looked at."""
        return self._now.update is not None and self._now.made == self._training.done

    def after_step_beside(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer than the first has changed its parameters, as part of the same update."""
        if self._now.update is not None:
            own = dict(zip(self._training.optimizers, self._seen.optimized_by(), strict=True)).get(optimizer, [])
            with self._training.part("updates"):
                self._now.moved |= self._now.update.stepped(map(id, own))

    # the record

    def record(self, tape: Tape, step: int, *, partly: bool = False, first: bool) -> Record:
        """Everything seen since the last update; `partly` if no update followed."""
        try:
            return self._recorded(tape, step, partly=partly, first=first)
        finally:
            self._now = _SinceRecord()

    def _recorded(self, tape: Tape, step: int, *, partly: bool, first: bool) -> Record:
        seen, training = self._seen, self._training
        collectors = self._collectors
        fetch, record = Fetch(training.failed), Record(step, {}, {}, {})
        if masters := seen.look_for_masters(tape, self._now.moved):
            self._now.leftovers.forget()
            names = {id(master): id(seen.masters.trained(master)) for master in masters}
            self._now.moved = {names.get(key, key): change for key, change in self._now.moved.items()}
        before = training.step.before
        carried = any(calls[0].carried for calls in tape.calls.values())
        if carried and id(training) not in before.stepped:  # the pass was before another training's update
            seen.parameters(before)
        seen.parameters(tape, after=partly and not tape.backwards and bool(training.done))
        layers = seen.layers_of(tape)
        if first and step == 0:
            with training.part("parameters"):
                seen.copies = copies_among(layers)
                seen.constant = {key for key, weight in layers if is_of_one_number(weight)}
                seen.products = products_among(tape.products, {id(p) for p in seen.known()})
        own = {id(p) for p in seen.optimized()} | seen.parameter.keys()
        if not self._now.shown and not tape.passes:
            self._batch_of_no_model(tape, own)
        with training.part("inputs"):
            collectors.inputs.feed(tape.fed, own)
            collectors.inputs.rescaled |= tape.rescaled
        raw = self._layers.fetched(tape, layers, self._now.weights, fetch)
        with training.part("samples"):
            self._losses.mark_familiar(tape, self._now.prints)
        seen.passes.sort(tape, seen.losses.main())
        batches = self._batches()
        with training.part("inputs"):
            self._look_at_batches(batches)
        complete = bool(tape.backwards) or not partly
        gradients: dict[int, float] = {}
        with fetch.of("gradients"):
            if complete:
                gradients = self._layers.gradients(fetch)
        after: dict[str, float] = {}
        with fetch.of("updates"):
            for key, (moved, size) in self._now.moved.items():
                seen.moves.setdefault(key, {})
                fetch.add(seen.moves[key], "moved", moved)
                fetch.add(seen.moves[key], "size", size)
            if not self._now.inside:
                self._look_for_set_back()
            if self._now.set_back is not None:
                fetch.add(after, "set_back", self._now.set_back)
            quality = self._now.update.quality() if self._now.update is not None else None
            if quality is not None:
                fetch.add(record.run, "step_quality", quality)
        sums: dict[int, float] = {}
        with fetch.of("updates"):
            for p in seen.held_still():
                fetch.add(sums, id(p), widest(some_of(p)).sum())
        with fetch.of("losses"):
            batch = batches[-1] if batches and is_measurable(batches[-1]) else None
            self._losses.gather(tape, fetch, record, batch=batch, inside=self._now.inside)
        with fetch.of("coherence"):
            if complete and collectors.agreement.see(seen.known(), training.step.gradient):
                fetch.add(record.run, "gradient_coherence", collectors.agreement.coherence())
                record.run["coherence_batches"] = collectors.agreement.count
        prints: dict[int, float] = {}
        bad: dict[int, float] = {}
        with fetch.of("samples"):
            for number, (passing, samples, value) in enumerate(self._now.prints):
                if not passing.evaluates:
                    collectors.familiar.see(value[None] if passing.of_one_sample else samples)
                    fetch.add(prints, number, value)
        with fetch.of("inputs"):
            for number, value in enumerate([*self._now.bad, *(one.bad for one in tape.fed.values())]):
                fetch.add(bad, number, value)
        with fetch.of("steps"):
            self._now.leftovers.fetch(fetch)
            if self._now.after is not None:
                fetch.add(after, "norm", self._now.after)
            if len(tape.roots) == 1:
                fetch.add(record.run, "loss_whole", tape.roots[0])
            fetch.mean(after, "roots", tape.roots)
        without = frozenset(gradients)  # the others are being fetched
        fetch.run()
        if collectors.levels.wanted and tape.backwards:
            with training.part("levels"):
                self._levels(tape, record)
        seen.renew(sums)
        gradients |= {key: math.inf for key, norm in gradients.items() if math.isnan(norm) and key not in without}
        self._layers.add(tape, layers, raw, gradients, self._now.moved.keys(), record)
        with training.part("rates"):
            if training.optimizers:
                record.run.update(_rates(training.optimizers[0].param_groups[0]))
        total = sum(value * value for value in gradients.values() if not math.isnan(value))
        if gradients:
            record.run["gradient_norm"] = math.sqrt(total)
        if (first_left := self._now.leftovers.first()) is not None:
            seen.left(first_left[0], changed=first_left[1])
        stale = self._now.leftovers.are_used(inside=self._now.inside) and not seen.carries
        cleared = not partly and after.get("norm", 0.0) > 0 and total == 0
        seen.setting_back(after.get("set_back", math.nan))
        uphill = self._uphill(tape, record, after.get("roots", math.nan))
        seen.step(tape, record, gradients, set(self._now.moved), stale=stale, cleared=cleared,
                  uphill=uphill, first=first, last=partly and not tape.backwards,
                  gaps=sum(bad.values()) > 0)  # fmt: skip
        with training.part("samples"):
            seen.losses.order.batches(list(prints.values()))
        return record

    def _batch_of_no_model(self, tape: Tape, own: Collection[int]) -> None:
        """What a network that is no module took in, if that is known."""
        key, given = tape.batch or (0, None)
        if given is not None and key in own:
            self.batch(Pass(_NO_MODEL, "", True, given=tuple(given.shape), trained=True), ((given,), {}))

    def _batches(self) -> list[Tensor]:
        """The batch of each pass, now that its output is known: of a list of samples a column."""
        return [
            x[:, None] if call is not None and self._is_of_samples(passing) else x
            for passing, x, call in self._now.shown
        ]

    def _look_at_batches(self, batches: list[Tensor]) -> None:
        inputs = self._collectors.inputs
        inputs.keep_another(self._seen.losses.target_rows(self._seen.passes.output))
        for (passing, _, call), batch in zip(self._now.shown, batches, strict=True):
            if call is not None:
                self._look_at(batch, call)
            if not passing.evaluates:
                inputs.trained(batch, alone=passing.of_one_sample)

    def _is_of_samples(self, passing: Pass) -> bool:
        """Whether a list of numbers holds one sample per number: the model gave one output per number, as far as is
        known, and no layer takes in the whole list, as the columns of one sample.
        """
        answered = passing.output[:1] in ((), passing.given)
        return answered and all(layer.inputs != passing.given[0] for layer in self._seen.layer.values())

    def _uphill(self, tape: Tape, record: Record, root: float) -> bool:
        """Whether the update makes the loss larger: its backward passes began, on average at `root`, at minus the loss
        or at what falls with every loss in it, or the optimizer maximizes it.
        """
        loss = record.run.get("loss_train", math.nan)
        if not self._training.optimizers or not loss > 0:
            return False
        maximized = bool(self._training.optimizers[0].param_groups[0].get("maximize", False))
        if not maximized and set(tape.signs) == {-1}:
            return True
        return math.isclose(root, loss if maximized else -loss, rel_tol=1e-3)

    def _levels(self, tape: Tape, record: Record) -> None:
        """Keep the operations of the loss until they are enough, and then only if no formula gives its level."""
        levels = self._collectors.levels
        operations = tape.operations or tape.taken  # of a script's first step, two watches make a record
        if tape.sampled:  # what the network is trained with next may depend on what it said
            levels.leave()
        elif operations is not None:
            tape.operations, tape.taken = None, operations  # what else this step does is no part of them
            levels.see(operations, record.run.get("loss_whole", math.nan), record.run.get("loss_train", math.nan))
        main = self._seen.losses.main()
        if not levels.wanted and math.isfinite(chance_level(main)) and not has_computed_scores(main):
            levels.leave()


def _rates(group: dict[str, Any]) -> Numbers:
    """The learning rate of a group of parameters, and the one its schedule multiplies or warms up to."""
    rate = float(group.get("lr", math.nan))
    planned = [float(group[name]) for name in ("initial_lr", "max_lr") if isinstance(group.get(name), int | float)]
    return {"learning_rate": rate, "planned_learning_rate": max([rate, *planned])}
