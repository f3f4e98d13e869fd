"""What the page trains is what Python trains: the same arrays, the same data, a grid where the picture says it is."""

from __future__ import annotations

import numpy as np
import pytest
from tests.studio.asking import Page, numbers

from whygrad.data import load
from whygrad.engine import native
from whygrad.engine.program import lower
from whygrad.experiment import Experiment, presets
from whygrad.studio.lowering import GRID, LINE

PLAYGROUND_LINK = (
    "https://playground.tensorflow.org/#activation=relu&batchSize=20&dataset=spiral&regDataset=reg-plane&"
    "learningRate=0.1&regularizationRate=0&noise=0&networkShape=6,3&seed=0.5&showTestData=false&discretize=false&"
    "percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&"
    "sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false"
)


@pytest.mark.parametrize("name", presets)
def test_presets_are_lowered_to_the_kernels_arrays(page: Page, name: str) -> None:
    """Beside the arrays that the kernel itself is given."""
    answer = page.ask("lower", experiment=presets[name].model_dump(), seeds=3, first_seed=5, name=name)
    job = lower(presets[name], [5, 6, 7], name=name, kind="preset")
    expected = native.Population([job]).arrays
    program = answer["program"]
    for key in ("ops", "layers", "bounds", "segments", "widths", "numbers", "targets", "train", "test"):
        np.testing.assert_array_equal(numbers(program[key]), expected[key], err_msg=key)
    for key in ("parameters", "running", "settings", "seeds"):
        np.testing.assert_array_equal(numbers(answer[key]), expected[key], err_msg=key)
    schedule = numbers(program["schedule"])
    whole = np.append(schedule, np.full(len(job.program.schedule) - len(schedule), schedule[-1]))
    np.testing.assert_array_equal(whole, job.program.schedule)
    assert answer["experiment"] == presets[name].model_dump()
    assert answer["meta"]["total_steps"] == job.meta.total_steps


@pytest.mark.parametrize("name", presets)
def test_link_and_toml_lead_back(page: Page, name: str) -> None:
    answer = page.ask("lower", experiment=presets[name].model_dump())
    assert page.ask("lower", link=answer["link"])["experiment"] == answer["experiment"]
    assert Experiment.from_toml(answer["toml"]).model_dump() == answer["experiment"]


def test_nothing_is_the_default(page: Page) -> None:
    assert page.ask("lower")["experiment"] == Experiment().model_dump()


def test_playground_links_are_read(page: Page) -> None:
    found = page.ask("lower", link=PLAYGROUND_LINK)["experiment"]
    assert found["data"]["name"] == "spiral"
    assert found["network"] == {**Experiment().network.model_dump(), "hidden": [6, 3], "activation": "relu",
                                "init": "playground"}  # fmt: skip
    assert found["training"]["batch_size"] == 20


def test_a_constant_schedule_is_one_number(page: Page) -> None:
    assert numbers(page.ask("lower")["program"]["schedule"]).tolist() == [1.0]
    training = {"schedule": "cosine", "warmup": 0.1, "epochs": 4}
    assert len(numbers(page.ask("lower", experiment={"training": training})["program"]["schedule"])) == 100


def test_the_grid_lies_where_the_picture_is(page: Page) -> None:
    """Row 0 is the upper left cell; rows hold what the network sees, features and preprocessing included."""
    data = {"name": "circle", "features": ["x1", "x2", "x1*x2"], "preprocessing": ["center"]}
    answer = page.ask("lower", experiment={"data": data})
    assert answer["points"]["domain"] == [-6, 6, -6, 6]
    assert answer["grid"]["size"] == [GRID, GRID]
    rows = numbers(answer["grid"]["rows"])
    assert rows.shape == (GRID * GRID, numbers(answer["program"]["train"]).shape[1])
    dataset = load(Experiment.from_tree({"data": data}).data)
    cell = 12 / GRID
    for i, j in [(0, 0), (99, 0), (0, 99), (30, 71)]:
        x, y = -6 + (i + 0.5) * cell, 6 - (j + 0.5) * cell
        expected = np.array([x, y, x * y]) - [dataset_mean(dataset, f) for f in range(3)]
        np.testing.assert_allclose(rows[j * GRID + i, :3], expected, rtol=1e-4, atol=1e-5)
    assert not rows[:, 3:].any()


def dataset_mean(dataset: object, feature: int) -> float:
    """The mean of a derived feature over the training set, from the raw points."""
    raw = dataset.x_raw_train.astype(np.float64)  # pyright: ignore[reportAttributeAccessIssue]
    return float([raw[:, 0], raw[:, 1], raw[:, 0] * raw[:, 1]][feature].mean())


def test_points_are_raw_and_inside_the_picture(page: Page) -> None:
    answer = page.ask("lower", experiment={"data": {"name": "moons", "preprocessing": ["center", "scale"]}})
    points, (x0, x1, y0, y1) = answer["points"], answer["points"]["domain"]
    train, test = numbers(points["train"]), numbers(points["test"])
    both = np.concatenate([train, test])
    assert ((both > (x0, y0)) & (both < (x1, y1))).all()
    assert x1 - x0 < 1.3 * np.ptp(both[:, 0])
    assert set(numbers(points["y_train"]).tolist()) == {0.0, 1.0}
    assert len(train) == len(numbers(answer["program"]["train"]))


def test_a_line_has_a_row_of_inputs(page: Page) -> None:
    answer = page.ask("lower", experiment={"data": {"name": "sine"}})
    assert answer["grid"]["size"] == [LINE, 1]
    x0, x1, y0, y1 = answer["points"]["domain"]
    line = numbers(answer["grid"]["rows"])[:, 0]
    np.testing.assert_allclose(line, np.linspace(x0, x1, LINE), rtol=1e-5)
    assert y0 < numbers(answer["points"]["y_train"]).min() < numbers(answer["points"]["y_train"]).max() < y1


def test_pictures_have_no_grid(page: Page) -> None:
    answer = page.ask("lower", experiment={"data": {"name": "digits"}})
    assert answer["grid"] is None
    assert answer["points"]["train"] is None
    assert answer["points"]["pictures"] is True


def test_seeds_begin_where_asked(page: Page) -> None:
    many, one = page.ask("lower", seeds=4), page.ask("lower", seeds=1, first_seed=2)
    assert numbers(many["seeds"]).tolist() == [0, 1, 2, 3]
    np.testing.assert_array_equal(numbers(many["parameters"])[2], numbers(one["parameters"])[0])
    assert numbers(page.ask("lower", first_seed=2**32 - 1)["seeds"]).tolist() == [2**32 - 1]
    assert "first_seed" in page.refused("lower", seeds=2, first_seed=2**32 - 1)["error"]
