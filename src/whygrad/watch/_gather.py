"""What one observed step gathers, from one update to the next, and the record that is made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from whygrad.watch import _detail, _statistics
from whygrad.watch._copies import copies_among
from whygrad.watch._data import CallOf, fingerprint, first_tensor, prints_of
from whygrad.watch._fetch import Fetch, norms, together
from whygrad.watch._losses import LossCall
from whygrad.watch._masters import some_of
from whygrad.watch._products import products_among
from whygrad.watch._statistics import Call
from whygrad.watch._tape import Pass, Tape
from whygrad.watch._torch import is_measurable, is_symbolic
from whygrad.watch._updates import Update

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch

Numbers = dict[str, float]

SAME = 1e-5  # relative difference of two norms, from which on somebody changed the gradient


@dataclass(eq=False)
class Record:
    """One observed step: numbers of the run, and of each layer by its weight's id; `details`, by layer and channel,
    are rows of numbers: of times where there are such, the rest if the settings ask for it.
    """

    step: int
    run: Numbers = field(default_factory=dict[str, float])
    layers: dict[int, Numbers] = field(default_factory=dict[int, Numbers])
    details: dict[int, dict[str, NDArray[np.float32]]] = field(
        default_factory=dict[int, dict[str, NDArray[np.float32]]]
    )


class Gathering:
    """Everything between two updates that no tape holds; `record` fetches it all at once and begins anew."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.update: Update | None = None  # the one before the coming record
        self.coming: Update | None = None  # whose step is being made
        self.inside = False  # an optimizer's closure computes the gradients
        self._moved: dict[int, tuple[Tensor, Tensor]] = {}
        self._weights: dict[int, Tensor] = {}
        self._fresh = 0  # backward passes that found no gradient
        self._left: list[Tensor] = []
        self._used: dict[int, Tensor] = {}  # ‖g‖₂ of parameters, by id, as an update used it; for the next backward
        self._updates = -1  # that were done with it
        self._kept: Tensor | None = None  # of what that one found, the norm of the gradients that are still the same
        self._after: Tensor | None = None
        self._prints: list[tuple[Pass, Tensor, Tensor]] = []  # of each batch: of its samples, and of it as a whole
        self._shown: list[tuple[Pass, Tensor]] = []  # batches
        self._bad: list[Tensor] = []  # of each batch, how many of its values are not finite
        self._batch: Tensor | None = None

    # while the step runs

    def batch(self, passing: Pass, call: CallOf) -> None:
        """The main model is given a batch, by a pass with gradients: one of training, unless it turns out otherwise."""
        x, watch = first_tensor(call), self._watch
        if x is None:
            return
        self._shown.append((passing, x.detach()))
        with watch.part("inputs"):
            bad = watch.inputs.see(x, call)
            if bad is not None:
                self._bad.append(bad)
        measurable = is_measurable(x)
        self._batch = x if measurable and watch.neighbors.count < watch.settings.neighbors else None
        if watch.settings.familiar and measurable and x.numel() and not x.is_complex():
            with watch.part("samples"):
                prints = prints_of(call)
                self._prints.append((passing, prints, fingerprint(prints)))

    def before_backward(self) -> None:
        """Do the gradients still hold something?"""
        given = self._given()
        if given:
            left = together(norms(list(given.values())))
            self._left.append(left.norm())
            if self._used and self._updates == self._watch.done:
                used = together([self._used.get(key, one) for key, one in zip(given, left, strict=True)])
                same = torch.isclose(left, used, rtol=SAME, atol=0.0, equal_nan=True)
                self._kept = torch.where(same, left, torch.zeros_like(left)).norm()
        else:
            self._fresh += 1
        self._used = {}  # from now on backward changes them

    def after_backward(self) -> None:
        """Is there a gradient now?"""
        gradients = list(self._given().values())
        if gradients:
            self._after = together(norms(gradients[:64])).norm()

    def _given(self) -> dict[int, Tensor]:
        """The gradients that are there, by their parameters' ids; a parameter that is held still for a while may keep
        an old one.
        """
        gradient = self._watch.hub.gradient
        asked = [p for p in self._watch.seen.optimized() if p.requires_grad and not is_symbolic(p)]
        return {id(p): given for p in asked if (given := gradient(p)) is not None}

    def before_closure(self) -> None:
        """The optimizer will compute the gradients by a closure, and change the weights before we are asked again."""
        self.inside = True
        watch = self._watch
        weights = [*watch.seen.optimized(), *(p for model in watch.models for p in model.parameters())]
        with watch.part("weights"):
            self._weights = dict(zip(map(id, weights), norms([p.detach() for p in weights]), strict=True))

    def before_update(self) -> None:
        """Keep the weights, to see how they change."""
        watch = self._watch
        held = watch.seen.masters.held  # what an update changes at once
        parameters = {id(p): held(p) for p in watch.seen.optimized() if p.requires_grad and is_measurable(p)}
        self._used = {}  # of another update
        with watch.part("updates"):
            self.coming = Update(parameters, watch.settings, watch.hub.gradient, keep=watch.by_hand)

    def uses(self, parameters: list[Tensor]) -> None:
        """An update changes these by their gradients as they are: keep what they are, once for each."""
        gradient = self._watch.hub.gradient
        given = {id(p): g for p in parameters if id(p) not in self._used and (g := gradient(p)) is not None}
        self._used |= dict(zip(given, norms(list(given.values())), strict=True))

    def after_update(self) -> None:
        """The weights have changed."""
        watch = self._watch
        self.uses(watch.seen.optimized())
        self._updates = watch.done
        if self.coming is not None:
            self.update, self.coming = self.coming, None
            with watch.part("updates"):
                self._moved = self.update.stepped()

    # the record

    def record(self, tape: Tape, step: int, *, partly: bool = False, first: bool) -> Record:
        """Everything seen since the last update; `partly` if no update followed."""
        try:
            return self._recorded(tape, step, partly=partly, first=first)
        finally:
            coming = self.coming
            self.__init__(self._watch)
            self.coming = coming

    def _recorded(self, tape: Tape, step: int, *, partly: bool, first: bool) -> Record:
        seen, watch = self._watch.seen, self._watch
        fetch, record = Fetch(watch.failed), Record(step)
        raw: dict[int, Numbers] = {}
        if masters := seen.look_for_masters(tape, self._moved):
            self._left, self._fresh, self._kept = [], 0, None  # what lay on the copies says nothing
            names = {id(master): id(seen.masters.trained(master)) for master in masters}
            self._moved = {names.get(key, key): change for key, change in self._moved.items()}
        seen.parameters(tape, after=partly and not tape.backwards and bool(watch.done))
        layers = seen.layers_of(tape)
        if first and step == 0:
            with watch.part("parameters"):
                seen.copies = copies_among(layers)
                seen.products = products_among(tape.products, {id(p) for p in seen.known()})
        with watch.part("inputs"):
            watch.inputs.feed(tape.fed, {id(p) for p in seen.optimized()} | seen.parameter.keys())
            watch.inputs.normalized |= tape.normalized
        self._layers(tape, layers, raw, fetch)
        with watch.part("samples"):
            self._ask_targets(tape)
        seen.passes.sort(tape)
        with watch.part("inputs"):
            for passing, x in self._shown:
                if not passing.evaluates:
                    watch.inputs.trained(x)
        complete = bool(tape.backwards) or not partly
        gradients: dict[int, float] = {}
        fetch.part = "gradients"
        if complete:
            with watch.part("gradients"):
                gradients = self._gradients(fetch)
        fetch.part = "updates"
        for key, (moved, size) in self._moved.items():
            seen.moves.setdefault(key, {})
            fetch.add(seen.moves[key], "moved", moved)
            fetch.add(seen.moves[key], "size", size)
        with watch.part("updates"):
            quality = self.update.quality() if self.update is not None else None
            if quality is not None:
                fetch.add(record.run, "step_quality", quality)
        sums: dict[int, float] = {}
        with watch.part("updates"):
            for p in seen.held_still():
                fetch.add(sums, id(p), some_of(p).double().sum())
        fetch.part = "losses"
        self._losses(tape, fetch, record)
        fetch.part = "coherence"
        with watch.part("coherence"):
            if complete and watch.agreement.see(seen.known(), watch.hub.gradient):
                fetch.add(record.run, "gradient_coherence", watch.agreement.coherence())
                record.run["coherence_batches"] = watch.agreement.count
        left: dict[int, float] = {}
        after: dict[str, float] = {}
        prints: dict[int, float] = {}
        bad: dict[int, float] = {}
        fetch.part = "samples"
        for number, (passing, samples, value) in enumerate(self._prints):
            if not passing.evaluates:
                watch.familiar.see(samples)
                fetch.add(prints, number, value)
        fetch.part = "inputs"
        with watch.part("inputs"):
            for number, value in enumerate([*self._bad, *(one.bad for one in tape.fed.values())]):
                fetch.add(bad, number, value)
        fetch.part = "steps"
        for number, value in enumerate(self._left):
            fetch.add(left, number, value)
        if self._after is not None:
            fetch.add(after, "norm", self._after)
        if self._kept is not None:
            fetch.add(after, "kept", self._kept)
        if len(tape.roots) == 1:
            fetch.add(after, "root", tape.roots[0])
        without = frozenset(gradients)  # the others are being fetched
        fetch.run()
        seen.renew(sums)
        gradients |= {key: math.inf for key, norm in gradients.items() if math.isnan(norm) and key not in without}
        with watch.part("details"):
            self._details(tape, layers, record)
        for key, weight in layers:
            record.layers[key] = self._layer(key, weight, raw[key], tape.calls[key][-1], gradients)
            with watch.part("recurrence"):
                self._times(tape.calls[key], raw[key], key, record)
        with watch.part("rates"):
            if watch.optimizers:
                record.run |= _rates(watch.optimizers[0].param_groups[0])
        total = sum(value * value for value in gradients.values() if not math.isnan(value))
        if gradients:
            record.run["gradient_norm"] = math.sqrt(total)
        # NaN is left, too. A closure that clears its gradients does so each time that the optimizer calls it.
        if self.inside:
            stale = self._fresh <= 1 and any(norm != 0 for norm in left.values())
        else:
            stale = bool(self._left) and not self._fresh and all(norm != 0 for norm in left.values())
        if "kept" in after and left.get(0, 0.0) != 0:
            seen.carries = after["kept"] == 0
        stale = stale and not seen.carries
        cleared = not partly and after.get("norm", 0.0) > 0 and total == 0
        seen.step(tape, record, gradients, set(self._moved), stale=stale, cleared=cleared,
                  uphill=self._uphill(after, record), first=first, last=partly and not tape.backwards,
                  gaps=sum(bad.values()) > 0)  # fmt: skip
        with watch.part("samples"):
            seen.order.batches(list(prints.values()))
        return record

    def _layers(self, tape: Tape, layers: list[tuple[int, Tensor]], raw: dict[int, Numbers], fetch: Fetch) -> None:
        """The layers' own numbers, and their weights'."""
        weights = self._weights
        with self._watch.part("weights"):
            norm_of = zip((key for key, _ in layers), norms([weight.detach() for _, weight in layers]), strict=True)
            weights = dict(norm_of) | self._weights
        for key, weight in layers:
            values = raw.setdefault(key, {})
            fetch.part = "layers"
            with self._watch.part("layers"):
                self._calls(tape.calls[key], values, fetch, self._watch.seen.layer[key].idle)
            fetch.part = "weights"
            fetch.add(values, "weight", weights.get(key, weight.new_zeros(())))

    @staticmethod
    def _times(calls: list[Call], values: Numbers, key: int, record: Record) -> None:
        """The gradient of a fused recurrent layer by time."""
        times = next((call.times for call in reversed(calls) if call.times is not None), None)
        if times is not None:
            followed = times.cpu().numpy()
            record.details.setdefault(key, {})["time_gradient"] = followed
            record.layers[key]["through_time"] = _statistics.growth_over(float(followed.max()), values)
            record.layers[key]["fade_through_time"] = _statistics.fade(followed[::-1])

    def _uphill(self, backward: dict[str, float], record: Record) -> bool:
        """Whether the update makes the loss larger: backward began at minus the loss, or the optimizer maximizes it."""
        root, loss = backward.get("root", math.nan), record.run.get("loss_train", math.nan)
        if not self._watch.optimizers or not loss > 0:
            return False
        maximized = bool(self._watch.optimizers[0].param_groups[0].get("maximize", False))
        return math.isclose(root, loss if maximized else -loss, rel_tol=1e-3)

    def _ask_targets(self, tape: Tape) -> None:
        """Were the samples of passes that backward did not come by trained on? What is given exactly those of a
        training pass, but held against other targets, is asked something new: as where a curve is fitted at the same
        places that it is tested at.
        """
        watch = self._watch
        targets: dict[int, list[Tensor]] = {}
        for loss in tape.losses:
            if loss.target is not None:
                targets.setdefault(id(loss.origin.root), []).append(loss.target)
        trained = [(targets.get(id(one), []), whole) for one, _, whole in self._prints if one.trained]
        for passing, samples, whole in self._prints:
            if passing.trained or watch.familiar.share(samples) <= watch.settings.mostly:
                continue
            passing.familiar = True
            if own := targets.get(id(passing)):
                shown = [target for several, other in trained if bool(other == whole) for target in several]
                new = bool(shown) and not any(torch.equal(one, other) for one in own for other in shown)
                passing.familiar = not new

    def _details(self, tape: Tape, layers: list[tuple[int, Tensor]], record: Record) -> None:
        """Histograms and numbers of units, of the calls that `_calls` takes."""
        settings = self._watch.settings
        if not settings.histograms and not settings.units:
            return
        waiting: _detail.Waiting = []
        for key, weight in layers:
            calls, into = tape.calls[key], record.details.setdefault(key, {})
            reached = [call for call in calls if "backprop_square" in call.values]
            found = dict(_detail.mean([call.details for call in reached or calls]))
            if settings.histograms:
                found["weight_histogram"] = _detail.magnitudes(weight, "weight_histogram")
                if weight.grad is not None:
                    found["gradient_histogram"] = _detail.magnitudes(weight.grad, "gradient_histogram")
            waiting += [(into, name, values) for name, values in found.items()]
        if waiting:
            _detail.fetched(waiting)

    @staticmethod
    def _calls(calls: list[Call], values: Numbers, fetch: Fetch, idle: _statistics.Idle) -> None:
        """The means over a layer's calls, those that backward came by if there are such."""
        reached = [call for call in calls if "backprop_square" in call.values]
        for call in reached:
            if call.root is not None:
                call.root.trained = True
        chosen = reached or calls
        for name in {name for call in chosen for name in call.values}:
            fetch.mean(values, name, [call.values[name] for call in chosen if name in call.values])
        dead = idle.dead_share(chosen)
        if dead is not None:
            fetch.add(values, "dead_share", dead)
        growth = _statistics.growth_through_time(reached)
        if growth is not None:
            fetch.add(values, "through_time", growth)
        fade = _statistics.fade_through_time(reached)
        if fade is not None:
            fetch.add(values, "fade", fade)

    def _gradients(self, fetch: Fetch) -> dict[int, float]:
        """‖g‖₂ of every parameter, by id, once it is fetched: infinite for one that is not finite; NaN for one that has
        none, at once.
        """
        found: dict[int, float] = {}
        having: list[tuple[int, Tensor]] = []
        for parameter in self._watch.seen.known():
            gradient = self._used_by_update(parameter)
            if gradient is None:
                found[id(parameter)] = math.nan
            else:
                having.append((id(parameter), gradient.detach()))
        for (key, _), norm in zip(having, norms([gradient for _, gradient in having]), strict=True):
            fetch.add(found, key, norm)
        return found

    def _used_by_update(self, p: Tensor) -> Tensor | None:
        """A parameter's gradient, as the optimizer gets it: unscaled on its master copy."""
        held, gradient = self._watch.seen.masters.held(p), self._watch.hub.gradient
        given = gradient(held) if held is not p else None
        return gradient(p) if given is None else given

    def _losses(self, tape: Tape, fetch: Fetch, record: Record) -> None:
        seen, watch = self._watch.seen, self._watch
        trained = [loss for loss in tape.losses if loss.trained]
        if not trained and not tape.backwards:
            asked = [loss for loss in tape.losses if loss.grad_enabled]  # a program that stopped before backward
            trained = [loss for loss in asked if not getattr(loss.origin.root, "evaluates", False)]
        # Somebody else's, unless there are no others: what judges a generator is no part of it.
        trained = [loss for loss in trained if watch.has_loss(loss)] or trained
        if self.inside:
            trained = trained[:1]  # later calls of the closure see other weights
        main = [loss for loss in trained if loss.kind == trained[0].kind]
        if len({loss.place for loss in trained}) == 1:  # of gradients that are added up, the last batch's
            with watch.part("targets"):
                watch.neighbors.see(self._batch, trained[-1].target)
                watch.contexts.see(self._batch, trained[-1].target)
        for loss in tape.losses:
            loss.target = loss.given = None
        seen.losses(trained, "train", fetch)
        fetch.mean(record.run, "loss_train", [loss.values["loss"] for loss in main if "loss" in loss.values])
        fetch.mean(record.run, "accuracy_train", [one.values["accuracy"] for one in main if "accuracy" in one.values])
        if tape.roots and (not main or main[0].kind == "policy"):
            fetch.mean(record.run, "loss_train", tape.roots)
        # What else is computed of a training pass is a metric, not an evaluation.
        judged: list[LossCall] = [
            loss
            for loss in tape.losses
            if not (loss.trained or loss.descended or loss in trained or getattr(loss.origin.root, "trained", False))
            and not watch.is_of_another(loss.origin.root)
        ]
        as_trained = "loss"
        usual = seen.main_loss()
        kind = main[0].kind if main else usual.first.kind if usual is not None else ""
        if not main:  # after the last update: some function of a difference, as a share that is explained, is no loss
            judged = [loss for loss in judged if loss.kind != "difference"]
        if kind:
            alike = [loss for loss in judged if loss.kind == kind]
            if not alike:  # a mean size of what is trained by its mean square, or the other way round
                as_trained = f"as_{kind}"
                alike = [loss for loss in judged if as_trained in loss.values]
            judged = alike
        judged = [loss for loss in judged if not getattr(loss.origin.root, "familiar", False)]
        fetch.mean(record.run, "loss_test", [loss.values[as_trained] for loss in judged if as_trained in loss.values])
        accuracies = [one.values["accuracy"] for one in judged if "accuracy" in one.values]
        if not accuracies:  # only answers are compared, by no loss
            asked = [one for one in tape.passes if (not one.gradient or one.evaluates) and not one.familiar]
            compared = [one for one in asked if one.accuracy is not None and not watch.is_of_another(one)]
            accuracies = [one.accuracy for one in compared if one.accuracy is not None]
            seen.answers += sum(one.answers for one in compared)
        if not accuracies and not judged:  # neither: the answers went where nobody could follow them
            told = [one.told for one in tape.passes if one.told is not None]
            accuracies = [one.accuracy for one in told if one.accuracy is not None]
            fetch.mean(record.run, "loss_test", [one.loss for one in told if one.loss is not None])
            seen.answers += sum(one.samples for one in told)
        fetch.mean(record.run, "accuracy_test", accuracies)
        seen.losses(judged, "evaluate", fetch)

    def _layer(self, key: int, weight: Tensor, values: Numbers, call: Call, gradients: dict[int, float]) -> Numbers:
        found = _statistics.channels_of(values)
        if call.thrown_away:
            found["dead_share"] = found["saturated_share"] = 0.0
        size = math.sqrt(max(weight.numel(), 1))
        found["weight_rms"] = values.get("weight", math.nan) / size
        norm = gradients.get(key, math.nan)
        if gradients and math.isnan(norm) and weight.requires_grad:
            norm = 0.0  # it took part, and nothing came back
        found["gradient_l2"], found["gradient_rms"] = norm, norm / size
        found.setdefault("backprop_rms", 0.0 if norm == 0 else math.nan)
        if call.fused:
            found["through_time"] = _statistics.growth_inside(call, values, norm, gradients.get(call.bias, math.nan))
        change = self._watch.seen.moves.get(key, {}) if key in self._moved else {}
        if change.get("size", 0.0) > 0:
            found["update_ratio"] = change.get("moved", math.nan) / change["size"]
        return found


def _rates(group: dict[str, Any]) -> Numbers:
    """The learning rate of a group of parameters, and the one its schedule multiplies or warms up to."""
    rate = float(group.get("lr", math.nan))
    planned = [float(group[name]) for name in ("initial_lr", "max_lr") if isinstance(group.get(name), int | float)]
    return {"learning_rate": rate, "planned_learning_rate": max([rate, *planned])}
