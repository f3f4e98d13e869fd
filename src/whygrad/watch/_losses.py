"""What is known of every loss that a program computes: where, of what, and in which order its samples came."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from whygrad.instrument.passes import EvaluationScore
from whygrad.instrument.provenance import LossCall
from whygrad.instrument.training import Training
from whygrad.trace.program import OrderFacts
from whygrad.watch._fetch import Fetch
from whygrad.watch._followed import LossSeen
from whygrad.watch._order import Order


class LossCollector:
    """Gathers the calls of losses by function, place and phase ("train" or "evaluate")."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self.of_place: dict[tuple[str, str, str], LossSeen] = {}
        self.answers = 0  # compared with classes in evaluations without a loss
        self.new_classes: Tensor | None = None  # … and how often each class was right there
        self.confusion: Tensor | None = None  # which class was taken for which, in the latest evaluation
        self.order = Order()
        self._waiting: list[tuple[LossCall, str, dict[str, float]]] = []

    def fetch(self, calls: list[LossCall], phase: str, fetch: Fetch) -> None:
        """Fetch what loss calls of a step were given; `take_in` counts it when it has arrived."""
        for loss in calls:
            raw: dict[str, float] = {}
            for name, value in loss.values.items():
                fetch.add(raw, name, value)
            self._waiting.append((loss, phase, raw))

    def take_in(self) -> None:
        """Count what was fetched."""
        trained = [(loss, raw) for loss, phase, raw in self._waiting if phase == "train"]
        for loss, phase, raw in self._waiting:
            self._merge(loss, phase, raw, ordered=len(trained) == 1)
        self._waiting = []
        places = {(loss.function, loss.place) for loss, _ in trained}
        if len(trained) > 1 and len(places) == 1 and self.of_place[*places.pop(), "train"] is self.main():
            self.order.see_parts(trained, self._training.done)

    def _merge(self, loss: LossCall, phase: str, raw: dict[str, float], *, ordered: bool) -> None:
        key = (loss.function, loss.place, phase)
        seen = self.of_place.setdefault(key, LossSeen(loss, phase))
        seen.calls += 1
        seen.broadcast += loss.broadcast
        seen.crossed += bool(loss.weights_shape)
        seen.misplaced += loss.misplaced
        seen.swapped += loss.swapped
        seen.moving = seen.moving or loss.left_over or self._own_answers(loss)
        seen.attached = seen.attached and loss.attached
        seen.out_of_range += int(raw.get("out_of_range", 0))
        seen.uneven = seen.uneven or raw.get("uneven", 0.0) > 0
        seen.weighed_by_network = seen.weighed_by_network or loss.weighed_by_network
        if not math.isfinite(raw.get("loss", 0.0)):
            seen.bad += int(raw.get("target_bad", 0))
        seen.one_hot = seen.one_hot and raw.get("one_hot", 0.0) == 1.0
        seen.whole = seen.whole and (loss.whole or raw.get("fractions", 1.0) == 0)
        for name, value in raw.items():
            if not math.isnan(value):
                seen.low[name] = min(seen.low.get(name, math.inf), value)
                seen.high[name] = max(seen.high.get(name, -math.inf), value)
            seen.total[name] = seen.total.get(name, 0.0) + value
        # Spread over all batches: within them and between them.
        seen.squares += raw.get("target_std", math.nan) ** 2 + raw.get("target_mean", math.nan) ** 2
        seen.within += raw.get("target_std", math.nan) ** 2
        counts = loss.counts.cpu() if loss.counts is not None else None
        if counts is not None:
            same = seen.counts is not None and len(seen.counts) == len(counts)
            seen.counts = seen.counts + counts if seen.counts is not None and same else counts
        # Several losses, of one step or of different ones (those of an adversary), may each have one class.
        if phase == "train" and ordered and seen is self.main():
            self.order.see(loss, raw, counts, self._training.done)

    def _own_answers(self, loss: LossCall) -> bool:
        """Whether the targets are what the network says itself, or a copy of it: of the next state, of a pair."""
        module = loss.answers.module() if loss.answers is not None else None
        return module is not None and (self._training.owns(module) or self._training.copied(module))

    def scored(self, scores: list[EvaluationScore]) -> None:
        """Evaluations that computed no loss were scored by the classes that they were compared with, or by the targets
        beside them.
        """
        self.answers += sum(one.samples for one in scores)
        for classes in (one.classes for one in scores if one.classes is not None):
            before = self.new_classes
            self.new_classes = classes if before is None or len(before) != len(classes) else before + classes
        self.confused([one.confusion for one in scores if one.confusion is not None])

    def confused(self, tables: list[Tensor]) -> None:
        """An evaluation whose batches are known to have taken these classes for these."""
        if tables and len({table.shape for table in tables}) == 1:
            self.confusion = torch.stack(tables).sum(0)

    def main(self) -> LossSeen | None:
        """The loss that is trained on: see `ProgramFacts.loss`."""
        trained = (loss for loss in self.of_place.values() if loss.phase == "train")
        return max(trained, key=lambda loss: (loss.attached, loss.calls), default=None)

    @property
    def target_shape(self) -> tuple[int, ...]:
        """The shape of a batch's targets of the main loss; empty if they are not known."""
        main = self.main()
        return main.first.target_shape if main is not None else ()

    def target_rows(self, output: tuple[int, ...]) -> int:
        """How many targets a batch of the main loss has; of a loss whose targets are not known, how many rows the
        model's plain output, which has this shape, has.
        """
        if self.target_shape:
            return self.target_shape[0]
        return output[0] if 1 <= len(output) <= 2 else 0

    def order_facts(self, shares: list[float], *, classes: bool) -> OrderFacts:
        """In which order the samples came."""
        between = self.order.between_classes() if classes else math.nan
        main = self.main()
        if not classes and main is not None and "target_std" in main.total and math.isfinite(main.squares):
            whole, within = main.target_variance, main.within / main.calls
            between = max(0.0, 1.0 - within / whole) if whole > 0 else math.nan
        return self.order.facts(shares, between, classes=classes)
