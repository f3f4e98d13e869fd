"""A small stand-in for torchvision over local data: only what the public programs of the benchmark use."""

from torchvision import datasets, models, transforms, utils

__version__ = "0.0"
__all__ = ["datasets", "models", "transforms", "utils"]
