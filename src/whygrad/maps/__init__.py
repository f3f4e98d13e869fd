"""Maps: the plane of two settings, every pixel one trained network.

`axis` is what is varied, `ranges` reads how it is written, `measure` what a pixel shows, `levels` the order in which
pixels are trained (coarse first), `pixels` trains some of them, `tiles` keeps results on disk, `cost` estimates before
work starts, `plane` joins them.
"""

from whygrad.maps.axis import Axis
from whygrad.maps.measure import MEASURES, Measure
from whygrad.maps.plane import Map, filled, train_map

__all__ = ["MEASURES", "Axis", "Map", "Measure", "filled", "train_map"]
