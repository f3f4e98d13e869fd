"""Every target for a moment: what is tried longer by a benchmark is tried a little by each run of the tests."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz_targets import texts
from tests.fuzz_targets.target import Target

LONGEST = 10.0  # seconds of the processor's, for one input

TARGETS: tuple[Target, ...] = (*texts.TARGETS,)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@settings(max_examples=settings().max_examples // 3)
@given(data=st.data())
def test_a_target_ends_in_time(target: Target, data: st.DataObject) -> None:
    value = data.draw(target.inputs)
    began = time.process_time()
    target(value)
    assert time.process_time() - began < LONGEST
