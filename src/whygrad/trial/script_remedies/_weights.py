"""Drawing weights anew, when their layer is used for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whygrad.instrument import functions as names
from whygrad.trial.rerun.intervention import Intervention, LayerCall
from whygrad.trial.rerun.job import Parameters, ScriptFacts


class Drawn(Intervention):
    """Weights of dense, convolution and recurrent layers are drawn anew as the parameter `init` says, their biases set
    to 0; of embeddings, too, if their rows are multiplied with each other.
    """

    def weights(self, call: LayerCall) -> None:
        """Draw."""
        import torch

        draw = DRAWS[self.parameters["init"]]
        transposed = call.name in names.MATRIX and call.name != "mv"  # inputs × outputs
        with self.run.unobserved(), torch.no_grad():
            for weight in call.weights:
                if not weight.requires_grad:
                    continue  # learned elsewhere
                if weight.ndim >= 2:
                    # A product's weight of three dimensions is a row of matrices.
                    for one in weight.unbind() if transposed and weight.ndim == 3 else (weight,):
                        draw(one, transposed)
                else:
                    weight.zero_()
                self.used = True


def he(weight: Any, transposed: bool) -> None:
    """Normal with variance 2/inputs."""
    import torch

    mode = "fan_out" if transposed else "fan_in"
    torch.nn.init.kaiming_normal_(weight, mode=mode, nonlinearity="relu")


def xavier(weight: Any, _transposed: bool) -> None:
    """Normal with variance 2/(inputs + outputs)."""
    import torch

    torch.nn.init.xavier_normal_(weight)


def lecun(weight: Any, transposed: bool) -> None:
    """Normal with variance 1/inputs."""
    import torch

    mode = "fan_out" if transposed else "fan_in"
    torch.nn.init.kaiming_normal_(weight, mode=mode, nonlinearity="linear")


def orthogonal(weight: Any, _transposed: bool) -> None:
    """Orthogonal; stacked gates of a recurrent layer each by itself."""
    import torch

    if weight.ndim == 2 and weight.shape[0] > weight.shape[1] and weight.shape[0] % weight.shape[1] == 0:
        for part in weight.split(weight.shape[1]):
            torch.nn.init.orthogonal_(part)
    else:
        torch.nn.init.orthogonal_(weight)


DRAWS = {"he": he, "xavier": xavier, "lecun": lecun, "orthogonal": orthogonal}


def snippet(function: str) -> Callable[[Parameters, ScriptFacts], str]:
    """A user's code for it."""
    return lambda _parameters, facts: _of_tables(function, facts) or of_layers(function)


def of_layers(function: str) -> str:
    """… for layers with weights and biases."""
    return (
        "for layer in model.modules():\n"
        "    if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)):\n"
        f"        nn.init.{function}\n"
        "        if layer.bias is not None:\n"
        "            nn.init.zeros_(layer.bias)\n"
    )


def _of_tables(function: str, facts: ScriptFacts) -> str:
    """… for embeddings whose rows are multiplied; "" if there are none."""
    tables = dict.fromkeys(name for one in facts.program.products for name in one.names)
    return "".join(f"nn.init.{function.replace('layer.weight', 'TABLE')}  # {name}\n" for name in tables)
