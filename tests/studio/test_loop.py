"""The worker's loop in Node: what it posts on which messages, how long it works, how much it records."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.studio.driving import call, converse, needs_node, turns

from whygrad.experiment import Experiment
from whygrad.studio.lowering import lowered
from whygrad.studio.wire import encoded

pytestmark = needs_node

EXPERIMENT = Experiment()
PER_EPOCH = 25
RUN = {"kind": "run", "speed": 1e9}
PAUSE = {"kind": "pause"}
BOTH = (["parameters", 0], ["parameters", 1])


def _frames(posted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in posted if item["kind"] in ("ready", "frame")]


def test_it_is_ready_with_a_frame_of_the_start() -> None:
    posted, _ = converse(EXPERIMENT, (0, 1), 60)
    (ready,) = posted
    assert ready["kind"] == "ready"
    frame = ready["frame"]
    start = lowered(EXPERIMENT, [0, 1])
    assert (frame["step"], frame["run"], ready["session"]) == (0, 0, 1)
    assert [record["step"] for record in ready["records"]] == [0]
    assert frame["size"] == start["grid"]["size"] == [100, 100]
    assert frame["small"] == [25, 25]
    assert [grid.size for grid in frame["grids"]] == [width * 625 for width in start["plan"]["widths"]]
    assert frame["output"].size == 10_000


def test_small_pictures_are_means_of_the_large_ones() -> None:
    unit = {"value": 2, "unit": 1}
    posted, _ = converse(EXPERIMENT, (0, 1, 2), {"kind": "show", "run": 2, "unit": unit, "outputs": True}, 60)
    frame = _frames(posted)[-1]["frame"]
    assert (frame["run"], frame["unit"]) == (2, unit)
    for large, small in ((frame["output"], frame["grids"][-1]), (frame["chosen"], frame["grids"][2].reshape(4, -1)[1])):
        blocks = large.reshape(25, 4, 25, 4).mean(axis=(1, 3))
        np.testing.assert_allclose(small.reshape(25, 25), blocks, rtol=1e-5, atol=1e-6)
    parameters, values = call(EXPERIMENT, (0, 1, 2), ["parameters", 2], ["values", 2, {"rowsOf": list(range(500))}])
    np.testing.assert_array_equal(frame["parameters"], parameters)
    np.testing.assert_allclose(frame["outputs"], values[-1], rtol=1e-5, atol=1e-6)


def test_a_line_and_no_picture() -> None:
    posted, _ = converse(Experiment().replace(name="sine", hidden=[3]), (0,), 60)
    frame = _frames(posted)[0]["frame"]
    assert (frame["size"], frame["small"]) == ([200, 1], [50, 1])
    assert frame["output"].size == 200
    posted, _ = converse(Experiment().replace(name="digits", hidden=[3]), (0,), 60)
    frame = _frames(posted)[0]["frame"]
    assert (frame["size"], frame["grids"], frame["output"].size) == ([0, 0], [], 0)


def test_steps() -> None:
    posted, _ = converse(
        EXPERIMENT, (0,), 60, {"kind": "step", "updates": 1}, 60, {"kind": "step", "updates": PER_EPOCH}, 60
    )
    frames = _frames(posted)
    assert [frame["frame"]["step"] for frame in frames] == [0, 1, 26]
    assert [record["step"] for frame in frames for record in frame["records"]] == [0, 1, 26]
    record, parameters = call(EXPERIMENT, (0,), ["advance", 26], ["parameters", 0])
    np.testing.assert_array_equal(frames[-1]["frame"]["parameters"], parameters)
    np.testing.assert_array_equal(frames[-1]["frame"]["record"]["run"]["loss_train"], record["run"]["loss_train"])


def test_at_full_speed() -> None:
    """Frames are 16 ms apart; records are bounded, rise, and are whole; the end is a frame of where it stopped."""
    posted, _ = converse(EXPERIMENT, range(8), 40, RUN, 1500, PAUSE, 100)
    frames = _frames(posted)
    at = np.array([frame["at"] for frame in frames])
    assert len(frames) > 10
    assert np.diff(at[2:-1]).mean() >= 15.0
    steps = [record["step"] for frame in frames for record in frame["records"]]
    assert steps == sorted(set(steps))
    assert steps[:9] == [0, 1, 2, 3, 4, 6, 8, 11, 16]
    last = frames[-1]["frame"]
    assert [item["kind"] for item in posted].count("paused") == 1
    assert (last["record"]["step"], last["rate"]) == (last["step"], 0)
    assert last["epoch"] > 100
    assert np.isfinite(last["record"]["layer"]["update_ratio"]).all()
    assert max(frame["frame"]["rate"] for frame in frames) > 100
    planned = len(steps) - len(frames)
    assert planned < 200 * np.log2(last["step"] / 70)


def test_it_waits_until_frames_are_drawn() -> None:
    """A page that draws nothing gets two frames, then four a second."""
    posted, _ = converse(EXPERIMENT, (0,), 40, {"kind": "drawn"}, RUN, 1000, PAUSE, 300)
    assert len(_frames(posted)) <= 9
    drawn = [20, {"kind": "drawn"}] * 25
    posted, _ = converse(EXPERIMENT, (0,), 40, {"kind": "drawn"}, RUN, *drawn, PAUSE, 100)
    assert len(_frames(posted)) >= 12


def test_what_is_held_waits_in_silence_and_goes_on_where_it_was() -> None:
    posted, _ = converse(EXPERIMENT, (0,), 40, RUN, 100, {"kind": "hold"}, 400, RUN, 100, PAUSE, 60)
    frames = _frames(posted)
    waits = np.diff([frame["at"] for frame in frames])
    assert waits.max() >= 300
    assert [item["kind"] for item in posted].count("paused") == 1
    steps = [frame["frame"]["step"] for frame in frames]
    assert steps == sorted(steps)
    assert steps[-1] > steps[int(waits.argmax())] > 0


def test_a_slow_speed_is_kept() -> None:
    posted, _ = converse(EXPERIMENT, (0,), 40, {"kind": "run", "speed": 2}, 1000, PAUSE, 60)
    last = _frames(posted)[-1]["frame"]
    assert 20 <= last["step"] <= 60  # 50; fewer where the machine is busy
    assert np.isfinite(last["record"]["layer"]["update_ratio"]).all()


def test_at_a_limited_speed_the_loop_waits_without_work() -> None:
    """60 epochs a second are 1,500 updates, less than a millisecond apart: too close to wait for each alone."""
    run = {"kind": "run", "speed": 60}
    posted, _ = converse(EXPERIMENT, (0,), 40, run, 1000, PAUSE, 60)
    assert 900 <= _frames(posted)[-1]["frame"]["step"] <= 1600  # fewer where the machine is busy
    assert turns(EXPERIMENT, (0,), 40, run, 1000, PAUSE, 60) < 20_000  # some 270,000 without a pause


def test_edits_show_at_once() -> None:
    edit = {"kind": "parameter", "run": 1, "index": 3, "value": 0.75}
    posted, _ = converse(EXPERIMENT, (0, 1), {"kind": "show", "run": 1}, 60, edit, 60)
    before, after = (frame["frame"] for frame in _frames(posted)[-2:])
    assert np.flatnonzero(before["parameters"] != after["parameters"]).tolist() == [3]
    assert after["parameters"][3] == 0.75
    assert not np.array_equal(before["output"], after["output"])
    assert before["record"]["run"]["loss_train"][1] != after["record"]["run"]["loss_train"][1]
    assert before["record"]["run"]["loss_train"][0] == after["record"]["run"]["loss_train"][0]


def test_settings_change_without_a_new_start() -> None:
    frozen = encoded(np.zeros((7, 1), np.float32))
    messages = [
        {"kind": "step", "updates": 5},
        {"kind": "settings", "settings": frozen},
        40,
        {"kind": "step", "updates": 5},
    ]
    posted, _ = converse(EXPERIMENT, (0,), *messages, 60)
    before, after = (frame["frame"] for frame in _frames(posted)[-2:])
    assert (before["step"], after["step"]) == (5, 10)
    np.testing.assert_array_equal(before["parameters"], after["parameters"])


def test_reset_is_the_same_start() -> None:
    posted, _ = converse(EXPERIMENT, (5,), 40, {"kind": "step", "updates": 30}, 40, {"kind": "reset"}, 60)
    first, _, again = _frames(posted)
    assert (first["kind"], again["kind"], again["frame"]["step"]) == ("ready", "ready", 0)
    np.testing.assert_array_equal(first["frame"]["parameters"], again["frame"]["parameters"])
    np.testing.assert_array_equal(first["frame"]["output"], again["frame"]["output"])


def test_questions() -> None:
    sample = {"x": [0.5, -1.5], "y": 1}
    ask = [
        {"kind": "ask", "id": 1, "what": "values", "args": {"run": 1, "samples": [0, 499, sample]}},
        {"kind": "ask", "id": 2, "what": "gradient", "args": {"samples": [sample]}},
        {"kind": "ask", "id": 3, "what": "parameters", "args": {"run": None}},
        {"kind": "ask", "id": 4, "what": "values", "args": {}},
    ]
    posted, _ = converse(EXPERIMENT, (0, 1), 40, *ask, 20)
    replies = {item["id"]: item["value"] for item in posted if item["kind"] == "reply"}
    assert replies[4] is None
    assert [value.size for value in replies[1]] == [3 * width for width in lowered(EXPERIMENT, [0])["plan"]["widths"]]
    np.testing.assert_allclose(replies[1][0].reshape(2, 3)[:, 2], sample["x"])
    assert replies[2]["gradient"].shape == replies[3]["parameters"].reshape(2, -1)[0].shape
    np.testing.assert_array_equal(replies[3]["parameters"], np.concatenate(call(EXPERIMENT, (0, 1), *BOTH)))


def test_a_broken_population_stops_and_says_where() -> None:
    wild = EXPERIMENT.replace(hidden=[6, 6], activation="relu", loss="squared", output="identity", learning_rate=10.0)
    posted, _ = converse(wild, (0, 1), 40, RUN, 300)
    assert [item["kind"] for item in posted].count("paused") == 1
    last = _frames(posted)[-1]["frame"]
    assert (last["badStep"] >= 0).all()
    assert (last["badWhat"] > 0).all()
    assert (last["badLayer"] >= 0).all()
    assert np.isnan(last["record"]["run"]["loss_train"]).all()


def test_what_cannot_be_trained_fails_with_a_message() -> None:
    posted, _ = converse(EXPERIMENT, range(65), RUN, 40)
    assert [item["kind"] for item in posted] == ["failed"]
    assert posted[0]["session"] == 1
    assert "too large" in posted[0]["message"]


def test_a_large_network_is_painted_in_pieces() -> None:
    """2-256×8-1: pictures are coarser, and the loop still looks at its messages."""
    large = EXPERIMENT.replace(hidden=[256] * 8, samples=40)
    posted, longest = converse(large, (0,), 1500)
    frame = _frames(posted)[0]["frame"]
    assert 20 <= frame["size"][0] < 100
    assert frame["output"].size == frame["size"][0] * frame["size"][1]
    assert longest < 1000
