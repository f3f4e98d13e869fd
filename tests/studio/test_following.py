"""Traces of others: the list, what a page lacks of one, what is wrong with it; folders that are damaged or go."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from tests.studio.asking import HEADERS, HOST, TOKEN, Page, numbers
from tests.trace import modules, recording

from whygrad import i18n
from whygrad.diagnose import diagnose
from whygrad.errors import InputError, TraceError
from whygrad.studio import following, records
from whygrad.studio.app import create
from whygrad.studio.following import Traces
from whygrad.studio.security import Policy
from whygrad.trace import Recorder, Status, Trace

Ask = Callable[[str], Any]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[TestClient]:
    """The app over an empty folder of traces."""
    app = create(Policy(TOKEN), traces=Traces(tmp_path))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ask(served: TestClient) -> Ask:
    return Page(served).get


def _ids(ask: Ask) -> dict[str, str]:
    return {entry["file"]: entry["id"] for entry in ask("traces")["traces"]}


def _only(ask: Ask) -> str:
    (known,) = _ids(ask).values()
    return known


def test_the_list_grows_with_the_folder_newest_first(ask: Ask, tmp_path: Path) -> None:
    assert ask("traces")["traces"] == []
    modules.saved(tmp_path / "old.zarr", 3)
    os.utime(tmp_path / "old.zarr" / "zarr.json", (1e9, 1e9))
    into = modules.recorder(tmp_path / "new.zarr")
    modules.grow(into, 0, 4)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes.txt").write_text("not a trace")
    new, old = ask("traces")["traces"]
    assert (new["file"], new["records"], new["layers"], new["state"]) == ("new.zarr", 4, 14, "growing")
    assert (old["file"], old["records"], old["framework"], old["state"]) == ("old.zarr", 3, "torch", "finished")
    assert new["age"] < 60 < old["age"]


def test_a_page_gets_what_was_recorded(ask: Ask, tmp_path: Path) -> None:
    trace = recording.trace(30, path=tmp_path / "one.zarr")
    answer = ask(f"trace/{_only(ask)}")
    assert answer["at"] == 0
    assert answer["steps"] == trace.steps.tolist()
    assert answer["run"].keys() | answer["layer"].keys() == set(recording.NAMES)
    for name, array in answer["run"].items():
        np.testing.assert_array_equal(numbers(array), trace[name].T)
    for name, array in answer["layer"].items():
        np.testing.assert_allclose(numbers(array), np.nanmedian(trace[name], axis=0), rtol=1e-6)
    assert answer["seeds"] == [0, 1, 2, 3]
    assert answer["bad_step"] == [30, -1, -1, -1]
    assert answer["bad_layer"] == [1, -1, -1, -1]
    assert (answer["state"], answer["affected"]) == ("non-finite", 1)
    assert [layer["name"] for layer in answer["meta"]["layers"]] == ["hidden1", "hidden2", "hidden3"]


def test_one_run_alone(ask: Ask, tmp_path: Path) -> None:
    trace = recording.trace(10, path=tmp_path / "one.zarr")
    answer = ask(f"trace/{_only(ask)}?run=2")
    np.testing.assert_array_equal(numbers(answer["run"]["loss_train"]), trace["loss_train"][2:3].T)
    np.testing.assert_array_equal(numbers(answer["layer"]["gradient_rms"]), trace["gradient_rms"][2])
    assert answer["bad_step"] == [-1]


@pytest.mark.parametrize("run", [0, None])
def test_medians_leave_out_what_is_not_finite(tmp_path: Path, run: int | None) -> None:
    values = np.array([[[1.0, np.nan]], [[np.inf, np.nan]], [[4.0, np.nan]]], np.float32)  # (P, S, L)
    into = modules.recorder(tmp_path / "one.zarr", runs=3, layers=modules.layers(0))
    into.append(0, {"gradient_rms": values[:, 0]})
    traces = Traces(tmp_path)
    sent = traces.shown(traces.listed()["traces"][0]["id"], run=run)["layer"]["gradient_rms"]
    assert numbers(sent)[0, 0] == (2.5 if run is None else 1.0)
    assert np.isnan(numbers(sent)[0, 1])


def test_histograms_are_those_of_the_first_and_the_last_record(tmp_path: Path, ask: Ask) -> None:
    into = Recorder(modules.meta(0), [0, 1], detail=["histograms"], path=tmp_path / "one.zarr")
    shares = np.random.default_rng(0).random((5, 2, 2, 32), np.float32)
    for index in range(5):
        into.append(index, {"activation_histogram": shares[index]})
    sent = numbers(ask(f"trace/{_only(ask)}")["histogram"]["activation_histogram"])
    np.testing.assert_allclose(sent, shares[[0, -1]].mean(1), rtol=1e-6)


def test_nothing_new_is_told_without_reading(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules.saved(tmp_path / "one.zarr", 5)
    known = _only(ask)
    cursor = ask(f"trace/{known}")["cursor"]
    monkeypatch.setattr(Trace, "open", lambda *_, **__: pytest.fail("read"))
    answer = ask(f"trace/{known}?since={cursor}")
    assert answer.keys() == {"new", "cursor", "state", "affected", "age"}
    assert not answer["new"]


@pytest.mark.parametrize("most", [1000, 7])
def test_a_page_that_follows_has_what_one_that_comes_late_has(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Whatever the pace, also where a long trace is thinned and where a channel comes late."""
    monkeypatch.setattr(records, "_FEWEST", 2)
    monkeypatch.setattr(records, "_MOST", most)
    into = recording.recorder(tmp_path / "one.zarr")
    known, cursor, steps, loss, resent = "", "", [], [], 0
    index = 0
    for count in (0, 1, 1, 1, 2, 3, 5, 1, 1, 8, 1, 30, 1):
        for _ in range(count):
            into.append(recording.step(index), recording.record(index))
            index += 1
        known = known or _only(ask)
        answer = ask(f"trace/{known}?since={cursor}")
        if answer["new"]:
            resent += answer["at"] == 0
            steps = steps[: answer["at"]] + answer["steps"]
            loss = loss[: answer["at"]] + (numbers(answer["run"]["loss_train"]).tolist() if answer["steps"] else [])
            assert len(answer["steps"]) <= most + 1
        cursor = answer["cursor"]
    late = ask(f"trace/{known}")
    assert steps == late["steps"]
    assert loss == numbers(late["run"]["loss_train"]).tolist()
    assert steps[0] == 0
    assert steps[-1] == recording.step(index - 1)
    if most == 1000:
        assert len(steps) == index
        assert resent <= 4, "what is known was sent again"
    else:
        assert len(set(np.diff(steps[:-1]))) == 1, "not thinned evenly"


