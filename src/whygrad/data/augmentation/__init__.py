"""Augmentation: training pictures changed at random at every step, as PyTorch operations on whole batches.

One file a word of `data.augmentation`, or a few; they are found by listing this folder: each module's `WORDS` says, for
a word, which function changes a batch. Such a function takes pictures (B, C, H, W) with values from 0 to 1, the word's
number and a generator of random numbers, and gives new pictures of the same shape, from 0 to 1. What enters from
outside of a picture is black. Importing this package imports PyTorch.
"""

from whygrad.data.augmentation.augmentation import Augmentation, words
from whygrad.data.augmentation.batches import Batches

__all__ = ["Augmentation", "Batches", "words"]
