"""The data sets in small are drawn from their own points, in the page's square."""

from __future__ import annotations

import numpy as np

from whygrad.studio.asking import page_sets
from whygrad.studio.thumbnails import SIDE, thumbnails


def test_every_data_set_has_one_and_it_fits_the_square() -> None:
    small = thumbnails()
    assert set(small) == {info.name for info in page_sets()}
    for name, one in small.items():
        for numbers in (one["x"], one["y"], *one["pictures"]):
            assert all(0 <= number <= SIDE for number in numbers), name


def test_the_circle_is_a_disk_of_class_1_in_a_ring_of_class_0() -> None:
    one = thumbnails()["circle"]
    reach = np.hypot(np.array(one["x"]) - SIDE / 2, np.array(one["y"]) - SIDE / 2)
    labels = np.array(one["c"])
    assert reach[labels == 1].max() < reach[labels == 0].min()


def test_numbers_go_from_0_to_100_with_the_plane() -> None:
    one = thumbnails()["plane"]
    value, height = np.array(one["c"]), np.array(one["x"]) + np.array(one["y"])
    assert np.corrcoef(value, height)[0, 1] > 0.99


def test_pictures_are_squares_of_pixels() -> None:
    one = thumbnails()["digits"]
    assert len(one["pictures"]) == 4
    assert all(len(picture) == one["side"] ** 2 for picture in one["pictures"])
    assert max(map(max, one["pictures"])) == SIDE
