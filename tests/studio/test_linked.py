"""Links with weights and points: where the first run begins, what data it has, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studio.asking import Page, numbers

from whygrad.experiment import Drawn, Experiment, Linked
from whygrad.studio.asking import DRAWN

SMALL = Experiment().replace(samples=40, hidden=[3])
COUNT = 2 * 3 + 3 + 3 + 1
GIVEN = tuple(float(value) for value in np.linspace(-1, 1, COUNT, dtype=np.float32))
POINTS = Drawn(((1, 2), (-1.5, 0.125), (3, -3), (0, 5), (2, 2), (1, -1)), (0, 1, 1, 0, 0, 1))


def test_the_first_run_begins_with_the_weights_of_the_link(page: Page) -> None:
    link = Linked(SMALL, parameters=GIVEN).write()
    plain = page.ask("lower", link=SMALL.to_link(), seeds=3)
    answer = page.ask("lower", link=link, seeds=3)
    found = numbers(answer["parameters"])
    np.testing.assert_array_equal(found[0], np.array(GIVEN, np.float32))
    np.testing.assert_array_equal(found[1:], numbers(plain["parameters"])[1:])
    assert plain["weights"] is None
    assert f"weights={answer['weights']}" in link
    assert answer["link"] == SMALL.to_link()
    assert answer["experiment"] == SMALL.model_dump()
    # The page keeps them beside the experiment that it edits.
    again = page.ask("lower", experiment=SMALL.replace(learning_rate=0.1).model_dump(), weights=answer["weights"])
    np.testing.assert_array_equal(numbers(again["parameters"])[0], np.array(GIVEN, np.float32))


def test_running_statistics_follow_the_parameters(page: Page) -> None:
    normal = SMALL.replace(normalization="batch")
    plain = page.ask("lower", experiment=normal.model_dump())
    count, running = numbers(plain["parameters"]).shape[1], numbers(plain["running"]).shape[1]
    assert running == 2 * 3
    given_weights = tuple(float(value) for value in np.linspace(0.5, 1, count + running, dtype=np.float32))
    answer = page.ask("lower", link=Linked(normal, parameters=given_weights).write(), seeds=2)
    found = np.concatenate([numbers(answer["parameters"])[0], numbers(answer["running"])[0]])
    np.testing.assert_array_equal(found, np.array(given_weights, np.float32))
    np.testing.assert_array_equal(numbers(answer["running"])[1], numbers(plain["running"])[0])


@pytest.mark.parametrize("count", [1, COUNT - 1, COUNT + 1, 1000])
def test_the_wrong_number_of_weights(page: Page, count: int) -> None:
    link = Linked(SMALL, parameters=(0.5,) * count).write()
    for lang in ("en", "ko"):
        error = page.refused("lower", link=link, lang=lang)["error"]
        assert str(COUNT) in error


@pytest.mark.parametrize("weights", ["", "x", "AACAfw", "A" * 9000])
def test_damaged_weights(page: Page, weights: str) -> None:
    page.refused("lower", experiment=SMALL.model_dump(), weights=weights)


def test_points_of_a_link_are_the_data(page: Page) -> None:
    drawn = SMALL.replace(name=DRAWN)
    answer = page.ask("lower", link=Linked(drawn, points=POINTS, parameters=GIVEN).write())
    own = answer["own"]["points"]
    assert own == {"x": [list(row) for row in POINTS.x], "y": list(POINTS.y), "task": "classes", "names": []}
    asked = page.ask("lower", experiment=drawn.model_dump(), points=own, weights=answer["weights"])
    assert {**asked, "own": answer["own"]} == answer
    points = np.concatenate([numbers(answer["points"][part]) for part in ("train", "test")])
    assert sorted(map(tuple, points.tolist())) == sorted(POINTS.x)
    assert page.ask("lower", link="whygrad=1")["own"] is None


def test_points_twice(page: Page) -> None:
    link = Linked(SMALL.replace(name=DRAWN), points=POINTS).write()
    page.refused("lower", link=link, csv="x1,x2,y\n1,2,a\n3,4,b\n")
    page.refused("lower", link=link, points={"x": [[1, 2], [3, 4]], "y": [0, 1]})


@pytest.mark.parametrize("points", [Drawn(((1, 2), (3, 4)), (0, 9)), Drawn(((1, 2), (3, 4)), (0, -1))])
def test_points_of_classes_that_are_none(page: Page, points: Drawn) -> None:
    page.refused("lower", link=Linked(SMALL.replace(name=DRAWN), points=points).write())


@given(st.binary(max_size=400), st.sampled_from(["weights=", "points=c2.", "points=n1.", "points=n2.", "points=c1."]))
def test_no_bytes_break_the_server(page: Page, raw: bytes, key: str) -> None:
    import base64

    text = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    status, answer = page.post("lower", link=f"whygrad=1&hidden=&{key}{text}")
    assert status in (200, 422)
    if status == 422:
        assert answer["error"]
        assert "\n" not in answer["error"]
