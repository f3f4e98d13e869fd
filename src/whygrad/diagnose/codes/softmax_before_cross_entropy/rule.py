"""Softmax applied twice."""

from __future__ import annotations

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.measurements.outputs import applied_twice, takes_logits
from whygrad.diagnose.rule import SYMPTOMS, Rule, link

RULE = Rule(
    "softmax-before-cross-entropy",
    Severity.ERROR,
    ("loss_train",),
    applied_twice("softmax"),
    ("output-auto",),
    applies=takes_logits,
    parts=("losses",),
    group="output-and-loss",
    place=10,
    rank=120,
    explains=(link("saturated-units", "vanishing-gradient", *SYMPTOMS),),
)
