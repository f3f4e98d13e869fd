"""The Python side of the notebook's widget: what the page says is what is read back."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.studio.asking import numbers, recorded

import whygrad as wg
from whygrad.data import load
from whygrad.engine.program import lower
from whygrad.errors import DataError, ExperimentError, InputError
from whygrad.experiment import Experiment
from whygrad.studio.wire import encoded

pytest.importorskip("anywidget", reason="whygrad.Studio is an anywidget: pip install -r requirements/dev.txt")

SMALL = Experiment().replace(hidden=(3,), epochs=4)


class Cell:
    """A widget in a cell; `said` is what it sent."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        self.studio = wg.Studio(*arguments, **settings)
        self.said: list[tuple[dict[str, Any], bytes]] = []
        self.questions = 0
        self.studio.send = lambda content, buffers=None: self.said.append((content, (buffers or [b""])[0]))

    def ask(self, path: str, body: Any = None, view: str = "one") -> tuple[int, Any]:
        """What the page gets when it asks."""
        self.questions += 1
        message = {"view": view, "id": self.questions, "path": path, "body": body}
        self.studio._handle_custom_msg(message, [])
        head, content = self.said[-1]
        assert (head["view"], head["id"]) == (view, self.questions)
        return head["status"], json.loads(content)

    def report(self, parameters: np.ndarray, step: int = 0, session: int = 1, view: str = "one") -> int:
        body = {
            "session": session,
            "step": step,
            "epoch": step / 25,
            "running": False,
            "parameters": encoded(parameters),
        }
        return self.ask("notebook/report", body, view)[0]

    def orders(self) -> list[dict[str, Any]]:
        return [head for head, _ in self.said if "order" in head]


def test_a_page_begins_with_the_experiment() -> None:
    cell = Cell(wg.presets["healthy-moons"], seeds=3, first_seed=5)
    status, begin = cell.ask("notebook/begin")
    assert status == 200
    assert begin == {
        "experiment": wg.presets["healthy-moons"].model_dump(), "name": "healthy-moons", "seeds": 3, "first_seed": 5,
    }  # fmt: skip
    assert Cell().ask("notebook/begin")[1]["experiment"] == Experiment().model_dump()


def test_before_the_page_there_is_nothing_to_read() -> None:
    studio = Cell(SMALL).studio
    assert (studio.weights, studio.trace, studio.diagnosis, studio.step) == (None, None, None, 0)
    assert studio.experiment.model_dump() == SMALL.model_dump()


def test_what_the_page_trains_is_read_back() -> None:
    cell = Cell(SMALL, seeds=2)
    status, lowered = cell.ask("api/lower", {"experiment": SMALL.model_dump(), "seeds": 2})
    assert status == 200
    start = lower(SMALL, [0, 1], name="", kind="experiment").initial
    assert cell.report(numbers(lowered["parameters"])) == 200
    np.testing.assert_array_equal(cell.studio.weights, start)

    trace = wg.train(SMALL, seeds=2)
    status, said = cell.ask("api/diagnose", recorded(SMALL, trace))
    assert status == 200
    assert trace.final_parameters is not None
    assert cell.report(trace.final_parameters[:, : start.shape[1]], step=100) == 200

    back = cell.studio.trace
    assert back is not None
    np.testing.assert_array_equal(back.steps, trace.steps)
    for name in ("loss_train", "gradient_rms"):
        np.testing.assert_array_equal(back.channels[name], trace.channels[name])
    diagnosis = cell.studio.diagnosis
    assert diagnosis is not None
    assert diagnosis.healthy == said["healthy"]
    assert [one.code for one in diagnosis.findings] == [one["code"] for one in said["findings"]]
    assert (cell.studio.step, cell.studio.epoch, cell.studio.running) == (100, 4.0, False)
    np.testing.assert_array_equal(cell.studio.weights, trace.final_parameters[:, : start.shape[1]])


def test_an_edit_on_the_page_is_the_experiment_and_is_seen() -> None:
    cell = Cell(SMALL)
    seen: list[Experiment] = []
    cell.studio.observe(lambda change: seen.append(change["new"]), "experiment")
    edited = SMALL.replace(hidden=(5, 5))
    cell.ask("api/lower", {"experiment": edited.model_dump(), "seeds": 2, "first_seed": 9})
    assert cell.studio.experiment.network.hidden == (5, 5)
    assert len(seen) == 1
    assert cell.orders() == []  # the page knows
    assert cell.ask("notebook/begin")[1] | {"name": ""} == {
        "experiment": edited.model_dump(), "name": "", "seeds": 2, "first_seed": 9,
    }  # fmt: skip


def test_a_refused_edit_changes_nothing() -> None:
    cell = Cell(SMALL)
    status, said = cell.ask("api/lower", {"experiment": {"network": {"hidden": [0]}}, "lang": "en"})
    assert status == 422
    assert said["key"] == "network.hidden"
    assert cell.studio.experiment.model_dump() == SMALL.model_dump()


