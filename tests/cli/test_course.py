"""`whygrad course`: the list, an exercise, the check of an answer, and what it is not asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command

from whygrad import Experiment, claims, course

NAME = "bend-a-linear-network"


def _run(command: Command, *arguments: str) -> tuple[int, str, str]:
    run = command("course", *arguments)
    return run.status, run.out, run.err


def test_all_topics_with_their_steps(wg: Command) -> None:
    status, out, _ = _run(wg)
    assert status == 0
    assert "1. The perceptron" in out
    assert "8. Depth" in out
    assert all(name in out for name in (*course.exercises, *claims))


def test_one_topic_as_json(wg: Command) -> None:
    status, out, _ = _run(wg, "depth", "--json", "-")
    value = json.loads(out)
    assert status == 0
    assert value["schema"] == "whygrad.course/1"
    assert [topic["id"] for topic in value["topics"]] == ["depth"]
    assert {"kind": "claim", "id": "C38"}.items() <= value["topics"][0]["steps"][2].items()


def test_an_exercise_hides_hint_and_solution_until_asked(wg: Command) -> None:
    exercise = course.exercises[NAME]
    _, out, _ = _run(wg, NAME)
    plain = " ".join(out.split())
    assert exercise.task in plain
    assert "test accuracy at least 95 %" in plain
    assert exercise.hint not in plain
    assert exercise.lesson not in plain
    _, out, _ = _run(wg, NAME, "--hint", "--solution")
    assert exercise.hint in " ".join(out.split())
    assert "activation = tanh" in out


def test_a_right_answer_exits_with_0(wg: Command) -> None:
    status, out, _ = _run(wg, NAME, "--set", "activation=relu", "--json")
    value = json.loads(out)
    assert status == 0
    assert value["passed"]
    assert value["exercise"] == NAME


def test_a_wrong_answer_exits_with_1_and_says_by_how_much(wg: Command) -> None:
    status, out, _ = _run(wg, NAME, "--set", "init=he-normal")
    assert status == 1
    assert "Not reached: test accuracy at least 95 %. It holds in 0 of 16 runs" in " ".join(out.split())


def test_a_changed_setting_that_must_stay_is_refused(wg: Command) -> None:
    status, out, _ = _run(wg, NAME, "--set", "activation=relu", "--set", "hidden=[8]", "--lang", "ko")
    assert status == 1
    assert "network.hidden: [8, 8] 값을 그대로 두어야 하는데 지금은 [8]입니다." in out


def test_an_answer_in_a_file_that_begins_with_the_start(wg: Command, tmp_path: Path) -> None:
    file = tmp_path / "answer.toml"
    assert _run(wg, NAME, "--out", str(file))[0] == 0
    assert Experiment.load(file) == course.exercises[NAME].start
    file.write_text(file.read_text("utf-8").replace('"linear"', '"tanh"'), encoding="utf-8")
    assert _run(wg, NAME, str(file))[0] == 0


def test_an_answer_to_an_exercise_with_a_data_file(wg: Command, tmp_path: Path) -> None:
    """The file of the data lies in the package, not beside the answer."""
    file = tmp_path / "answer.toml"
    _run(wg, "income-and-rate", "--out", str(file))
    assert _run(wg, "income-and-rate", str(file), "--set", "preprocessing=[center,scale]")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ten-layers-of-sigmoids",), "did you mean ten-layers-of-sigmoid"),
        (("qqqqqq",), "whygrad course"),
        (("C02",), "whygrad claims C02"),
        (("depth", "--hint"), "name an exercise"),
        (("--set", "hidden=[3]"), "name an exercise"),
        ((NAME, "--set", "hiden=[3]"), "hidden"),
        ((NAME, "nothing.toml"), "nothing.toml"),
    ],
)
def test_wrong_use_is_one_line(wg: Command, arguments: tuple[str, ...], said: str) -> None:
    status, _, error = _run(wg, *arguments)
    assert status == 2
    assert said in error
    assert error.count("\n") == 1
