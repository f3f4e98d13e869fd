"""What PyTorch's functions are called, for those who act on a training instead of watching it."""

from whygrad.watch._functions import (
    ACTIVATIONS,
    ATTENTION,
    CELLS,
    CONVOLUTIONS,
    DENSE,
    DIFFERENCES,
    DROPOUTS,
    LOSSES,
    MATRIX,
    NORMALIZERS,
    PASSING,
    RECURRENT,
    bare,
)
from whygrad.watch._places import user_place

__all__ = [
    "ACTIVATIONS",
    "CONVOLUTIONS",
    "DENSE",
    "DIFFERENCES",
    "DROPOUTS",
    "LOSSES",
    "MATRIX",
    "NORMALIZERS",
    "PASSING",
    "RECURRENT",
    "ATTENTION",
    "CELLS",
    "bare",
    "user_place",
]
