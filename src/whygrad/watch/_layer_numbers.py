"""What a record says of each layer: its own numbers, those of its weight, and the gradients of all parameters."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from torch import Tensor

from whygrad.instrument import detail, layer_statistics, through_time
from whygrad.instrument.layer_call import Call
from whygrad.instrument.tape import Tape
from whygrad.instrument.training import Training
from whygrad.watch._fetch import Fetch, norms
from whygrad.watch._seen import ProgramFactsCollector
from whygrad.watch.snapshot import Numbers, Record

Layers = Sequence[tuple[int, Tensor]]
"""The layers of a step in their order: their weights' ids, and these."""


class LayerNumbers:
    """Has them fetched with all other numbers of a step, and then puts them into the record."""

    def __init__(self, training: Training, seen: ProgramFactsCollector) -> None:
        self._training, self._seen = training, seen

    def fetched(self, tape: Tape, layers: Layers, weights: Mapping[int, Tensor], fetch: Fetch) -> dict[int, Numbers]:
        """The layers' own numbers, and the norms of their weights, once they are fetched. `weights`: norms that are
        known already.
        """
        raw: dict[int, Numbers] = {key: {} for key, _ in layers}
        known = dict(weights)
        with self._training.part("weights"):
            norm_of = zip((key for key, _ in layers), norms([weight.detach() for _, weight in layers]), strict=True)
            known = dict(norm_of) | known
        for key, weight in layers:
            with fetch.of("layers"):
                _add_calls(tape.calls[key], raw[key], fetch, self._seen.layer[key].idle)
            with fetch.of("weights"):
                fetch.add(raw[key], "weight", known.get(key, weight.new_zeros(())))
        return raw

    def gradients(self, fetch: Fetch) -> dict[int, float]:
        """‖g‖₂ of every parameter, by id, once it is fetched: infinite for one that is not finite; NaN for one that has
        none, at once.
        """
        found: dict[int, float] = {}
        having: list[tuple[int, Tensor]] = []
        for parameter in self._seen.known():
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
        held, gradient = self._seen.masters.held(p), self._training.step.gradient
        given = gradient(held) if held is not p else None
        return gradient(p) if given is None else given

    def add(
        self,
        tape: Tape,
        layers: Layers,
        raw: Mapping[int, Numbers],
        gradients: Mapping[int, float],
        moved: Collection[int],
        record: Record,
    ) -> None:
        """Put what was fetched into the record; `moved` are the parameters whose last change was measured."""
        with self._training.part("details"):
            self._add_details(tape, layers, record)
        for key, weight in layers:
            calls = tape.calls[key]
            record.layers[key] = self._layer(key, weight, raw[key], calls[-1], gradients, moved)
            with self._training.part("recurrence"):
                _add_times(calls, raw[key], key, record)

    def _add_details(self, tape: Tape, layers: Layers, record: Record) -> None:
        """Histograms and numbers of units, of the calls that `_add_calls` takes."""
        settings = self._training.settings
        if not settings.histograms and not settings.units:
            return
        waiting: detail.Waiting = []
        for key, weight in layers:
            calls, into = tape.calls[key], record.details.setdefault(key, {})
            reached = [call for call in calls if "backprop_square" in call.values]
            found = dict(detail.mean([call.details for call in reached or calls]))
            if settings.histograms:
                found["weight_histogram"] = detail.magnitudes(weight, "weight_histogram")
                if weight.grad is not None:
                    found["gradient_histogram"] = detail.magnitudes(weight.grad, "gradient_histogram")
            waiting += [(into, name, values) for name, values in found.items()]
        detail.fetched(waiting)

    def _layer(
        self,
        key: int,
        weight: Tensor,
        values: Numbers,
        call: Call,
        gradients: Mapping[int, float],
        moved: Collection[int],
    ) -> Numbers:
        found = layer_statistics.channels_of(values)
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
            found["through_time"] = through_time.growth_inside(call, values, norm, gradients.get(call.bias, math.nan))
        change = self._seen.moves.get(key, {}) if key in moved else {}
        if change.get("size", 0.0) > 0:
            found["update_ratio"] = change.get("moved", math.nan) / change["size"]
        return found


def _add_times(calls: list[Call], values: Numbers, key: int, record: Record) -> None:
    """The gradient of a fused recurrent layer by time."""
    times = next((call.times for call in reversed(calls) if call.times is not None), None)
    if times is not None:
        followed = times.cpu().numpy()
        record.details.setdefault(key, {})["time_gradient"] = followed
        record.layers[key]["through_time"] = through_time.growth_over(float(followed.max()), values)
        record.layers[key]["fade_through_time"] = through_time.fade(followed[::-1])


def _add_calls(calls: list[Call], values: Numbers, fetch: Fetch, idle: layer_statistics.Idle) -> None:
    """The means over a layer's calls, those that backward came by if there are such."""
    reached = [call for call in calls if "backprop_square" in call.values]
    for call in reached:
        if call.root is not None:
            call.root.trained = True
    chosen = reached or calls
    for name in {name for call in chosen for name in call.values}:
        fetch.mean(values, name, [call.values[name] for call in chosen if name in call.values])
    if (dead := idle.dead_share(chosen)) is not None:
        fetch.add(values, "dead_share", dead)
    for name, value in through_time.over_calls(reached).items():
        fetch.add(values, name, value)
