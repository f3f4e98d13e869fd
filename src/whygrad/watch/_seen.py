"""The facts about a program that a watch gathers from record to record, as plain numbers."""

from __future__ import annotations

import math
import weakref
from collections import Counter
from collections.abc import Collection, Mapping
from statistics import fmean, median_high
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.context import address_of
from whygrad.instrument.functions import BY_HAND, NEGATIVE
from whygrad.instrument.modules import modules_of, parameters_in, parameters_of
from whygrad.instrument.passes import Pass
from whygrad.instrument.places import user_place
from whygrad.instrument.post_model import PostModelOp
from whygrad.instrument.tape import Tape
from whygrad.instrument.torch_internals import is_measurable, is_symbolic
from whygrad.instrument.training import Training
from whygrad.trace.limits import fact_limit
from whygrad.trace.program import OutsideFacts, ParameterFacts, ProductFacts, StepFacts
from whygrad.watch._followed import LayerSeen, ParameterSeen
from whygrad.watch._losses import LossCollector
from whygrad.watch._masters import Masters
from whygrad.watch._non_finite import first_non_finite
from whygrad.watch._opponents import Known, Opponents
from whygrad.watch._passes import Passes

if TYPE_CHECKING:
    from whygrad.watch.snapshot import Record


_SAME_NORM = 1e-3  # relative difference of two norms that a limit keeps the same
MOST_COMPARED = 100  # updates


