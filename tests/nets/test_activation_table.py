"""The table of activations: each row is whole, and the files that are made from it are up to date."""

from __future__ import annotations

import re

from tests.all_faults import all_at_once

from whygrad.activations import ACTIVATIONS, KNOWN
from whygrad.activations.__main__ import files
from whygrad.experiment.options import BY_KEY


def test_generated_files_are_up_to_date() -> None:
    old = [path.name for path, content in files().items() if path.read_text(encoding="utf-8") != content]
    assert not old, "run: make generated"


@all_at_once("name", ACTIVATIONS)
def test_a_row_is_whole(name: str) -> None:
    row = ACTIVATIONS[name]
    assert re.fullmatch(r"[a-z][a-z-]*", name)
    assert row.f is not None
    assert row.derivative is not None
    assert row.kernel
    assert row.source
    assert row.code is not None
    assert row.title is not None
    assert row.title.en
    assert row.title.ko
    assert bool(row.about) == bool(row.code.pytorch_helper or row.code.keras_helper)
    assert row.called or name == "linear"


@all_at_once("name", KNOWN)
def test_what_is_known_of_a_function_is_consistent(name: str) -> None:
    row = KNOWN[name]
    assert row.range.low < row.range.high
    assert row.saturated[0] < row.saturated[1]
    assert not (row.flat and row.monotone and not row.range.only)
    assert row.zero_centered == (row.range.low == -row.range.high and not name.endswith("relu")) or name == "threshold"


def test_no_function_of_pytorch_stands_for_two_activations() -> None:
    called = [one for row in KNOWN.values() for one in row.called]
    assert len(called) == len(set(called))


def test_names_are_used_once() -> None:
    assert sorted(row.number for row in ACTIVATIONS.values()) == list(range(len(ACTIVATIONS)))
    assert [row.name for row in KNOWN.values()] == list(KNOWN)


def test_a_network_can_have_each_of_them() -> None:
    assert BY_KEY["network.activation"].choices == tuple(ACTIVATIONS)
