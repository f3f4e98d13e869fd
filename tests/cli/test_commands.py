"""The commands do what they say: on small trainings, in this process."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.all_faults import all_at_once

from whygrad import i18n
from whygrad.diagnose import GROUPS, RULES
from whygrad.diagnose.pages import page
from whygrad.engine import train
from whygrad.experiment import Experiment, presets
from whygrad.trace import Status, Trace

SMALL = ("--seeds", "2", "--set", "epochs=3")


def _json(text: str) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_diagnose_a_preset(wg: Callable[..., Any]) -> None:
    run = wg("diagnose", "vanishing-gradient-moons", "--seeds", "2")
    assert run.status == 1
    assert "vanishing-gradient" in run.out
    assert run.err == ""
    assert "\x1b" not in run.out
    assert wg("diagnose", "healthy-gauss-linear", "--seeds", "2").status == 0


def test_a_training_too_short_to_tell_is_not_called_healthy(wg: Callable[..., Any]) -> None:
    run = wg("diagnose", "healthy-xor", "--set", "epochs=1", "--seeds", "2")
    assert run.status == 3
    assert "No problems found:" not in run.out
    assert "No problem found, but" in run.out


def test_diagnose_speaks_korean(wg: Callable[..., Any]) -> None:
    assert "기울기 소실" in wg("--lang", "ko", "diagnose", "vanishing-gradient-moons", "--seeds", "2").out


def test_diagnose_with_trial_report_and_json(wg: Callable[..., Any], tmp_path: Path) -> None:
    report, result = tmp_path / "r.html", tmp_path / "r.json"
    words = ("diagnose", "vanishing-gradient-moons", "--trial", "--seeds", "5", "--set", "epochs=20")
    run = wg(*words, "--report", str(report), "--json", str(result))
    assert run.status == 1
    value = _json(result.read_text(encoding="utf-8"))
    assert value["schema"] == "whygrad.diagnosis/1"
    assert value["healthy"] is False
    assert value["findings"][0]["cause"] is True
    assert value["trial"]["schema"] == "whygrad.trial/1"
    assert len(value["trial"]["seeds"]) == 5
    assert "[" in run.out
    html = report.read_text(encoding="utf-8")
    assert value["findings"][0]["code"] in html
    assert "<img" in html


def test_json_to_stdout_has_no_tables(wg: Callable[..., Any]) -> None:
    run = wg("diagnose", "vanishing-gradient-moons", *SMALL, "--json", "-")
    value = _json(run.out)
    assert value["subject"]["name"] == "vanishing-gradient-moons"
    assert value["subject"]["kind"] == "experiment"  # --set makes it another one
    assert value["trial"] is None


def test_nan_is_null(wg: Callable[..., Any]) -> None:
    run = wg("train", "learning-rate-too-high-digits", "--seeds", "2", "--set", "learning_rate=1e6", "--json", "-")
    value = _json(run.out)
    assert "non-finite" in value["status"]
    assert None in value["outcomes"]["loss_train"]


def test_steps_limit_the_training(wg: Callable[..., Any]) -> None:
    value = _json(wg("diagnose", "healthy-moons", "--seeds", "2", "--steps", "60", "--json", "-").out)
    full = _json(wg("diagnose", "healthy-moons", "--seeds", "2", "--json", "-").out)
    assert 60 <= value["subject"]["steps"] < 60 + full["subject"]["steps"] / presets["healthy-moons"].training.epochs
    assert value["subject"]["steps"] < full["subject"]["steps"]


def test_train_saves_what_diagnose_opens(wg: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "run.zarr"
    run = wg("train", "vanishing-gradient-moons", "--seeds", "3", "--out", str(folder))
    assert run.status == 0
    trace = Trace.open(folder)
    assert trace.seeds.tolist() == [0, 1, 2]
    assert trace.meta.name == "vanishing-gradient-moons"
    saved = _json(wg("diagnose", str(folder), "--json", "-").out)
    fresh = _json(wg("diagnose", "vanishing-gradient-moons", "--seeds", "3", "--json", "-").out)
    assert [one["code"] for one in saved["findings"]] == [one["code"] for one in fresh["findings"]]
    assert wg("diagnose", str(folder), "--set", "epochs=1").status == 2
    refused = wg("diagnose", str(folder), "--seeds", "3")  # it has its own; those of a trial can be chosen
    assert refused.status == 2
    assert "--seeds" in refused.err
    assert wg("diagnose", str(folder), "--trial", "--seeds", "2").status == 1


def test_train_shows_medians(wg: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "t.zarr"
    shown = wg("train", "healthy-moons", *SMALL, "--out", str(folder)).out
    from whygrad.i18n.numbers import number

    losses = Trace.open(folder)["loss_test"][:, -1]
    line = next(line for line in shown.splitlines() if "test loss" in line)
    assert number(float(np.median(losses))) in line
    assert number(float(losses.max())) in line


def test_train_draws(wg: Callable[..., Any], tmp_path: Path) -> None:
    assert wg("train", "healthy-moons", *SMALL, "--plots", str(tmp_path / "p")).status == 0
    names = {path.name for path in (tmp_path / "p").iterdir()}
    assert names >= {"loss.png", "gradient-rms.png", "activation-std.png", "boundary.png", "activation-histogram.png"}


def test_experiments_from_files_and_links(wg: Callable[..., Any], tmp_path: Path) -> None:
    experiment = Experiment().replace(name="xor", epochs=2)
    experiment.save(tmp_path / "mine.toml")
    value = _json(wg("diagnose", str(tmp_path / "mine.toml"), "--seeds", "1", "--json", "-").out)
    assert value["subject"] == {
        "kind": "experiment", "name": "mine", "steps": value["subject"]["steps"], "framework": "kernel",
    }  # fmt: skip
    link = "https://playground.tensorflow.org/#activation=relu&dataset=xor&networkShape=3"
    assert wg("diagnose", link, *SMALL, "--json", "-").status in (0, 1, 3)


def test_compare(wg: Callable[..., Any], tmp_path: Path) -> None:
    picture, result = tmp_path / "grid.svg", tmp_path / "c.json"
    run = wg("compare", "healthy-moons", "--vary", "hidden=[2],[4,4]", "--vary", "activation=tanh,relu,elu", *SMALL,
             "--out", str(picture), "--json", str(result))  # fmt: skip
    assert run.status == 0
    value = _json(result.read_text(encoding="utf-8"))
    points = [tuple(map(str, one["values"].values())) for one in value["variants"]]
    assert points == [(h, a) for h in ("[2]", "[4, 4]") for a in ("tanh", "relu", "elu")]
    for one in value["variants"]:
        loss = one["outcomes"]["loss_test"]
        assert loss["low"] <= loss["mean"] <= loss["high"]
    assert "[4, 4]" in run.out
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


def test_activations_by_layer(wg: Callable[..., Any], tmp_path: Path) -> None:
    result, report = tmp_path / "c.json", tmp_path / "r.html"
    two = ("--set", "hidden=[4,3]")
    grid = ("--vary", "activation=[relu,tanh],tanh", "--json", str(result))
    assert wg("compare", "healthy-moons", *two, *grid, *SMALL).status == 0
    value = _json(result.read_text(encoding="utf-8"))
    assert [one["values"]["network.activation"] for one in value["variants"]] == [["relu", "tanh"], "tanh"]
    mixed = ("healthy-moons", *two, "--set", "activation=[sigmoid,relu]")
    assert wg("diagnose", *mixed, *SMALL, "--trial", "--report", str(report)).status in (0, 1, 3)
    assert "sigmoid" in report.read_text(encoding="utf-8")
    bad = wg("diagnose", "healthy-moons", *two, "--set", "activation=[relu,tanh,elu]")
    assert bad.status == 2
    assert "3 activation functions for 2 hidden layers" in bad.err


def test_compare_schedules_and_learning_rates(wg: Callable[..., Any], tmp_path: Path) -> None:
    assert wg("compare", "healthy-moons", "--vary", "schedule=constant,cosine", *SMALL).status == 0
    run = wg("compare", "healthy-digits", "--vary", "learning_rate=1e-3,0.1,1e6", "--seeds", "1", "--set", "epochs=2",
             "--set", "optimizer=sgd", "--set", "clip=0", "--out", str(tmp_path / "r.png"))  # fmt: skip
    assert run.status == 0
    assert "NaN 1/1" in run.out
    assert "∞" in run.out


def test_data(wg: Callable[..., Any], tmp_path: Path) -> None:
    assert "checkerboard" in wg("data").out
    names = {one["name"] for one in _json(wg("data", "--json", "-").out)["sets"]}
    assert names >= {"circle", "moons", "digits", "sine"}
    run = wg("data", "digits", "--set", "preprocessing=center,scale", "--json", "-")
    after = _json(run.out)["after"]
    assert np.abs(after["input_mean"]).max() < 1e-5
    assert {round(value, 3) for value in after["input_std"]} <= {0.0, 1.0}
    table = wg("data", "moons", "--set", "preprocessing=whiten", "--out", str(tmp_path / "m.png")).out
    assert "pc1" in table
    assert (tmp_path / "m.png").stat().st_size > 1000


def test_data_of_a_csv_file(wg: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("a,b,y\n" + "".join(f"{i},{2 * i},{'yes' if i % 2 else 'no'}\n" for i in range(40)))
    value = _json(wg("data", str(file), "--json", "-").out)["before"]
    assert value["features"] == ["a", "b"]
    assert value["train_samples"] + value["test_samples"] == 40


@all_at_once("language", i18n.LANGUAGES)
@all_at_once("code", sorted(RULES))
def test_explain_findings(wg: Callable[..., Any], code: str, language: str) -> None:
    run = wg("explain", code, "--lang", language)
    assert run.status == 0
    assert code in run.out
    with i18n.use(language):
        assert i18n.text(f"title-{code}") in run.out


def test_explain_lists_remedies_and_topics(wg: Callable[..., Any], tmp_path: Path) -> None:
    listed = _json(wg("explain", "--json", "-").out)
    assert {one["code"] for one in listed["codes"]} == set(RULES)
    assert "Vanishing gradients" in wg("explain", "use-relu-he").out
    facts = _json(wg("explain", "sigmoid", "--json", "-").out)["activations"][0]
    assert facts["steepest"] == pytest.approx(0.25, rel=1e-6)
    assert facts["training_time"] > 0
    picture = tmp_path / "depth.svg"
    assert wg("explain", "depth", "--out", str(picture), "--json", str(tmp_path / "depth.json")).status == 0
    passages = _json((tmp_path / "depth.json").read_text())["passages"]
    sigmoid = next(one for one in passages if (one["activation"], one["init"]) == ("sigmoid", "orthogonal"))
    assert math.prod([sigmoid["factor"]] * 20) == pytest.approx(sigmoid["product"][-1], rel=1e-6)
    assert sigmoid["factor"] < 0.25


def test_a_saved_trace_of_an_interrupted_training_has_its_verdicts_status(
    wg: Callable[..., Any], tmp_path: Path
) -> None:
    """130 is for a command that was interrupted, not for what it reads."""
    for preset, status in (("vanishing-gradient-moons", 1), ("healthy-gauss-linear", 0)):
        trace = train(presets[preset], seeds=2)
        kept = Trace(
            trace.meta, trace.steps, trace.seeds, {name: trace[name] for name in trace.channels},
            status=[Status.INTERRUPTED] * 2,
        )  # fmt: skip
        kept.save(tmp_path / preset)
        run = wg("diagnose", str(tmp_path / preset))
        assert run.status == status
        assert "2 of 2 runs were interrupted" in run.out
        assert run.err == ""


def test_an_interrupt_is_told_before_the_report_is_drawn(
    wg: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing takes seconds; whoever pressed Ctrl-C is told at once what they wait for."""

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    def draw(*_: Any, **__: Any) -> None:
        sys.stderr.write("drawing\n")

    monkeypatch.setattr("whygrad.cli.diagnose._try_remedies", interrupt)
    monkeypatch.setattr("whygrad.views.report.write_report", draw)
    run = wg("diagnose", "healthy-xor", "--trial", *SMALL, "--report", str(tmp_path / "r.html"))
    assert run.status == 130
    assert run.err.index("interrupted") < run.err.index("drawing")


