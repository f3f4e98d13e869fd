"""What the shortened formulas give for layers that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping

from whygrad.nets.layers import Row
from whygrad.zoo.formulas import Shortened, shortened
from whygrad.zoo.networks import network


def numbers() -> Mapping[str, str]:
    """Size and parameters of the first convolutions of AlexNet and VGG-16, and all of VGG-16's parameters."""
    (alex, alex_short), *_ = _convolutions("alexnet")
    (first, first_short), *_ = vgg = _convolutions("vgg-16")
    return {
        "alexnet": str(alex.output[1]),
        "alexnet short": f"{alex_short.output[0]:.10g}",
        "vgg": str(first.output[1]),
        "vgg short": f"{first_short.output[0]:.10g}",
        "vgg first": f"{first.count:,}",
        "vgg first short": f"{first_short.parameters:,}",
        "vgg all": f"{sum(row.count for row, _ in vgg):,}",
        "vgg all short": f"{sum(said.parameters for _, said in vgg):,}",
    }


def _convolutions(name: str) -> list[tuple[Row, Shortened]]:
    return [(row, said) for row in network(name).rows if (said := shortened(row)) is not None]
