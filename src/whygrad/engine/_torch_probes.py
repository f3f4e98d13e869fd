"""What the PyTorch engine records: the formulas of trace/channels.py, gradients by autograd."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from whygrad import nets
from whygrad.data import Dataset
from whygrad.engine import _torch_net
from whygrad.engine._torch_net import Mode, Network
from whygrad.trace import HISTOGRAM_BINS, HISTOGRAM_RANGES

EVALUATED_AT_ONCE = 4096  # samples

Record = dict[str, NDArray[np.floating]]


def spread(x: Tensor, runs: int) -> Tensor:
    """The same samples (B, …) for every run: (P, B, …)."""
    return x.expand(runs, *x.shape)


def probe_gradients(network: Network, x: Tensor, y: Tensor) -> tuple[Tensor, list[Tensor], list[Tensor], list[Tensor]]:
    """The probe batch's losses (P,), all values, the gradients of the parameters and those of each layer's Z."""
    plan = network.plan
    values = network.forward(x, Mode.PROBING)
    loss = _torch_net.losses(plan, values[-1], y).mean(dim=1)
    wanted = [*network.parameters, *(values[before] for before in plan.before)]
    found = torch.autograd.grad(loss.sum(), wanted)
    count = len(network.parameters)
    return loss.detach(), [value.detach() for value in values], list(found[:count]), list(found[count:])


def probe(network: Network, x: Tensor, y: Tensor, detail: Sequence[str]) -> Record:
    """The channels of one pass over the probe batch x (P, B, F), y (P, B[, 1])."""
    plan = network.plan
    _, values, gradients, of_z = probe_gradients(network, x, y)
    norm = torch.linalg.vector_norm(torch.cat([g.flatten(1) for g in gradients], dim=1), dim=1)
    of_weight = {p.layer: g for p, g in zip(plan.parameters, gradients, strict=True) if p.kind == "weight"}
    rows: list[dict[str, Tensor]] = []
    for number in range(len(plan.layers)):
        z, a = values[plan.before[number]], values[plan.after[number]]
        slope = _derivative(network, number, z)
        row = _weights(network.weight(number).detach(), of_weight[number], of_z[number]) | _values(z, a)
        row |= _units(network, number, z, a, slope)
        if "histograms" in detail:
            row |= {
                "preactivation_histogram": _histogram(z, "preactivation_histogram"),
                "activation_histogram": _histogram(a, "activation_histogram"),
                "gradient_histogram": _histogram(of_weight[number].abs().log10(), "gradient_histogram"),
            }
        if "units" not in detail:
            del row["unit_activation_mean"], row["unit_active_share"]
        rows.append(row)
    record = {name: torch.stack([row[name] for row in rows], dim=1) for name in rows[0]}
    record["gradient_norm"] = norm
    return {name: tensor.cpu().numpy() for name, tensor in record.items()}


def _weights(weight: Tensor, gradient: Tensor, of_z: Tensor) -> dict[str, Tensor]:
    return {
        "gradient_rms": gradient.square().mean(dim=(1, 2)).sqrt(),
        "gradient_l2": torch.linalg.vector_norm(gradient, dim=(1, 2)),
        "backprop_rms": of_z.shape[1] * of_z.square().mean(dim=(1, 2)).sqrt(),
        "weight_rms": weight.square().mean(dim=(1, 2)).sqrt(),
    }


def _values(z: Tensor, a: Tensor) -> dict[str, Tensor]:
    row: dict[str, Tensor] = {}
    for name, value in (("preactivation", z), ("activation", a)):
        row[f"{name}_mean"] = value.mean(dim=(1, 2))
        row[f"{name}_std"] = value.std(dim=(1, 2), correction=0)
        row[f"{name}_rms"] = value.square().mean(dim=(1, 2)).sqrt()
    row["sample_std"] = a.var(dim=1, correction=0).mean(dim=1).sqrt()
    row["unit_std"] = a.var(dim=2, correction=0).mean(dim=1).sqrt()
    if a.shape[2] == 1:
        row["unit_std"] = torch.full_like(row["unit_std"], math.nan)
    return row


def _units(network: Network, number: int, z: Tensor, a: Tensor, slope: Tensor) -> dict[str, Tensor]:
    plan = network.plan
    name = nets.OUTPUT_FUNCTIONS.get(plan.layers[number].activation, plan.layers[number].activation)
    low, high = nets.ACTIVATIONS[name].saturated if name in nets.ACTIVATIONS else (-math.inf, math.inf)
    active = slope != 0
    widest = max(plan.widths[after] for after in plan.after)
    padding = a.new_full((a.shape[0], widest - a.shape[2]), math.nan)
    return {
        "dead_share": (~active.any(dim=1)).to(a).mean(dim=1),
        "saturated_share": ((z < low) | (z > high)).to(a).mean(dim=(1, 2)),
        "zero_share": (a == 0).to(a).mean(dim=(1, 2)),
        "unit_activation_mean": torch.cat((a.mean(dim=1), padding), dim=1),
        "unit_active_share": torch.cat((active.to(a).mean(dim=1), padding), dim=1),
    }


def _derivative(network: Network, number: int, z: Tensor) -> Tensor:
    """f'(Z) of a layer (P, B, U), 1 where no unit-wise function is applied."""
    plan = network.plan
    op = next((op for op in plan.ops if op.layer == number and op.kind == "activation"), None)
    if op is None:
        return torch.ones_like(z)
    z = z.clone().requires_grad_()
    return torch.autograd.grad(network.function(op)(z).sum(), z)[0]


def _histogram(x: Tensor, name: str) -> Tensor:
    """The share of x (P, …) in each bin: (P, bins). NaN is in none."""
    low, high = HISTOGRAM_RANGES[name]
    x = x.flatten(1)
    place = ((x - low) * (HISTOGRAM_BINS / (high - low))).floor().clamp(0, HISTOGRAM_BINS - 1)
    counts = x.new_zeros((len(x), HISTOGRAM_BINS))
    counts.scatter_add_(1, place.nan_to_num(0).long(), (~x.isnan()).to(x))
    return counts / x.shape[1]


class Evaluation:
    """Loss and accuracy over whole shares of the data, evaluated."""

    def __init__(self, dataset: Dataset, like: Tensor) -> None:
        self.shares = {
            "train": (torch.tensor(dataset.x_train).to(like), torch.tensor(dataset.y_train, device=like.device)),
            "test": (torch.tensor(dataset.x_test).to(like), torch.tensor(dataset.y_test, device=like.device)),
        }

    @torch.no_grad()
    def __call__(self, network: Network) -> Record:
        """`loss_*` and `accuracy_*` (P,)."""
        plan, runs = network.plan, len(network.seeds)
        record: Record = {}
        for name, (x, y) in self.shares.items():
            loss, hits = x.new_zeros(runs), x.new_zeros(runs)
            for first in range(0, len(x), EVALUATED_AT_ONCE):
                here = slice(first, first + EVALUATED_AT_ONCE)
                out, goal = network.forward(spread(x[here], runs), Mode.EVALUATING)[-1], spread(y[here], runs)
                loss += _torch_net.losses(plan, out, goal).sum(dim=1)
                if plan.task == "classes":
                    hits += _torch_net.right(plan, out, goal).sum(dim=1)
            record[f"loss_{name}"] = (loss / len(x)).cpu().numpy()
            share = hits / len(x) if plan.task == "classes" else torch.full_like(hits, math.nan)
            record[f"accuracy_{name}"] = share.cpu().numpy()
        return record