def test_points_drawn_on_the_page_train_in_python() -> None:
    cell = Cell(SMALL)
    points = {"x": [[float(i), float(-i)] for i in range(8)], "y": [i % 2 for i in range(8)]}
    assert cell.ask("api/lower", {"experiment": SMALL.model_dump(), "points": points})[0] == 200
    drawn = load(cell.studio.experiment.data, cell.studio.experiment.folder)
    assert sorted([*drawn.x_train[:, 0], *drawn.x_test[:, 0]]) == list(range(8))
    assert len(wg.train(cell.studio.experiment, seeds=1).steps) > 1
    begin = cell.ask("notebook/begin")[1]  # a page that is shown anew finds them
    assert cell.ask("api/lower", {"experiment": begin["experiment"]})[0] == 200


def test_python_changes_the_page() -> None:
    cell = Cell(SMALL)
    cell.report(np.zeros((8, 3), np.float32))
    cell.studio.experiment = SMALL.replace(learning_rate=0.5)
    cell.studio.play()
    cell.studio.pause()
    first, *rest = cell.orders()
    assert first["order"] == "open"
    assert first["experiment"]["training"]["learning_rate"] == 0.5
    assert rest == [{"order": "play"}, {"order": "pause"}]
    assert cell.studio.weights is None  # those were the old network's


def test_what_no_page_can_train_is_refused_at_once() -> None:
    cell = Cell(SMALL)
    with pytest.raises(ExperimentError, match="at most"):
        cell.studio.experiment = SMALL.replace(hidden=(4,) * 65)
    assert cell.studio.experiment.model_dump() == SMALL.model_dump()
    with pytest.raises(ExperimentError):
        wg.Studio(SMALL.replace(hidden=(300,)))
    with pytest.raises(InputError, match="1 to 64"):
        wg.Studio(SMALL, seeds=0)
    with pytest.raises(DataError):
        wg.Studio(SMALL.replace(name="nowhere.csv"))


def test_a_csv_file_comes_along(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "a,b,y\n" + "".join(f"{i},{i * i},{i % 2}\n" for i in range(30)), encoding="utf-8"
    )
    (tmp_path / "own.toml").write_text('[data]\nname = "own.csv"\n', encoding="utf-8")
    cell = Cell(Experiment.load(tmp_path / "own.toml"), seeds=1)
    status, lowered = cell.ask("api/lower", {"experiment": cell.ask("notebook/begin")[1]["experiment"]})
    assert status == 200
    assert len(numbers(lowered["points"]["y_train"])) + len(numbers(lowered["points"]["y_test"])) == 30


def test_another_network_forgets_the_old_trace_and_so_does_a_new_page() -> None:
    cell = Cell(SMALL, seeds=2)
    some = np.zeros((2, 3), np.float32)
    for session, view in [(1, "one"), (2, "one"), (2, "two")]:
        cell.report(some, session=session, view=view)
        assert cell.studio.trace is None
        cell.ask("api/diagnose", recorded(SMALL, wg.train(SMALL, seeds=2)), view)
        assert cell.studio.trace is not None
        cell.report(some, step=5, session=session, view=view)
        assert cell.studio.trace is not None


@pytest.mark.parametrize("message", [None, [], "x", {}, {"path": 3}, {"path": "api/lower", "body": "x"},
                                     {"path": "notebook/report", "body": {"session": 1}},
                                     {"path": "notebook/report", "body": None}])  # fmt: skip
def test_whatever_is_sent_python_goes_on(message: Any) -> None:
    cell = Cell(SMALL)
    cell.studio._handle_custom_msg(message, [])
    assert all(head["status"] in (404, 422) for head, _ in cell.said)
    assert cell.studio.weights is None


@pytest.mark.parametrize(("wrong", "status"), [(ZeroDivisionError, 500), (KeyboardInterrupt, 408)])
def test_a_page_never_waits_in_vain(monkeypatch: pytest.MonkeyPatch, wrong: type[BaseException], status: int) -> None:
    cell = Cell(SMALL)

    def fails(*_: Any) -> Any:
        raise wrong

    monkeypatch.setattr(cell.studio._desk, "answer", fails)
    with pytest.raises(wrong) if status == 500 else nullcontext():
        cell.studio._hear(None, {"view": "one", "id": 1, "path": "api/trial", "body": {}}, [])
    head, content = cell.said[-1]
    assert (head["id"], head["status"]) == (1, status)
    assert json.loads(content)["error"]


def test_a_report_whose_numbers_are_no_matrix_is_refused() -> None:
    cell = Cell(SMALL)
    assert cell.report(np.zeros(3, np.float32)) == 422
    assert cell.studio.weights is None


def test_two_widgets_know_nothing_of_each_other() -> None:
    one, other = Cell(SMALL), Cell(SMALL)
    one.ask("api/lower", {"experiment": SMALL.replace(hidden=(7,)).model_dump()})
    one.report(np.ones((1, 2), np.float32))
    assert other.studio.experiment.network.hidden == (3,)
    assert other.studio.weights is None


def test_its_weights_are_the_readers_own() -> None:
    cell = Cell(SMALL)
    cell.report(np.ones((1, 2), np.float32))
    weights = cell.studio.weights
    assert weights is not None
    weights[:] = 5
    np.testing.assert_array_equal(cell.studio.weights, np.ones((1, 2)))


def test_without_anywidget_there_is_one_line() -> None:
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "import whygrad as wg\n"
        "from whygrad import *\n"
        "try: wg.Studio\n"
        "except wg.WhygradError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "whygrad[notebook]"' in done.stdout
    assert done.stdout.count("\n") == 1
