"""Activations: one table row each, from which everything that lists or spells them is made."""

from whygrad.activations.row import EVERYWHERE, Activation, Range, Spellings, Texts
from whygrad.activations.table import ACTIVATIONS, KNOWN

__all__ = ["ACTIVATIONS", "EVERYWHERE", "KNOWN", "Activation", "Range", "Spellings", "Texts"]