def test_another_trace_at_the_same_place_begins_anew(ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 6)
    first = ask(f"trace/{_only(ask)}")
    modules.saved(tmp_path / "one.zarr", 9)
    second = ask(f"trace/{_only(ask)}?since={first['cursor']}")
    assert second["at"] == 0
    assert len(second["steps"]) == 9
    assert second["begun"] != first["begun"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_diagnosis_is_that_of_the_trace(ask: Ask, tmp_path: Path, language: str) -> None:
    trace = modules.saved(tmp_path / "one.zarr", 20)
    answer = ask(f"trace/{_only(ask)}/diagnosis?lang={language}")["diagnosis"]
    expected = diagnose(trace)
    assert [one["code"] for one in answer["findings"]] == [one.code for one in expected.findings]
    assert answer["findings"][0]["code"] == "vanishing-gradient"
    assert answer["findings"][0]["where"]["layers"]
    with i18n.use(language):
        assert answer["findings"][0]["title"] == i18n.text("title-vanishing-gradient")


def test_what_only_the_end_can_tell_waits_for_it(tmp_path: Path) -> None:
    """No progress after 20 records may be progress after 40; once its writer is silent, this is all there is."""
    clock = [time.time()]
    traces = Traces(tmp_path, lambda: clock[0])
    into = modules.recorder(tmp_path / "one.zarr")
    for index in range(20):
        into.append(10 * index, {"loss_train": [2.303]})
    known = traces.listed()["traces"][0]["id"]
    assert "no-progress" not in {one["code"] for one in traces.judged(known)["diagnosis"]["findings"]}
    clock[0] += 3600
    assert traces.shown(known)["state"] == "silent"
    assert "no-progress" in {one["code"] for one in traces.judged(known)["diagnosis"]["findings"]}


def test_a_loss_that_became_nan_is_told_before_anybody_finishes(ask: Ask, tmp_path: Path) -> None:
    into = modules.recorder(tmp_path / "one.zarr")
    modules.grow(into, 0, 6)
    for index in range(6, 9):
        into.append(10 * index, {**modules.record(index, 14), "loss_train": [np.nan]})
    answer = ask(f"trace/{_only(ask)}")
    assert answer["bad_step"] == [60]
    assert answer["status"] == ["non-finite"]
    codes = {one["code"] for one in ask(f"trace/{_only(ask)}/diagnosis")["diagnosis"]["findings"]}
    assert "non-finite" in codes


def test_a_trace_without_a_record_is_shown_without_a_diagnosis(ask: Ask, tmp_path: Path) -> None:
    modules.recorder(tmp_path / "one.zarr")
    answer = ask(f"trace/{_only(ask)}")
    assert (answer["steps"], answer["records"], answer["run"]) == ([], 0, {})
    assert ask(f"trace/{_only(ask)}/diagnosis")["diagnosis"] is None


def test_an_experiment_inside_is_offered_to_the_lab(ask: Ask, tmp_path: Path) -> None:
    from whygrad.experiment import Experiment

    recording.trained(tmp_path / "one.zarr")
    answer = ask(f"trace/{_only(ask)}")
    found = Experiment.from_link(answer["link"])
    assert found.model_dump() == answer["experiment"]
    assert found.training.epochs == 20


@pytest.mark.parametrize(
    "inside", [{"training": 3}, {"data": {"name": "/etc/passwd.csv"}}, {"network": {"hidden": [4]}, "odd": 1}]
)
def test_an_experiment_that_is_none_does_no_harm(ask: Ask, tmp_path: Path, inside: dict[str, Any]) -> None:
    into = modules.recorder(tmp_path / "one.zarr", experiment=inside)
    modules.grow(into, 0, 20)
    answer = ask(f"trace/{_only(ask)}")
    assert (answer["experiment"], answer["link"]) == (None, None)
    assert ask(f"trace/{_only(ask)}/diagnosis")["diagnosis"]["findings"]


# -- what is damaged or goes -------------------------------------------------------------------------------------------


def test_a_trace_that_goes_is_told_in_a_sentence_and_comes_back(ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 4)
    known = _only(ask)
    shutil.rmtree(tmp_path / "one.zarr")
    for path in (f"trace/{known}", f"trace/{known}/diagnosis"):
        assert ask(path) == {"problem": "This trace no longer exists: its folder was deleted, moved or renamed."}
    assert ask("traces")["traces"] == []
    modules.saved(tmp_path / "one.zarr", 4)
    assert len(ask(f"trace/{known}")["steps"]) == 4


def test_the_whole_folder_may_go(ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 4)
    shutil.rmtree(tmp_path)
    assert ask("traces")["traces"] == []


def _break_text(folder: Path) -> None:
    (folder / "zarr.json").write_text('{"half":')


def _break_meta(folder: Path) -> None:
    _edit(folder, lambda own: own.pop("meta"))


def _break_layers(folder: Path) -> None:
    _edit(folder, lambda own: own["meta"].update(layers=7))


def _break_status(folder: Path) -> None:
    _edit(folder, lambda own: own.update(status=["well"]))


def _break_format(folder: Path) -> None:
    _edit(folder, lambda own: own.update(format=99))


def _break_chunk(folder: Path) -> None:
    next((folder / "gradient_rms").glob("c.*")).unlink()


def _break_array(folder: Path) -> None:
    (folder / "loss_train" / "c.0.0").write_bytes(b"\0")


def _edit(folder: Path, change: Callable[[Any], Any]) -> None:
    group = json.loads((folder / "zarr.json").read_text())
    change(group["attributes"]["whygrad"])
    (folder / "zarr.json").write_text(json.dumps(group))


@pytest.mark.parametrize(
    "damage", [_break_text, _break_meta, _break_layers, _break_status, _break_format, _break_chunk, _break_array]
)
def test_what_is_damaged_is_told_in_a_sentence(ask: Ask, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    modules.saved(tmp_path / "good.zarr", 4)
    modules.saved(tmp_path / "bad.zarr", 4)
    damage(tmp_path / "bad.zarr")
    assert set(_ids(ask)) == {"good.zarr", "bad.zarr"}
    known = _ids(ask)["bad.zarr"]
    for path in (f"trace/{known}", f"trace/{known}/diagnosis"):
        answer = ask(path)
        assert answer.keys() == {"problem"}
        assert "bad.zarr" in answer["problem"]
        assert "\n" not in answer["problem"]
    assert len(ask(f"trace/{_ids(ask)['good.zarr']}")["steps"]) == 4


def test_foreign_zarr_groups_and_links_are_not_listed(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "zarr.json").write_text('{"zarr_format": 3, "node_type": "group"}')
    elsewhere = tmp_path / "deep" / "elsewhere.zarr"
    modules.saved(elsewhere, 2)
    (tmp_path / "link.zarr").symlink_to(elsewhere)
    (tmp_path / ".hidden.zarr").mkdir()
    assert _ids(ask) == {}


def test_folders_that_hold_something_else_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(InputError, match="this folder holds files, but no trace"):
        Traces(tmp_path)
    modules.saved(tmp_path / "one.zarr", 2)
    assert not Traces(tmp_path).single
    assert Traces(tmp_path / "one.zarr").single
    (tmp_path / "one.zarr" / "zarr.json").write_text("{")
    with pytest.raises(TraceError, match="damaged"):
        Traces(tmp_path / "one.zarr")


def test_folders_of_trainings_are_listed_by_their_names(ask: Ask, tmp_path: Path) -> None:
    for name, count in (("on", 4), ("off", 2)):
        (tmp_path / name).mkdir()
        modules.saved(tmp_path / name / "trace.zarr", count)
    modules.saved(tmp_path / "deep" / "deeper" / "trace.zarr", 2)
    (tmp_path / "link").symlink_to(tmp_path / "deep" / "deeper")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "trace.zarr").symlink_to(tmp_path / "on" / "trace.zarr")
    known = _ids(ask)
    assert known.keys() == {"on", "off"}
    assert len(set(known.values())) == 2
    answer = ask(f"trace/{known['on']}")
    assert (answer["file"], answer["records"]) == ("on", 4)


@pytest.mark.parametrize("place", ["", "one"])
def test_a_training_without_a_record_is_awaited(place: str, tmp_path: Path) -> None:
    folder = tmp_path / place
    folder.mkdir(exist_ok=True)
    (folder / "experiment.toml").write_text("")
    (folder / "checkpoint-0.safetensors").write_text("")
    traces = Traces(tmp_path)
    assert (traces.listed()["awaited"], traces.listed()["traces"]) == (True, [])
    into = modules.recorder(folder / "trace.zarr")
    modules.grow(into, 0, 1)
    listed = traces.listed()
    assert (listed["awaited"], [one["records"] for one in listed["traces"]]) == (False, [1])


def test_a_trained_network_without_a_trace_is_not_awaited(tmp_path: Path) -> None:
    for name in ("experiment.toml", "model.safetensors"):
        (tmp_path / name).write_text("")
    with pytest.raises(InputError, match="this folder holds files, but no trace"):
        Traces(tmp_path)


# -- who may ask, and for how much -------------------------------------------------------------------------------------


def test_without_the_token_nothing_is_told(served: TestClient, ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "secret.zarr", 2)
    known = _only(ask)
    for path in ("traces", f"trace/{known}", f"trace/{known}/diagnosis"):
        for headers in ({}, {"x-whygrad-token": "wrong"}, {**HEADERS, "sec-fetch-site": "cross-site"}):
            answer = served.get(f"/api/{path}", headers=headers)
            assert answer.status_code == 403
            assert "secret" not in answer.text


@pytest.mark.parametrize(
    "known",
    ["one.zarr", "..%2Fsecret.zarr", "%2Fetc%2Fpasswd", "..", "%2e%2e%2fsecret.zarr", "%00", "0" * 5000, "secret.zarr"],
)
def test_no_path_ever_comes_from_the_page(served: TestClient, tmp_path: Path, known: str) -> None:
    inside = tmp_path / "inside"
    modules.saved(inside / "one.zarr", 2)
    modules.saved(tmp_path / "secret.zarr", 2)
    app = create(Policy(TOKEN), traces=Traces(inside))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        answer = client.get(f"/api/trace/{known}", headers=HEADERS)
    assert answer.status_code in (200, 404)
    assert "steps" not in answer.json()
    assert answer.json().keys() & {"problem", "error"}


@pytest.mark.parametrize("since", ["~~", "a~b~c", "~" * 99, "%00", "x~y~99999999999999999999999", "-1"])
def test_a_cursor_of_nobody_gets_everything(ask: Ask, tmp_path: Path, since: str) -> None:
    modules.saved(tmp_path / "one.zarr", 5)
    assert ask(f"trace/{_only(ask)}?since={since}")["at"] == 0


@pytest.mark.parametrize("run", ["-1", "x", "1e9"])
def test_a_run_that_is_none_is_refused(served: TestClient, ask: Ask, tmp_path: Path, run: str) -> None:
    modules.saved(tmp_path / "one.zarr", 2)
    answer = served.get(f"/api/trace/{_only(ask)}?run={run}", headers=HEADERS)
    assert answer.status_code == 422
    assert "run" in answer.json()["error"]


def test_a_run_that_is_no_longer_there_is_all_of_them(ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 2)
    assert len(ask(f"trace/{_only(ask)}?run=99999999999")["steps"]) == 2


def test_a_server_of_the_lab_has_no_traces(page: Page) -> None:
    for path in ("traces", "trace/0"):
        assert page.client.get(f"/api/{path}", headers=HEADERS).status_code == 404


def test_where_there_are_traces_they_come_first_and_the_lab_after(served: TestClient) -> None:
    assert 'src="follow/main.js"' in served.get("/").text
    assert 'src="main.js"' in served.get("/index.html").text


def test_long_traces_are_thinned_in_memory_and_on_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "ROOM", 100_000)
    whole = modules.saved(tmp_path / "one.zarr", 900)
    traces = Traces(tmp_path)
    known = traces.listed()["traces"][0]["id"]
    answer = traces.shown(known)
    (kept,) = traces._traces.values()
    assert sum(array.nbytes for array in kept.channels.values()) <= 100_000 * 1.1
    assert answer["records"] == 900
    assert answer["steps"][0] == 0
    assert answer["steps"][-1] == whole.steps[-1]
    assert len(set(np.diff(answer["steps"])[:-1])) == 1
    at = np.searchsorted(whole.steps, answer["steps"])
    np.testing.assert_array_equal(numbers(answer["layer"]["gradient_rms"]), whole["gradient_rms"][0, at])


def test_as_many_traces_are_kept_in_memory_as_two(tmp_path: Path) -> None:
    for index in range(4):
        modules.saved(tmp_path / f"{index}.zarr", 2)
    traces = Traces(tmp_path)
    for entry in traces.listed()["traces"]:
        traces.shown(entry["id"])
    assert len(traces._traces) == 2


def test_the_list_ends_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_TRACES", 3)
    for index in range(5):
        modules.recorder(tmp_path / f"{index}.zarr")
    listed = Traces(tmp_path).listed()
    assert (len(listed["traces"]), listed["more"]) == (3, 2)


def test_what_is_too_large_for_a_page_is_told(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_LAYERS", 10)
    modules.saved(tmp_path / "one.zarr", 2)
    assert "at most 10 layers" in ask(f"trace/{_only(ask)}")["problem"]


def test_every_status_has_its_word(tmp_path: Path, ask: Ask) -> None:
    for status in Status:
        modules.grow(into := modules.recorder(tmp_path / f"{status}.zarr"), 0, 2)
        into.finish(status)
    found = {entry["file"]: entry["state"] for entry in ask("traces")["traces"]}
    assert found == {f"{status}.zarr": str(status) for status in Status}