class ProgramFactsCollector:
    """Gathers; `parameter_facts`, `step_facts`, … give what a trace stores."""

    def __init__(self, training: Training, opponents: Known) -> None:
        self._training = training
        self.parameter: dict[int, ParameterSeen] = {}
        self.layer: dict[int, LayerSeen] = {}
        self.moves: dict[int, dict[str, float]] = {}
        self.unseen: set[str] = set()
        self.carries = False  # gradients are changed between updates, as a velocity with friction is
        self._limited = math.nan  # the norm of gradients that were left after an update and changed since
        self.non_finite: tuple[int, int, str] | None = None  # step, layer key, what
        self.gaps_left_out = False  # inputs that are not finite have once done nothing to loss, gradients and weights
        self._after = False  # the last update is done
        self._steps = dict.fromkeys(
            ("observed", "stale", "cleared", "no_backward", "empty", "beside", "uphill", "discarded"), 0
        )
        self._passes: list[int] = []
        self._set_back: list[float] = []  # for each observed update whether it was set back
        self._set_back_by_hand = training.step.set_back  # how often, when the last record was made
        self._places = {"step": "", "backward": ""}
        self._strangers: weakref.WeakKeyDictionary[Module, int] = weakref.WeakKeyDictionary()  # observed steps
        self.outside: Counter[OutsideFacts] = Counter()  # in how many updates
        self.losses = LossCollector(training)
        self.passes = Passes(training)
        self.opponents = Opponents(training, opponents)
        self.masters = Masters()
        self.products: dict[tuple[int, int], ProductFacts] = {}  # by the tables' ids
        self.copies: dict[int, int] = {}  # layers by key that began as copies of another one -> the same number for all
        self.constant: set[int] = set()  # layers by key whose weights were all one number at first

    # parameters

    def optimized(self) -> list[Tensor]:
        """The parameters that the watch's optimizers have, the model's own in place of master copies."""
        return [p for own in self.optimized_by() for p in own]

    def optimized_by(self) -> list[list[Tensor]]:
        """The same parameters, optimizer by optimizer."""
        trained, optimizers = self.masters.trained, self._training.optimizers
        return [list(map(trained, parameters_in(one))) for one in optimizers]

    def passes_read(self) -> bool:
        """Whether a pass of a model ever read a parameter that the watch's optimizers have, as far as it was seen."""
        known = [self.parameter.get(id(p)) for p in self.optimized()]
        return any(one is None or one.in_pass for one in known)

    def look_for_masters(self, tape: Tape, moved: Mapping[int, tuple[Tensor, Tensor]]) -> list[Tensor]:
        """Copies that turn out to be what the optimizer has in place of the model's parameters; by hand are none."""
        had = {id(p): p for p in self._training.parameters()}
        unread = [] if self._training.by_hand else [p for key, p in had.items() if key not in tape.used]
        if not unread:
            return []
        read = (p for use in tape.used.values() if (p := use.parameter()) is not None)
        free = (p for p in read if id(p) not in had and p.requires_grad)
        found = self.masters.look(unread, free, {key: change for key, (change, _) in moved.items()})
        for master in found:
            self.parameter.pop(id(master), None)
            self.moves.pop(id(master), None)
        return found

    def known(self) -> list[Tensor]:
        """Every parameter that is followed, still lives and has numbers."""
        living = (p for one in self.parameter.values() if (p := one.parameter()) is not None)
        return [p for p in living if not is_symbolic(p)]

    def parameters(self, tape: Tape, *, after: bool = False) -> None:
        """Follow every parameter of the optimizers, of the models, and those that the models' passes read. What is
        frozen `after` the last update, as a network that is done, was not while it was trained.
        """
        training, self._after = self._training, after
        for p in self.optimized():
            self._follow(p)
        for model in training.models:
            for p in parameters_of(model):
                if id(p) not in training.states:
                    self._follow(p)
        for key in self.parameter.keys() & tape.given:
            self.parameter[key].given = True
        for place, (key, use) in enumerate(tape.used.items()):
            p = use.parameter()
            if p is None or key in training.states:
                continue
            known = self.parameter.get(key)
            if known is None or known.parameter() is not p:
                if key in tape.given:
                    continue  # what a network is asked at, not what it is made of
                root = use.root() if use.root is not None else None
                if root is None or not any(root is model for model in training.models):
                    continue
                self._follow(p)
                self.parameter[key].registered = False
            seen = self.parameter[key]
            seen.used, seen.module, seen.place, seen.read = True, use.module, use.place, place
            seen.graphed, seen.in_pass = seen.graphed or use.gradient, seen.in_pass or use.root is not None
            seen.uses, seen.last = seen.uses + (seen.last != training.done), training.done

    def _follow(self, p: Tensor) -> None:
        known = self.parameter.get(id(p))
        if known is None or known.parameter() is not p:
            step, address = self._training.step, address_of(p)
            self.parameter[id(p)] = ParameterSeen(
                weakref.ref(p), p.numel(), p.requires_grad, type=str(p.dtype).removeprefix("torch."),
                drawn=address in step.drawn, filled=address in step.filled,
            )  # fmt: skip
        elif not self._after:
            if p.requires_grad and not known.requires_grad and is_measurable(p):
                known.freed = float(p.detach().sum()), known.uses
            known.requires_grad = p.requires_grad

    def steps_beside(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer of the training makes a step: what it trains is not frozen while the first one steps, and
        where a backward pass was made for it, so was a loss that is not recorded.
        """
        self._steps["beside"] += self._training.step.tape.backwards > 0
        for group in optimizer.param_groups:
            for p in group["params"]:
                seen = self.parameter.get(id(p))
                if seen is not None and not seen.beside:
                    seen.beside = p.requires_grad and self._training.step.gradient(p) is not None

    def layers_of(self, tape: Tape) -> list[tuple[int, Tensor]]:
        """The watch's own layers that were called, in the order of their calls."""
        own = {id(p) for p in self.optimized()} | self.parameter.keys()
        found: list[tuple[int, Tensor]] = []
        ends = {id(loss.origin.call) for loss in tape.losses if loss.trained}
        for key, calls in tape.calls.items():
            static = self._training.step.layers.get(key)
            weight = static.weight() if static is not None else None
            if static is None or weight is None or key not in own:
                continue
            last = calls[-1]
            seen = self.layer.setdefault(
                key, LayerSeen(static.kind, static.inputs, static.outputs, scale=last.scale)
            )  # as it began: a program may sharpen its units as it goes
            bent = BY_HAND if last.bends else "identity"
            seen.activation = "identity" if last.thrown_away else last.activation or bent
            seen.sequences = last.sequences
            seen.normalization, seen.dropout = last.normalization, max(seen.dropout, last.dropout)
            seen.residual = seen.residual or last.residual
            seen.head = any(id(call) in ends for call in calls) and not any(call.feeds for call in calls)
            found.append((key, weight))
        return found or self._tables_of(tape, own)

    def _tables_of(self, tape: Tape, own: Collection[int]) -> list[tuple[int, Tensor]]:
        """The tables that rows were looked up in, as layers of a model all of whose weights these are."""
        read = ((key, use.parameter()) for key, use in tape.used.items() if key in own and key not in tape.tables)
        if any(p is not None and p.ndim > 1 and p.shape[1] > 1 for _, p in read):
            return []
        found: list[tuple[int, Tensor]] = []
        for key, (layer, call) in tape.tables.items():
            weight = layer.weight()
            if weight is not None and key in own:
                tape.calls[key] = [call]
                self.layer.setdefault(key, LayerSeen(layer.kind, layer.inputs, layer.outputs))
                found.append((key, weight))
        return found

    def parameter_facts(self, names: dict[int, list[str]], order: list[int]) -> tuple[ParameterFacts, ...]:
        """Facts of all parameters, those of the models first."""
        optimized = {id(p) for p in self.optimized()}
        facts: list[ParameterFacts] = []
        asked, own_making = _asked(self._training), _made_by_the_user(self._training)
        left = any(seen.requires_grad and key not in optimized for key, seen in self.parameter.items())
        waiting = self._training.step.stepped.waiting_parameters() if left else set[int]()
        for number, (key, seen) in enumerate(self.parameter.items()):
            own = names.get(key, [])
            name = own[0] if own else (f"{seen.module} (not registered)" if seen.module else f"parameter {number}")
            facts.append(ParameterFacts(
                name=name, size=seen.size, optimized=key in optimized, requires_grad=seen.requires_grad or seen.beside,
                used=seen.used or seen.reached, graphed=seen.graphed or seen.reached,
                reached=seen.reached or seen.beside, had_gradient=seen.had_gradient or seen.beside,
                changed=seen.changed, registered=bool(own) or seen.registered, names=tuple(own),
                lasting=self.lasting(key), renewed=self.follows(key),
                fresh=self._training.from_scratch and not (seen.filled or seen.changed)
                and (seen.drawn or key in own_making),
                read=seen.read, asked=key in asked, released=_released(seen),
                given=seen.given, waiting=key in waiting, type=seen.type,
                order=order.index(key) if key in order else -1, place=seen.place,
            ))  # fmt: skip
        return tuple(facts)

    def held_still(self) -> list[Tensor]:
        """The parameters that no optimizer has, as far as their numbers can be compared."""
        optimized = {id(p) for p in self.optimized()}
        left = (p for p in self.known() if id(p) not in optimized and self.parameter[id(p)].used)
        return [p for p in left if p.is_floating_point() and p.layout == torch.strided and not p.is_meta and p.numel()]

    def renew(self, sums: dict[int, float]) -> None:
        """The sums of some numbers of these parameters, by id: a copy that follows what is learned has changed."""
        for key, value in sums.items():
            seen = self.parameter[key]
            seen.renewed = seen.renewed or not (math.isnan(seen.held) or math.isnan(value) or seen.held == value)
            seen.held = value

    def follows(self, key: int) -> bool:
        """Whether the program itself renews a parameter, by what its network has learned."""
        seen = self.parameter.get(key)
        return seen is not None and seen.renewed and not any(id(p) == key for p in self.optimized())

    def lasting(self, key: int) -> bool:
        """Whether a parameter stays from step to step."""
        seen = self.parameter.get(key)
        return seen is None or seen.uses != 1 or self._training.records < fact_limit("lasting-records")

    # steps

    def step_place(self) -> None:
        """Remember where the user's step is called."""
        if not self._places["step"]:
            self._places["step"] = user_place(3)

    def left(self, norm: float, *, changed: bool) -> None:
        """Take in what was left of the gradients that an update used, and whether it is what it was. What a limit keeps
        at one norm, as clipping before backward does, is no velocity.
        """
        self.carries = changed and not math.isclose(norm, self._limited, rel_tol=_SAME_NORM)
        self._limited = norm if changed else self._limited

    def setting_back(self, measured: float) -> None:
        """Whether the program changed the weights after the last update by more than that had (1, or 0 if not; NaN:
        unknown). By hand both are one change, and what was called tells.
        """
        if self._training.by_hand:
            before, self._set_back_by_hand = self._set_back_by_hand, self._training.step.set_back
            measured = float(self._set_back_by_hand > before)
        if not math.isnan(measured) and len(self._set_back) < MOST_COMPARED:
            self._set_back.append(measured)

    @property
    def asks_for_set_back(self) -> bool:
        """Whether what happens after an update is still compared with it."""
        return len(self._set_back) < MOST_COMPARED and not self._training.by_hand

    @property
    def sets_back(self) -> bool:
        """Whether the program again and again takes back what updates did, as for a start from which each of many tasks
        is learned, so that no loss tells how far the training has come.
        """
        often = sum(self._set_back) >= fact_limit("set-back-updates")
        return often and fmean(self._set_back) >= fact_limit("set-back-share")

    def step(self, tape: Tape, record: Record, gradients: dict[int, float], moved: set[int], *, stale: bool,
             cleared: bool, uphill: bool, first: bool, last: bool, gaps: bool) -> None:  # fmt: skip
        """Take in one record whose numbers have arrived. `last`: no update follows; `gaps`: among its inputs were some
        that are not finite.
        """
        for key, norm in gradients.items():
            seen = self.parameter.get(key)
            if seen is not None and not math.isnan(norm):
                seen.reached = True
                seen.had_gradient = seen.had_gradient or norm != 0
        for key in moved:
            if key in self.parameter and self.moves.get(key, {}).get("moved", 0.0) != 0:
                self.parameter[key].changed = True
        if self._is_of_others(tape, gradients):
            pass  # what backward did then tells nothing of this training
        elif tape.backwards or record.run.get("gradient_norm", 0.0):
            self._steps["observed"] += 1
            self._steps["stale"] += stale and not first
            self._steps["cleared"] += cleared
            self._steps["uphill"] += uphill
            self._steps["discarded"] += tape.discarded
            self._passes.append(tape.backwards)
        elif tape.losses or tape.calls:
            self._steps["no_backward"] += 1
        elif not last:
            self._steps["empty"] += 1
        self._places["backward"] = tape.backward_place or self._places["backward"]
        targets = {id(loss.answers) for loss in tape.losses if loss.answers is not None}
        trained = (one for one in tape.passes if one.gradient and (id(one) not in targets or self._drawn(one)))
        for model in {id(model): model for one in trained if (model := one.module()) is not None}.values():
            self._adopt(model)
        self.passes.see(tape, last=last, opposed=self.opponents.exist)
        self.unseen |= tape.unseen
        self.outside.update({
            _outside_facts(one) for one in tape.outside
            if one.reached and self._training.has_pass(one.origin.root)
        })  # fmt: skip
        if any(map(self._training.has_pass, tape.pulled)):
            self._training.has_signed_weights = True
        self.opponents.see(tape)
        self.losses.take_in()
        if self.non_finite is None:
            self.non_finite = first_non_finite(record, self._training.broken)
        self.gaps_left_out |= gaps and self.non_finite is None and "gradient_norm" in record.run

    def step_facts(self) -> StepFacts:
        """What lay between updates."""
        middle = float(median_high(self._passes)) if self._passes else 0.0
        return StepFacts(**self._steps, passes=middle, step_place=self._places["step"],
                         backward_place=self._places["backward"])  # fmt: skip

    def _is_of_others(self, tape: Tape, gradients: dict[int, float]) -> bool:
        """Whether backward came from the losses of other trainings only, and nothing was computed of this one: a part
        that a program does not use this time, although it makes its optimizer's steps.
        """
        if any(seen.used for seen in self.parameter.values()):
            return False
        trained = [loss for loss in tape.losses if loss.trained]
        foreign = bool(trained) and all(self._training.is_of_another(loss.origin.root) for loss in trained)
        return foreign and all(math.isnan(norm) for norm in gradients.values())

    def _adopt(self, model: Module) -> None:
        """A model whose gradients this training computes belongs to it, if no other training claims it. By the observed
        step after `adopted-updates` every optimizer of the loop has stepped, and has claimed its own.
        """
        training = self._training
        if any(other.owns(model) for other in (training, *training.peers)):
            return
        if all(training.step.gradient(p) is None for p in parameters_of(model)):
            return
        self._strangers[model] = self._strangers.get(model, 0) + 1
        if self._strangers[model] > fact_limit("adopted-updates"):
            training.take(model)

    def _drawn(self, passing: Pass) -> bool:
        """Whether any weight of a model is as it was drawn at random; a teacher's were learned, loaded or copied."""
        model, drawn = passing.module(), self._training.step.drawn
        return model is not None and any(address_of(p) in drawn for p in parameters_of(model))


def _asked(training: Training) -> set[int]:
    """Parameters whose own attribute, or that of a module that holds them, looks as if it made them change: nobody
    reads `module.requires_grad` or `p.require_grad`.
    """
    modules = [module for model in training.models for module in modules_of(model)]
    found = {id(p) for module in modules if _asks(module) for p in parameters_of(module)}
    return found | {id(p) for module in modules for p in parameters_of(module, recurse=False) if _asks(p)}


def _released(seen: ParameterSeen) -> bool:
    """Whether a parameter that was frozen was let free to change, and has been as it was then for a while."""
    p = seen.parameter()
    if p is None or seen.freed is None or not is_measurable(p):
        return False
    total, uses = seen.freed
    return seen.uses - uses >= fact_limit("lasting-records") and float(p.detach().sum()) == total


def _asks(one: Any) -> bool:
    return any(name.startswith("require") and value is True for name, value in vars(one).items())


def _made_by_the_user(training: Training) -> set[int]:
    """Parameters that are made by classes of the program itself, not by a library's layers."""
    modules = (
        module for model in training.models for module in modules_of(model) if type(module).__module__ == "__main__"
    )
    return {id(p) for module in modules for p in parameters_of(module, recurse=False)}


def _outside_facts(one: PostModelOp) -> OutsideFacts:
    """As a trace stores it, of one update."""
    before = one.origin.function.removeprefix(NEGATIVE)
    return OutsideFacts(one.function, before, one.place, one.origin.place, one.axis)
