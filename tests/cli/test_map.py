"""`whygrad map` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command

COMMON = ("map", "healthy-circle", "--set", "epochs=2", "--size", "6", "--folder")


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_picture_numbers_and_json(wg: Command, in_folder: Path) -> None:
    options = ("--x", "learning_rate=0.001:10:log", "--y", "init=normal:0.01:10:log")
    run = wg(*COMMON, "t", *options, "--out", "m.png", "--out", "m.svg", "--out", "m.zarr", "--json", "m.json")
    assert run.status == 0
    assert "Loss on test data, by learning_rate and init" in run.out
    assert (in_folder / "m.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (in_folder / "m.svg").read_text(encoding="utf-8")
    assert (in_folder / "m.zarr" / "zarr.json").is_file()
    value = json.loads((in_folder / "m.json").read_text(encoding="utf-8"))
    assert value["schema"] == "whygrad.map/1"
    assert len(value["x"]["values"]) == len(value["y"]["values"]) == 6


def test_findings_in_korean(wg: Command) -> None:
    options = ("--x", "learning_rate=0.001:1000:log", "--y", "depth=1:2", "--measure", "finding", "--lang", "ko")
    run = wg(*COMMON, "t", *options, "--out", "m.png")
    assert run.status == 0
    assert "주된 진단 결과" in run.out
    assert "학습률" in run.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--x", "learning_rate=1:0", "--y", "l2=0:1"), "empty"),
        (("--x", "learning_rate=0.1:1", "--y", "epochs=1:4"), "--set cannot"),
        (("--x", "learning_rate=0.1:1", "--y", "l2=0:1", "--out", "m.gif"), ".zarr"),
        (("--x", "learning_rate=0.1:1", "--y", "l2=0:1", "--measure", "acuracy"), "accuracy"),
        (("--x", "learning_rate=0.1:1"), "--y"),
    ],
)
def test_mistakes_are_one_line(wg: Command, options: tuple[str, ...], said: str) -> None:
    run = wg(*COMMON, "t", *options)
    assert run.status == 2
    assert said in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_what_is_no_map_is_not_replaced_and_nothing_is_trained(wg: Command, in_folder: Path) -> None:
    (in_folder / "mine.zarr").mkdir()
    run = wg(*COMMON, "t", "--x", "learning_rate=0.1:1", "--y", "l2=0:1", "--out", "mine.zarr")
    assert run.status == 2
    assert "is not a map" in run.err
    assert not (in_folder / "t").exists()


def test_folder_that_cannot_be_written(wg: Command, in_folder: Path) -> None:
    (in_folder / "file").write_text("")
    run = wg(*COMMON, "file", "--x", "learning_rate=0.1:1", "--y", "l2=0:1")
    assert run.status == 2
    assert "file" in run.err
