"""The order of pixels: each once, coarse first, borders first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad.maps.levels import COARSEST, blocks, by_disagreement, strides


@given(st.integers(1, 300), st.integers(1, 300))
def test_every_pixel_belongs_to_one_block(height: int, width: int) -> None:
    seen = np.zeros((height, width), int)
    for level in range(len(strides(height, width))):
        for block in blocks(height, width, level):
            seen[block.rows, block.columns] += 1
    assert (seen == 1).all()


@pytest.mark.parametrize("size", [31, 32, 33, 500])
def test_first_level_is_coarse(size: int) -> None:
    (first,) = blocks(size, size, 0)
    assert len(first.rows) <= COARSEST**2
    assert strides(size, size)[-1] == 1


def test_blocks_with_a_border_come_first() -> None:
    picture = np.zeros((256, 256))
    picture[:, 200:] = 1.0
    found = by_disagreement(list(blocks(256, 256, 3, edge=64)), picture)
    assert {int(block.columns.min()) // 64 for block in found[:4]} == {3}


def test_unfinished_pixels_make_a_border() -> None:
    picture = np.full((128, 128), 0.5)
    picture[:20, :20] = np.nan
    first = by_disagreement(list(blocks(128, 128, 2, edge=64)), picture)[0]
    assert (int(first.rows.min()) // 64, int(first.columns.min()) // 64) == (0, 0)
