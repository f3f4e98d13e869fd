"""Every mistake gets exit status 2 and one line that says what, where and what would be right; never a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whygrad import i18n
from whygrad.cli import _main
from whygrad.cli._commands import with_json_value
from whygrad.experiment import presets, recipes

_MISTAKES = [
    (["diagnos"], "diagnose"),
    (["--sed"], "--"),
    (["--vresion"], "--version"),
    (["diagnose"], "TARGET"),
    (["diagnose", "healthy-moons", "--sedes", "3"], "--seeds"),
    (["diagnose", "healthy-moons", "--seeds"], "--seeds"),
    (["diagnose", "healthy-moons", "--seeds", "x"], "1000000"),
    (["diagnose", "healthy-moons", "--seeds", "0"], "1000000"),
    (["diagnose", "healthy-moons", "--steps", "-3"], "--steps"),
    (["diagnose", "healthy-moons", "--trial=3"], "--trial"),
    (["diagnose", "healthy-moons", "more"], "more"),
    (["diagnose", "healty-moons"], "healthy-moons"),
    (["diagnose", "moons"], "healthy-moons"),
    (["diagnose", ""], "whygrad diagnose --help"),
    (["diagnose", "nope"], "whygrad diagnose --help"),
    (["diagnose", "healthy-xor", "--report", "r.pdf"], ".html"),
    (["diagnose", "healthy-xor", "--report", "-"], ".html"),
    (["diagnose", "train.py"], "train.py"),
    (["diagnose", "train.py", "--", "--epochs", "3"], "train.py"),
    (["diagnose", "nowhere/x.toml"], "nowhere/x.toml"),
    (["diagnose", "healthy-moons", "--set", "learnin_rate=1"], "learning_rate"),
    (["diagnose", "healthy-moons", "--set", "learning_rate=-1"], "learning_rate"),
    (["diagnose", "healthy-moons", "--set", "learning_rate"], "KEY=VALUE"),
    (["diagnose", "https://playground.tensorflow.org/#activation=nosuch"], "nosuch"),
    (["compare", "healthy-moons"], "--vary"),
    (["compare", "healthy-moons", "--vary", "activation=relu,tanj"], "tanh"),
    (["compare", "healthy-moons", "--vary", "l2=0,1", "--vary", "l2=2"], "l2"),
    (["compare", "healthy-moons", "--vary", "hidden=[4],[4]"], "[4]"),
    (["compare", "healthy-moons", "--vary", "l2=0,0.0"], "l2"),
    (["compare", "healthy-moons", "--vary", "hidden=[4],[8]", "--set", "hidden=[2]"], "hidden"),
    (["compare", "healthy-moons", "--vary", "seed=" + ",".join(map(str, range(300)))], "300"),
    (["compare", "healthy-moons", "--vary", "l2=0", "--out", "picture.gif"], ".png"),
    (["data", "nosuch"], "moons"),
    (["export"], "EXPERIMENT"),
    (["export", "healthy-xor"], "--to"),
    (["export", "healthy-xor", "--to", "karas"], "keras"),
    (["export", "healthy-xor", "--to", "word"], "pytorch"),
    (["export", "healty-xor", "--to", "torch"], "healthy-xor"),
    (["export", "nowhere/x.toml", "--to", "torch"], "nowhere/x.toml"),
    (["export", "healthy-xor", "--to", "torch", "--seed", "-1"], "4294967295"),
    (["export", "healthy-xor", "--to", "torch", "--seed", "x"], "--seed"),
    (["export", "healthy-xor", "--to", "torch", "--set", "hiden=3"], "hidden"),
    (["export", "healthy-xor", "--to", "toml", "--out", "-", "--json", "-"], "--json"),
    (["train", "healthy-moons", "--engine", "kernle"], "kernel"),
    (["explain", "vanishin-gradient"], "vanishing-gradient"),
    (["explain", "zzzzzz"], "whygrad explain"),
    (["explain", "dead-units", "--out", "x.png"], "activations"),
]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("words", "hint"), _MISTAKES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_one_line_and_status_2(
    wg: Callable[..., Any], words: list[str], hint: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    end = words.index("--") if "--" in words else len(words)
    run = wg(*words[:end], "--lang", language, *words[end:])
    assert run.status == 2
    assert run.out == ""
    assert run.err.startswith("whygrad: ")
    assert run.err.count("\n") == 1
    assert hint in run.err
    assert len(run.err) < 400  # all data sets in one line
    assert run.err.endswith((".\n", "?\n"))
    if language == "ko":
        assert any("가" <= character <= "힣" for character in run.err)


def test_unknown_language(wg: Callable[..., Any]) -> None:
    for words in (["--lang", "fr"], ["explain", "--lang=fr"], ["explain", "--lang"]):
        run = wg(*words)
        assert run.status == 2
        assert "en, ko" in run.err


def test_folder_where_a_file_belongs_and_the_reverse(wg: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert wg("diagnose", str(tmp_path)).status == 2
    assert wg("train", str(tmp_path)).status == 2
    assert wg("train", "healthy-xor", "--out", str(file)).status == 2
    assert wg("diagnose", "healthy-xor", "--report", str(tmp_path)).status == 2
    assert wg("diagnose", "healthy-xor", "--json", str(file / "x.json")).status == 2
    assert file.read_text() == "x"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["diagnose", "healthy-xor", "--report"], "r.html"),
        (["diagnose", "healthy-xor", "--json"], "r.json"),
        (["train", "healthy-xor", "--plots"], "plots"),
        (["train", "healthy-xor", "--out"], "t.zarr"),
        (["compare", "healthy-xor", "--vary", "l2=0,1", "--out"], "r.png"),
        (["data", "moons", "--out"], "r.png"),
        (["explain", "depth", "--json"], "r.json"),
        (["export", "healthy-xor", "--trained", "--to", "torch", "--out"], "r.py"),
        (["export", "healthy-xor", "--trained", "--to", "torch", "--out", "-", "--json"], "r.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_written_is_found_before_the_training(
    wg: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], name: str
) -> None:
    """With the path that was asked for, not that of a file beside it; also for one who may write everywhere."""

    def train(*_: Any, **__: Any) -> None:
        raise AssertionError("trained before it was known that the result cannot be kept")

    monkeypatch.setattr("whygrad.cli._training.train_one", train)
    monkeypatch.setattr("whygrad.cli._training.compared", train)
    places = [tmp_path / "locked" / "new"]
    places[0].parent.mkdir()
    places[0].parent.chmod(0o500)
    if os.geteuid() == 0:
        places = [Path("/proc")]  # where root cannot make files either
    for place in places:
        run = wg(*words, str(place / name))
        assert run.status == 2
        assert run.out == ""
        assert run.err.count("\n") == 1
        assert str(place / name) in run.err
        assert ".whygrad-" not in run.err


def test_errors_are_safe_to_show_and_end_as_sentences(wg: Callable[..., Any], tmp_path: Path) -> None:
    """What a file holds may be anything."""
    file = tmp_path / "cells.csv"
    file.write_text("a,y\n1,yes\n\x1b[31mred,no\n")
    run = wg("data", str(file))
    assert run.status == 2
    assert "[31mred" in run.err
    assert "\x1b" not in run.err
    assert run.err.endswith(".\n")


def test_an_unknown_engine_gets_the_known_ones(wg: Callable[..., Any]) -> None:
    assert "must be one of auto, kernel, torch, not kernl." in wg("train", "healthy-xor", "--engine", "kernl").err


def test_help_lists_the_presets(wg: Callable[..., Any]) -> None:
    shown = wg("diagnose", "--help").out
    assert all(name in shown for name in (*presets, *recipes))


def test_bad_file(wg: Callable[..., Any], tmp_path: Path) -> None:
    for name, content in {"a.toml": b"= 1", "b.toml": b"\xff\xfe", "c.toml": b"[network]\nhiden = [3]"}.items():
        (tmp_path / name).write_bytes(content)
        run = wg("diagnose", str(tmp_path / name))
        assert run.status == 2
        assert run.err.count("\n") == 1
        assert run.err.startswith("whygrad: ")


def test_bugs_are_named_in_one_line(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(arguments: list[str]) -> int:
        raise ValueError("first\nsecond")

    monkeypatch.setattr(_main, "_dispatch", fail)
    run = wg("explain")
    assert run.status == 2
    assert run.err.count("\n") == 1
    assert "ValueError: first" in run.err
    monkeypatch.setenv("WHYGRAD_TRACEBACK", "1")
    with pytest.raises(ValueError, match="second"):
        _main.run(["explain"])


def test_interrupted_anywhere(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(_main, "_dispatch", interrupt)
    assert wg("explain").status == 130
    monkeypatch.setattr(_main, "run", interrupt)
    assert wg("explain").status == 130


@pytest.mark.parametrize("words", [["explain", "dead-units", "--json"], ["explain", "--json", "--lang", "en"]])
def test_json_without_a_file_is_standard_output(wg: Callable[..., Any], words: list[str]) -> None:
    assert json.loads(wg(*words).out) == json.loads(wg(*words[: words.index("--json") + 1], "-").out)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["train.py", "--json"], ["train.py", "--json", "-"]),
        (["--json", "train.py"], ["--json", "-", "train.py"]),
        (["--json", "-", "train.py"], ["--json", "-", "train.py"]),
        (["train.py", "--json", "--trial"], ["train.py", "--json", "-", "--trial"]),
        (["train.py", "--json", "out", "--", "--json"], ["train.py", "--json", "out", "--", "--json"]),
        (["train.py", "--json", "--", "x.json"], ["train.py", "--json", "-", "--", "x.json"]),
    ],
)
def test_what_follows_json_is_a_file_or_nothing(words: list[str], read: list[str]) -> None:
    assert with_json_value(words) == read
