"""Sigmoid applied twice."""

from __future__ import annotations

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.measurements.outputs import applied_twice, takes_logits
from whygrad.diagnose.rule import SYMPTOMS, Rule, link

RULE = Rule(
    "sigmoid-before-logit-loss",
    Severity.ERROR,
    ("loss_train",),
    applied_twice("sigmoid"),
    ("output-auto",),
    applies=takes_logits,
    parts=("losses",),
    group="output-and-loss",
    place=20,
    rank=130,
    explains=(link("saturated-units", "vanishing-gradient", *SYMPTOMS),),
)