def test_interrupted_training_shows_what_there_is(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during the trial: the diagnosis is shown, the status says so."""

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("whygrad.cli.diagnose._try_remedies", interrupt)
    run = wg("diagnose", "vanishing-gradient-moons", "--trial", "--seeds", "2")
    assert run.status == 130
    assert "vanishing-gradient" in run.out
    assert run.err == "whygrad: interrupted; what was recorded so far is shown.\n"


@pytest.mark.parametrize("stopped", [False, True], ids=["finished", "interrupted"])
def test_a_cause_is_tested_unless_told_not_to(
    wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, *, stopped: bool
) -> None:
    """After Ctrl-C the diagnosis is shown as the rules gave it, and no trial begins."""

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    command = ("diagnose", "linear-network-circle", "--seeds", "2", "--json", "-")
    alone = _json(wg(*command, "--no-experiments").out)
    assert all("test" not in one for one in alone["findings"])
    if stopped:
        monkeypatch.setattr("whygrad.cli.diagnose._test_causes", interrupt)
        monkeypatch.setattr("whygrad.cli.diagnose._try_remedies", interrupt)
        run = wg(*command, "--trial")
        assert run.status == 130
        assert _json(run.out) == alone
        return
    test = _json(wg(*command).out)["findings"][0]["test"]
    assert (test["outcome"], test["learned"], test["before"], test["of"]) == ("confirmed", 2, 0, 2)
    assert test["closed"] == pytest.approx(1)
    assert list(test["changes"]) == ["network.activation", "network.init"]


def test_nothing_is_trained_for_a_saved_trace_unless_asked(wg: Callable[..., Any], tmp_path: Path) -> None:
    file = str(tmp_path / "run.zarr")
    train(presets["vanishing-gradient-moons"], seeds=2).save(file)
    for options, tested in (((), False), (("--experiments",), True)):
        shown = wg("diagnose", file, *options).out.replace("│", " ")
        assert ("Confirmed by a test:" in " ".join(shown.split())) == tested


def test_explain_lists_findings_in_groups(wg: Callable[..., Any]) -> None:
    lines = wg("explain").out.splitlines()
    assert lines[0] == "Gradient flow"
    words = [line.split() for line in lines]
    listed = [line[0] for line in words if line[1:2] in (["error"], ["warning"])]
    assert listed == [code for codes in GROUPS.values() for code in codes]
    groups = {one["code"]: one["group"] for one in _json(wg("explain", "--json", "-").out)["codes"]}
    assert groups["batch-mixing"] == "data"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_explain_prints_the_page(wg: Callable[..., Any], language: str) -> None:
    found = page("dead-units", language)
    assert found is not None
    printed = wg("explain", "dead-units", "--lang", language).out
    assert found.body in printed
    assert "](" not in found.body
    value = _json(wg("explain", "dead-units", "--lang", language, "--json", "-").out)
    assert value["page"]["what"] == found.what
    assert set(value["page"]) == {"what", "shows", "why", "help", "alike", "script", "see"}
    script = wg("explain", "dead-units", "--lang", language, "--script")
    assert (script.status, script.out) == (0, found.script)
    assert wg("explain", "tanh", "--script").status == 2
