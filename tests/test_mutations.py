"""Mistakes put into scripts: each changes what it says, and nothing where there is no place for it."""

from __future__ import annotations

import ast
import difflib
import random

import pytest
from benchmarks.clinic.mutations import MUTATIONS, Mutation, in_turn, mutated

from whygrad.diagnose import RULES

SCRIPT = """\
from torch import nn

net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
optimizer = optim.SGD(net.parameters(), lr=0.1)
criterion = nn.CrossEntropyLoss()
for inputs, targets in batches:
    net.train()
    optimizer.zero_grad()
    out = net(inputs).squeeze(1)
    loss = criterion(out, targets) + F.binary_cross_entropy_with_logits(score, hits)
    loss.backward()
    optimizer.step()
    schedule.step()
net.eval()
"""
FROM_NETWORK = "for p_ in net.parameters():"
# What a line of the script becomes, or what is put in.
BECOMES = {
    "zero_grad taken out": ("    pass",),
    "rate × 300": ("optimizer = optim.SGD(net.parameters(), lr=0.1 * 300.0)",),
    "rate × 20": ("optimizer = optim.SGD(net.parameters(), lr=0.1 * 20.0)",),
    "rate ÷ 100": ("optimizer = optim.SGD(net.parameters(), lr=0.1 * 0.01)",),
    "rate ÷ 3000": ("optimizer = optim.SGD(net.parameters(), lr=0.1 * 0.0003333333333333333)",),
    "activations taken out": ("net = nn.Sequential(nn.Linear(4, 8), torch.nn.Identity(), nn.Linear(8, 2))",),
    "sigmoid activations": ("net = nn.Sequential(nn.Linear(4, 8), torch.nn.Sigmoid(), nn.Linear(8, 2))",),
    "last layer's parameters only": ("optimizer = optim.SGD(list(net.parameters())[-2:], lr=0.1)",),
    "all but the last layer's parameters": ("optimizer = optim.SGD(list(net.parameters())[:-2], lr=0.1)",),
    "all but the last layer frozen": ("for p_ in list(net.parameters())[:-2]:", "    p_.requires_grad_(False)"),
    "softmax before cross-entropy": (
        "    loss = criterion(torch.softmax(out, 1), targets) + F.binary_cross_entropy_with_logits(score, hits)",
    ),
    "sigmoid before logits' loss": (
        "    loss = criterion(out, targets) + F.binary_cross_entropy_with_logits(torch.sigmoid(score), hits)",
    ),
    "targets mixed up": (
        "    loss = criterion(out, targets[torch.randperm(len(targets))]) + "
        "F.binary_cross_entropy_with_logits(score, hits[torch.randperm(len(hits))])",
    ),
    "loss of the wrong sign": ("    (-loss).backward()",),
    "step taken out": ("    pass",),
    "squeeze taken out": ("    out = net(inputs)",),
    "eval taken out": ("pass",),
    "eval instead of train": ("    net.eval()",),
    "inputs × 300 + 1000": ("    out = net(inputs * 300.0 + 1000.0).squeeze(1)",),
    "inputs × 30 + 100": ("    out = net(inputs * 30.0 + 100.0).squeeze(1)",),
    "values missing": (
        "    out = net(inputs + torch.where(torch.rand_like(inputs) < 0.01, float('nan'), 0.0)).squeeze(1)",
    ),
    "weights × 15": (FROM_NETWORK, "    if p_.dim() > 1:", "        p_.data.mul_(15.0)"),
    "weights × 4": (FROM_NETWORK, "    if p_.dim() > 1:", "        p_.data.mul_(4.0)"),
    "weights ÷ 30": (FROM_NETWORK, "    if p_.dim() > 1:", "        p_.data.mul_(0.03)"),
    "weights ÷ 1000": (FROM_NETWORK, "    if p_.dim() > 1:", "        p_.data.mul_(0.001)"),
    "all weights alike": (FROM_NETWORK, "    if p_.dim() > 1:", "        p_.data.fill_(0.05)"),
}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_a_mistake_changes_what_it_says_and_nothing_else(mutation: Mutation):
    before = ["import torch", *ast.unparse(ast.parse(SCRIPT)).splitlines()]
    after = mutated(SCRIPT, mutation).splitlines()
    told = [line for line in difflib.ndiff(before, after) if line[:2] in ("+ ", "- ")]
    added = tuple(line[2:] for line in told if line.startswith("+ "))
    assert added == BECOMES[mutation.name]
    assert len(told) - len(added) == (0 if added[0].startswith("for ") else 1)
    assert {mutation.cause, *mutation.accept} <= set(RULES)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_no_place_no_mutant(mutation: Mutation):
    assert mutated("from __future__ import annotations\nprint('nothing trains here')\n", mutation) == ""


def test_groups_are_taken_in_turn():
    order = in_turn({"a": [1, 2, 3], "b": [4]}, random.Random(0))
    assert sorted(order) == [1, 2, 3, 4]
    assert order[1] == 4
