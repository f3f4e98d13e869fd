"""What the page of maps asks: planes as programs and initial weights, a pixel diagnosed, the table of its controls."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.studio.asking import Page, numbers

import whygrad as wg
from whygrad import i18n, nets
from whygrad.engine.arrays import SETTINGS, program_arrays
from whygrad.engine.program import lower
from whygrad.maps.axis import Axis
from whygrad.studio.atlas import axes, maps
from whygrad.studio.atlas.plane import MOST_PROGRAMS
from whygrad.studio.atlas.wire import MOST_AT_ONCE
from whygrad.studio.workers import lane_of

WEB = Path(wg.__file__).parent / "studio" / "web" / "atlas"
LINK = wg.Experiment().replace(samples=60, epochs=3).to_link()
LAYERS = {"network": {"layers": ["flatten", {"dense": 2}]}}
RATE, INIT = "learning_rate=0.001:10:log", "init=normal:0.01:10:log"


def _pixel(answer: dict[str, Any], row: int, column: int) -> dict[str, Any]:
    """What the page trains at a pixel: arrays of its program, initial weights, settings."""
    arrays = [numbers(one) for one in answer["arrays"]]

    def at(grid: dict[str, Any]) -> int:
        table = numbers(grid)
        return int(table[row if len(table) > 1 else 0, column if table.shape[1] > 1 else 0])

    program = answer["programs"][at(answer["program_of"])]
    settings = list(program["settings"])
    for name, place in (("x", column), ("y", row)):
        for number in answer[name]["settings"]:
            settings[number] = answer[name]["numbers"][place]
    return {
        "arrays": {name: arrays[place] for name, place in program["arrays"].items()},
        "start": arrays[answer["starts"][at(answer["start_of"])]],
        "running": arrays[program["running"]],
        "settings": settings,
        "program": program,
    }


@pytest.mark.parametrize(
    ("values", "x", "y"),
    [
        ({}, RATE, INIT),
        ({}, INIT, "clip=0.1:1"),
        ({"optimizer": "adamw"}, "l2=0.001:0.1:log", "l1=0:0.1"),
        ({"normalization": "batch"}, "batch_size=2:30", "depth=1:4"),
        ({}, "width=1:6", INIT),
        ({"schedule": "cosine"}, "epochs=1:5", RATE),
        ({"name": "moons"}, "noise=0:0.5", "samples=20:60"),
        ({"init": "orthogonal"}, "dropout=0:0.5", "train_share=0.2:0.8"),
    ],
)
def test_every_pixel_is_lowered_as_its_experiment(page: Page, values: dict[str, Any], x: str, y: str) -> None:
    """Arrays, weights and numbers of the pixels against `engine.lower` of each of their experiments."""
    experiment = wg.Experiment().replace(samples=60, epochs=3).replace(**values)
    seed = 7
    answer = page.ask("atlas/plane", link=experiment.to_link(), x=x, y=y, size=5, seed=seed)
    across, up = Axis.parse(x, 5), Axis.parse(y, 5)
    assert answer["x"]["values"] == list(across.values)
    assert answer["y"]["values"] == list(up.values)
    for row, column in [(0, 0), (0, len(across) - 1), (len(up) - 1, 0), (len(up) - 1, len(across) - 1), (1, 2)]:
        job = lower(
            up.apply(across.apply(experiment, across.values[column]), up.values[row]),
            [seed],
            name="",
            kind="experiment",
        )
        found = _pixel(answer, row, column)
        expected = program_arrays(job.program)
        for name, array in found["arrays"].items():
            if name == "schedule":  # sent up to where it stays what it is
                array = np.concatenate([array, np.full(len(expected[name]) - len(array), array[-1])])
            np.testing.assert_array_equal(array, expected[name], err_msg=name)
        np.testing.assert_array_equal(found["start"], job.initial)
        np.testing.assert_array_equal(found["running"], nets.initial_running(job.program.plan, 1))
        settings = [float(job.setting(name)[0]) for name in SETTINGS]
        np.testing.assert_array_equal(np.array(found["settings"], np.float32), np.array(settings, np.float32))
        assert found["program"]["steps"] == job.program.total_steps
        assert found["program"]["per_epoch"] == job.program.per_epoch
        assert found["program"]["chance"] == pytest.approx(job.meta.chance_loss)


def test_few_programs_for_many_pixels(page: Page) -> None:
    """The learning rate changes no program, initial weights change none either, and no array is sent twice."""
    answer = page.ask("atlas/plane", link=LINK, x=RATE, y=INIT, size=64)
    assert (len(answer["programs"]), len(answer["starts"])) == (1, 64)
    both = page.ask("atlas/plane", link=LINK, x="batch_size=1:30", y=INIT, size=30)
    assert (len(both["programs"]), len(both["starts"])) == (30, 30)
    sent = [(one["dtype"], tuple(one["shape"]), one["data"]) for one in both["arrays"]]
    assert len(set(sent)) == len(sent)


def test_a_first_picture_needs_every_few_pixels_only(page: Page) -> None:
    question = {"link": LINK, "x": "depth=1:9", "y": INIT, "size": 9}
    whole, thin = page.ask("atlas/plane", **question), page.ask("atlas/plane", **question, every=4)
    assert thin["x"]["values"] == whole["x"]["values"]
    assert numbers(thin["program_of"]).shape == (1, 3)
    assert numbers(thin["start_of"]).shape == (3, 3)
    one, other = _pixel(thin, 1, 2), _pixel(whole, 4, 8)
    np.testing.assert_array_equal(one["start"], other["start"])
    assert one["program"]["widths"] == other["program"]["widths"]


def test_a_map_with_too_many_programs_has_fewer_pixels(page: Page) -> None:
    answer = page.ask("atlas/plane", link=LINK, x="batch_size=1:30", y="epochs=1:200", size=200)
    assert answer["size"] == 25
    assert len(answer["x"]["values"]) * len(answer["y"]["values"]) <= MOST_PROGRAMS
    wide = wg.Experiment().replace(hidden=[256, 256], samples=40).to_link()
    answer = page.ask("atlas/plane", link=wide, x=RATE, y=INIT, size=256)
    assert 8 <= answer["size"] < 256
    assert len(answer["starts"]) * numbers(answer["arrays"][answer["starts"][0]]).size <= 1_000_000


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"x": "learning_rate", "y": INIT}, "is not an axis"),
        ({"x": "learning_rate=1:0.1", "y": INIT}, "must be below"),
        ({"x": "learning_rate=-1:1:log", "y": INIT}, "above 0"),
        ({"x": RATE, "y": "training.learning_rate=0.1:1"}, "occurs twice"),
        ({"x": "name=a.csv,b.csv", "y": INIT}, "name cannot be an axis"),
        ({"x": "data.name=/etc/passwd,b.csv", "y": INIT}, "cannot be an axis"),
        ({"x": "activation=tanh,relu", "y": INIT}, "cannot be an axis"),
        ({"x": "noise=0:99", "y": INIT}, "noise"),
        ({"link": "whygrad=1", "x": "epochs=1:99999", "y": INIT}, "epochs"),
        ({"x": "samples=4:99999", "y": INIT}, "samples"),
        ({"x": "width=1:9999", "y": INIT}, "hidden"),
        ({"link": "whygrad=1&network.hidden=", "x": "depth=1:4", "y": INIT}, "depth changes hidden layers"),
        ({"x": RATE, "y": INIT, "size": 1}, "size"),
        ({"x": RATE, "y": INIT, "every": 0}, "every"),
        ({"link": None, "experiment": LAYERS, "x": RATE, "y": INIT}, "lists of layers"),
    ],
)  # fmt: skip
def test_what_cannot_be_mapped_is_refused_in_one_line(page: Page, question: dict[str, Any], says: str) -> None:
    assert says in page.refused("atlas/plane", **{"link": LINK, "lang": "en", "size": 8, **question})["error"]


def test_a_pixel_is_trained_and_diagnosed(page: Page) -> None:
    link = wg.Experiment().replace(samples=200, epochs=20).to_link()
    settings = {"training.learning_rate": 0.001, "network.init": "normal:0.01"}
    answer = page.ask("atlas/pixel", link=link, settings=settings, seed=3, lang="en")
    experiment = wg.Experiment.from_link(link).replace(**settings)
    assert wg.Experiment.from_link(answer["link"]) == experiment
    assert "view.seeds=1&view.first=3" in answer["link"]
    (trace,) = wg.train([experiment], [3])
    expected = [one.code for one in wg.diagnose(trace).findings]
    assert [one["code"] for one in answer["diagnosis"]["findings"]] == expected
    assert expected
    korean = page.ask("atlas/pixel", link=link, settings=settings, seed=3, lang="ko")
    assert korean["diagnosis"]["verdict"] != answer["diagnosis"]["verdict"]


def test_a_pixel_of_structural_axes(page: Page) -> None:
    answer = page.ask("atlas/pixel", link=LINK, settings={"depth": 3, "training.batch_size": 5})
    experiment = wg.Experiment.from_link(answer["link"])
    assert experiment.network.hidden == (4, 4, 4)
    assert experiment.training.batch_size == 5


def test_a_long_training_is_left_to_the_lab(page: Page) -> None:
    long = wg.Experiment().replace(hidden=[100, 100], epochs=5000, batch_size=50).to_link()
    answer = page.ask("atlas/pixel", link=long, settings={"training.learning_rate": 0.1})
    assert answer["diagnosis"] is None
    assert wg.Experiment.from_link(answer["link"]).training.learning_rate == 0.1


@pytest.mark.parametrize(
    "settings",
    [{"data.name": "/etc/passwd"}, {"name": "x.csv"}, {"training.learning_rate": "a"}, {"depth": 1.5}, {"depth": "3"},
     {"width": 10**9}, {}, {"init": "normal:-1"}, {"data.learning_rate": 1}, {"learning_rate": 1, "l2": 0, "l1": 0}],
)  # fmt: skip
def test_settings_that_no_axis_has_are_refused(page: Page, settings: dict[str, Any]) -> None:
    page.refused("atlas/pixel", link=LINK, settings=settings)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_table_has_its_texts(page: Page, language: str) -> None:
    table = page.get(f"atlas/table?lang={language}")
    texts = [one[key] for one in table["maps"] for key in ("title", "about")]
    texts += [one[key] for one in table["axes"] for key in ("label", "help")] + [
        one["text"] for one in table["measures"]
    ]
    assert all(texts)
    korean = sum(bool(re.search("[가-힣]", one)) for one in texts)
    assert korean == 0 if language == "en" else korean > len(texts) - 8  # names such as Adam are the same


def test_every_axis_begins_with_a_range_that_it_takes(page: Page) -> None:
    for one in page.get("atlas/table")["axes"]:
        word = f"{one['word']}:" if one["word"] else ""
        axis = axes.parsed(f"{one['name']}={word}{one['from']}:{one['to']}{':log' if one['log'] else ''}", 4)
        assert axis.key == one["key"]
        other = INIT if one["name"] == "learning_rate" else RATE
        page.ask("atlas/plane", link=LINK, x=f"{one['name']}={word}{one['from']}:{one['to']}", y=other, size=4)


@pytest.mark.parametrize("ready", maps.READY, ids=lambda one: one.name)
def test_every_ready_made_map_can_be_trained(page: Page, ready: maps.Ready) -> None:
    answer = page.ask("atlas/plane", link=ready.experiment.to_link(), x=ready.x, y=ready.y, size=16)
    assert ready.measure in maps.MEASURES
    assert len(answer["programs"]) >= 1


def test_the_colors_are_those_of_whygrad_map() -> None:
    """cividis, as matplotlib has it, and the colors of runs that did not finish."""
    import matplotlib as mpl

    from whygrad.views.plots._style import BLUE, HEAT, RED

    source = (WEB / "colors.js").read_text(encoding="utf-8")
    packed = "".join(re.findall(r'^  "([0-9a-f]+)"', source, re.MULTILINE))
    found = np.array([int(packed[k : k + 2], 16) for k in range(0, len(packed), 2)]).reshape(-1, 3)
    expected = np.round(255 * np.asarray(mpl.colormaps[HEAT](np.arange(256)))[:, :3])
    np.testing.assert_array_equal(found, expected)
    assert re.search(rf'FAILED = "{RED.lower()}"', source)
    assert BLUE.lower() in source


def test_planes_are_answered_beside_other_short_questions() -> None:
    assert {lane_of(f"atlas/{name}") for name in ("table", "plane", "pixel")} == {"short"}
    assert lane_of("atlas/pixels") == "pixels"


@pytest.mark.parametrize(
    ("x", "y"), [(RATE, INIT), ("learning_rate=0.1:1000:log", "depth=1:4"), ("batch_size=2:30", INIT)]
)
def test_pixels_trained_on_the_server_are_those_of_whygrad_map(page: Page, tmp_path: Path, x: str, y: str) -> None:
    experiment = wg.Experiment().replace(samples=60, epochs=3, output="identity", loss="squared")
    expected = {
        measure: wg.train_map(experiment, x, y, size=6, measure=measure, seeds=[5], folder=tmp_path)
        for measure in maps.MEASURES
    }
    height, width = expected["loss"].values.shape[1:3]
    rows, columns = np.divmod(np.random.default_rng(0).permutation(height * width), width)
    answer = page.ask(
        "atlas/pixels",
        link=experiment.to_link(),
        x=x,
        y=y,
        size=6,
        seed=5,
        rows=rows.tolist(),
        columns=columns.tolist(),
    )
    for values, found in zip(numbers(answer["values"]), expected.values(), strict=True):
        np.testing.assert_array_equal(values, found.values[0, rows, columns, 0])
    np.testing.assert_array_equal(numbers(answer["ended"]), expected["loss"].ended[0, rows, columns, 0])
    assert answer["took"] > 0


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"rows": [8], "columns": [0]}, "rows"),
        ({"rows": [0, 1], "columns": [0]}, "rows"),
        ({"rows": [], "columns": []}, "rows"),
        ({"rows": [0] * 3000, "columns": [0] * 3000}, "rows"),
        ({"rows": [-1], "columns": [0]}, "rows"),
        ({"rows": [0], "columns": [0], "x": INIT}, "init"),
    ],
)
def test_pixels_that_a_map_does_not_have_are_refused(page: Page, question: dict[str, Any], says: str) -> None:
    asked = {"link": LINK, "lang": "en", "x": RATE, "y": INIT, "size": 8, **question}
    assert says in page.refused("atlas/pixels", **asked)["error"]


def test_the_page_asks_for_as_many_pixels_as_the_server_takes() -> None:
    source = (WEB / "hands.js").read_text(encoding="utf-8").partition("class ServerHand")[2]
    assert re.findall(r"^  most = (\d+);", source, re.MULTILINE) == [str(MOST_AT_ONCE)]


def test_too_many_long_trainings_are_refused_before_they_begin(page: Page) -> None:
    long = wg.Experiment().replace(epochs=2000, hidden=[64, 64, 64]).to_link()
    places = {"rows": [0] * 500, "columns": [0] * 500}
    said = page.refused("atlas/pixels", link=long, lang="en", x=RATE, y=INIT, size=8, **places)
    assert "whygrad map" in said["error"]
