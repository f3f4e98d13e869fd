"""What a network can be shown of its samples instead of their raw columns: features of points and of pictures.

Features of points are formulas. Those of pictures, one kind a file, are listed in `pictures.KINDS`; some of them are
fitted first, on the training set only.
"""

from whygrad.data.features.pictures import KINDS, PictureFeatures, fit
from whygrad.data.features.points import POINT_FEATURES, derive

__all__ = ["KINDS", "POINT_FEATURES", "PictureFeatures", "derive", "fit"]
