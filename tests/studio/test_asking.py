"""Questions: data of one's own, what is refused and how that is said."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from tests.studio.asking import Page, numbers

from whygrad.data import load
from whygrad.experiment import Experiment, presets
from whygrad.studio import asking
from whygrad.studio.wire import LONGEST_CSV

DRAWN: dict[str, Any] = {"x": [[0, 0], [1, 1], [0, 1], [1, 0], [3, 2], [2, 3]], "y": [0, 0, 1, 1, 2, 2]}
CSV = "width;height;kind\n" + "".join(f"{i};{i * i};{'cat' if i % 2 else 'dog'}\n" for i in range(30))


def test_drawn_points_are_the_data_set(page: Page) -> None:
    answer = page.ask("lower", points=DRAWN, experiment={"data": {"name": "xor", "train_share": 0.5}})
    assert answer["experiment"]["data"]["name"] == asking.DRAWN
    assert answer["meta"]["classes"] == 3
    drawn = np.concatenate([numbers(answer["points"][share]) for share in ("train", "test")])
    assert sorted(map(tuple, drawn.tolist())) == sorted(map(tuple, DRAWN["x"]))
    assert answer["grid"] is not None


def test_drawn_points_have_the_playgrounds_features(page: Page) -> None:
    data = {"features": ["x1*x2", "sin(x1)"]}
    answer = page.ask("lower", points=DRAWN, experiment={"data": data})
    x = numbers(answer["points"]["train"])
    np.testing.assert_allclose(
        numbers(answer["program"]["train"])[:, :2], np.stack([x[:, 0] * x[:, 1], np.sin(x[:, 0])], 1), rtol=1e-6
    )
    refused = page.refused("lower", points=DRAWN, experiment={"data": {"features": ["x3"]}})
    assert refused["key"] == "data.features"
    assert "x1^2" in refused["error"]


def test_drawn_numbers_are_regression(page: Page) -> None:
    points = {"x": [[float(i)] for i in range(8)], "y": [i * 0.5 for i in range(8)], "task": "numbers"}
    answer = page.ask("lower", points=points)
    assert answer["meta"]["task"] == "numbers"
    assert answer["grid"]["size"][1] == 1


def test_one_class_of_points_can_still_be_drawn(page: Page) -> None:
    """While somebody draws, there may be points of one class only."""
    answer = page.ask("lower", points={"x": [[0, 1], [1, 2], [3, 4]], "y": [0, 0, 0], "names": ["blue", "orange"]})
    assert answer["points"]["class_names"] == ["blue", "orange"]


@pytest.mark.parametrize(
    "points",
    [
        {"x": [], "y": []},
        {"x": [[0, 0]], "y": [0]},
        {"x": [[0, 0], [1, 1]], "y": [0]},
        {"x": [[0, 0], [1]], "y": [0, 1]},
        {"x": [[0, 0], [1, 1]], "y": [0, 0.5]},
        {"x": [[0, 0], [1, 1]], "y": [0, -1]},
        {"x": [[0, 0], [1, 1]], "y": [0, 6]},
        {"x": [[0, 0], [1, 1]], "y": [0, 1], "task": "colors"},
        {"x": [[0, 0, 0], [1, 1, 1]], "y": [0, 1]},
        {"x": [[0, 0]] * 5001, "y": [0] * 5001},
        {"x": [[0, "1"], [1, 1]], "y": [0, None]},
        {"x": [[0, 1e999], [1, 1]], "y": [0, 1]},
    ],
)
def test_bad_points_are_refused(page: Page, points: dict[str, Any]) -> None:
    if points["x"] and 1e999 in points["x"][0]:
        response = page.client.post(
            "/api/lower", content=b'{"points": {"x": [[0, Infinity], [1, 1]], "y": [0, 1]}}',
            headers={"x-whygrad-token": "the-token", "content-type": "application/json"},
        )  # fmt: skip
        assert response.status_code == 422
        return
    page.refused("lower", points=points)


def test_a_csv_text_is_the_data_set(page: Page, tmp_path: Any) -> None:
    """The same as the file itself."""
    (tmp_path / "my.csv").write_text(CSV, encoding="utf-8")
    tree = {"data": {"name": "xor", "target": "width", "features": ["height"]}}
    answer = page.ask("lower", csv=CSV, csv_name="my.csv", experiment=tree)
    assert answer["experiment"]["data"]["name"] == "my.csv"
    file = load(Experiment.from_tree({"data": {**tree["data"], "name": "my.csv"}}).data, tmp_path)
    np.testing.assert_array_equal(numbers(answer["program"]["train"])[:, :1], file.x_train)
    assert answer["points"]["feature_names"] == ["height"]


@pytest.mark.parametrize("name", ["", "table.txt", "../../etc/passwd", "a\x07.csv", "/etc/x.csv", "C:\\x\\y.csv"])
def test_a_csv_has_a_harmless_name(page: Page, name: str) -> None:
    found = page.ask("lower", csv=CSV, csv_name=name)["experiment"]["data"]["name"]
    assert found in ("data.csv", "x.csv", "y.csv")


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("", "no rows"),
        ("a,b\n1,2\n1,x\n3\n", "line 4"),
        ("a,b\n1,0\n,1\n", "line 3"),
        ("a,b\n1,0\n\0,1\n", "line 3"),
        ("1,2\n3,4\n", "hold column names"),
        ("a,b\n" + "1,0\n2,1\n" * 2501, "5,000"),
    ],
)
def test_a_bad_csv_is_refused_like_a_bad_file(page: Page, csv: str, said: str) -> None:
    assert said in page.refused("lower", csv=csv)["error"]


def test_a_long_csv_is_refused(page: Page) -> None:
    page.refused("lower", csv="a,b\n" + "1,0\n" * (LONGEST_CSV // 4))


def test_data_of_ones_own_comes_once(page: Page) -> None:
    page.refused("lower", csv=CSV, points=DRAWN)
    page.refused("lower", link="whygrad=1", experiment={})


@pytest.mark.parametrize(
    "name", ["/etc/passwd.csv", "../../../etc/hosts.csv", "~/x.csv", "pyproject.csv", "C:\\x.csv", "presets/own.csv"]
)
def test_no_file_is_ever_read(page: Page, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"{path} was read"))
    monkeypatch.setattr("pathlib.Path.stat", lambda path, **_: pytest.fail(f"{path} was looked at"))
    assert "file not found" in page.refused("lower", experiment={"data": {"name": name}})["error"]


def test_files_of_presets_and_of_the_command_line_have_names(page: Page) -> None:
    assert page.ask("lower", experiment=presets["class-imbalance-csv"].model_dump())["meta"]["classes"] == 2
    assert page.ask("lower", experiment={"data": {"name": "own.csv"}})["meta"]["data"]["feature_names"] == ["x1", "x2"]


@pytest.mark.parametrize(
    ("experiment", "key"),
    [
        ({"network": {"hidden": [1] * 65}}, "network.hidden"),
        ({"network": {"hidden": [257]}}, "network.hidden"),
        ({"data": {"samples": 5001}}, "data.samples"),
        ({"training": {"epochs": 100_000}}, "training.epochs"),
        ({"network": {"hidden": [256] * 20}}, "network.hidden"),
        ({"training": {"learning_rate": 0}}, "training.learning_rate"),
        ({"network": {"activation": "rellu"}}, "network.activation"),
        ({"training": {"epochs": None}}, "training.epochs"),
        ({"data": {"name": "circle", "features": ["x9"]}}, "data.features"),
    ],
)
def test_what_is_too_large_or_wrong_is_one_line_about_its_key(page: Page, experiment: dict[str, Any], key: str) -> None:
    assert page.refused("lower", experiment=experiment, seeds=2)["key"] == key


def test_the_limits_can_be_reached(page: Page) -> None:
    page.ask("lower", experiment={"network": {"hidden": [256, 256]}, "data": {"samples": 5000, "features": ["x1"]}})
    page.ask("lower", experiment={"network": {"hidden": [2] * 64}}, seeds=64)
    page.ask("lower", experiment={"training": {"epochs": 40_000}})


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ({"seeds": 0}, "seeds"), ({"seeds": 65}, "seeds"), ({"seeds": "x"}, "seeds"),
        ({"first_seed": -1}, "first_seed"),
        ({"unknown": 1}, "unknown"), ({"lang": "de"}, "lang"), ({"experiment": []}, "experiment"),
        ({"points": {"x": 1, "y": []}}, "points.x"),
    ],
)  # fmt: skip
def test_a_malformed_question_says_where(page: Page, question: dict[str, Any], where: str) -> None:
    assert where in page.refused("lower", **question)["error"]


def test_errors_speak_the_questions_language(page: Page) -> None:
    wrong = {"network": {"activation": "rellu"}}
    assert "relu" in page.refused("lower", experiment=wrong, lang="en")["error"]
    assert any("가" <= letter <= "힣" for letter in page.refused("lower", experiment=wrong, lang="ko")["error"])


@pytest.mark.parametrize("name", ["fashion-mnist", "fashion-mnist-small", "cifar-10", "names:8", "adding", "/etc/"])
def test_data_that_no_page_trains_on_are_refused(page: Page, name: str) -> None:
    error = page.refused("lower", experiment={"data": {"name": name}})
    assert "whygrad train" in error["error"]
    assert error["key"] == "data.name"


def test_a_feature_that_takes_long_is_refused_before_it_is_computed(page: Page) -> None:
    data = {"name": "digits", "features": ["words:4096"]}
    began = time.process_time()
    refused = page.refused("lower", experiment={"data": data})
    assert refused["key"] == "data.features"
    assert "words:128" in refused["error"]
    assert time.process_time() - began < 5.0  # it alone takes a minute
