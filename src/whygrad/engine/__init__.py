"""Experiment -> Trace: the only place that trains.

`train` lowers experiments to programs and has them executed, by the kernel for dense networks or by PyTorch.
"""

from whygrad.engine.train import train, trains_as_layers

__all__ = ["train", "trains_as_layers"]
