"""Folders that pass for traces: kind, size and packing of every file are known before it is read."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from whygrad.errors import TraceError
from whygrad.studio.following import Traces
from whygrad.trace import Trace
from whygrad.trace.glance import glance

Change = Callable[[dict], object]


@pytest.fixture
def folder(made: ModuleType, tmp_path: Path) -> Path:
    made.trace().save(tmp_path / "run.zarr")
    return tmp_path / "run.zarr"


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _socket(path: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is limited to about a hundred characters
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.chdir(here)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices as on POSIX")
@pytest.mark.parametrize("spoil", [_pipe, _device, _socket, _folder])
def test_what_is_no_ordinary_file_is_not_read(folder: Path, spoil: Callable[[Path], None]) -> None:
    chunk = folder / "weight_rms" / "c.0.0.0"
    content = chunk.read_bytes()
    spoil(chunk)
    with pytest.raises(TraceError, match="weight_rms is damaged"):
        Trace.open(folder)
    (shutil.rmtree if chunk.is_dir() else os.unlink)(chunk)
    chunk.write_bytes(content)
    spoil(folder / "zarr.json")
    for look in (Trace.open, glance):
        with pytest.raises(TraceError, match="pipe, a device, a folder or a link"):
            look(folder)


def _edit(folder: Path, change: Change) -> None:
    group = json.loads((folder / "zarr.json").read_text())
    change(group["consolidated_metadata"]["metadata"]["final_parameters"])
    (folder / "zarr.json").write_text(json.dumps(group))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda one: one["codecs"].append({"name": "zstd", "configuration": {}}), 'compressed with "zstd"'),
        (lambda one: one["codecs"].insert(0, {"name": "vlen-utf8"}), 'compressed with "vlen-utf8"'),
        (lambda one: one["codecs"].append({"name": "bytes"}), "damaged"),
        (lambda one: one["codecs"].clear(), "damaged"),
        (lambda one: one["codecs"][0]["configuration"].update(endian="big"), "damaged"),
        (lambda one: one["chunk_grid"]["configuration"].update(chunk_shape=[10**9, 1]), "damaged"),
        (lambda one: one["chunk_grid"]["configuration"].update(chunk_shape=[True, 1]), "damaged"),
        (lambda one: one.update(storage_transformers=[{"name": "x"}]), "damaged"),
        (lambda one: one.update(codecs=7), "damaged"),
        (lambda one: one.update(chunk_key_encoding="v2"), "damaged"),
    ],
)
def test_only_what_whygrad_writes_is_unpacked(folder: Path, change: Change, message: str) -> None:
    _edit(folder, change)
    with pytest.raises(TraceError, match=f"final_parameters.*{message}"):
        Trace.open(folder)


def test_a_chunk_has_the_size_that_its_metadata_say(folder: Path) -> None:
    chunk = folder / "final_parameters" / "c.0.0"
    os.truncate(chunk, 5 << 30)  # a hole, which takes no place on the disk
    with pytest.raises(TraceError, match="final_parameters is damaged"):
        Trace.open(folder)


@pytest.mark.skipif(not hasattr(os, "SEEK_HOLE"), reason="holes are not told of here")
def test_a_chunk_of_nothing_but_a_hole_is_not_read(folder: Path) -> None:
    many = 32 << 20

    def change(one: dict) -> None:
        one["shape"][1] = one["chunk_grid"]["configuration"]["chunk_shape"][1] = many // one["shape"][0]

    _edit(folder, change)
    chunk = folder / "final_parameters" / "c.0.0"
    os.truncate(chunk, 0)
    os.truncate(chunk, 4 * many)
    with pytest.raises(TraceError, match="final_parameters is damaged"):
        Trace.open(folder)


def test_metadata_of_many_parts_is_not_read(folder: Path) -> None:
    (folder / "zarr.json").write_bytes(b"[" + b"[]," * 300_000 + b"0]")
    with pytest.raises(TraceError, match="needs more memory"):
        Trace.open(folder)


def test_links_are_followed_for_oneself_but_not_for_others(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(folder / "weight_rms", elsewhere)
    (folder / "weight_rms").symlink_to(elsewhere)
    assert Trace.open(folder).has("weight_rms")
    with pytest.raises(TraceError, match="weight_rms is damaged"):
        Trace.open(folder, links=False)
    (folder / "weight_rms").unlink()
    shutil.move(elsewhere, folder / "weight_rms")
    chunk = folder / "weight_rms" / "c.0.0.0"
    shutil.move(chunk, elsewhere)
    chunk.symlink_to(elsewhere)
    assert Trace.open(folder).has("weight_rms")
    with pytest.raises(TraceError, match="weight_rms is damaged"):
        Trace.open(folder, links=False)


def test_the_server_follows_no_link_and_tells_no_path(folder: Path, tmp_path: Path) -> None:
    chunk = folder / "weight_rms" / "c.0.0.0"
    shutil.move(chunk, tmp_path / "elsewhere")
    chunk.symlink_to(tmp_path / "elsewhere")
    traces = Traces(tmp_path)
    (entry,) = traces.listed()["traces"]
    with pytest.raises(TraceError) as raised:
        traces.shown(entry["id"])
    assert "weight_rms" in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
    shutil.copyfile(folder / "zarr.json", tmp_path / "metadata")
    (folder / "zarr.json").unlink()
    (folder / "zarr.json").symlink_to(tmp_path / "metadata")
    (entry,) = traces.listed()["traces"]
    assert "run.zarr" in entry["problem"]
    assert str(tmp_path) not in entry["problem"]


def test_names_reach_the_page_without_control_characters(made: ModuleType, tmp_path: Path) -> None:
    recorder = made.recorder(tmp_path / "a\x1b[2J.zarr")
    recorder.append(0, made.record(0))
    group_file = tmp_path / "a\x1b[2J.zarr" / "zarr.json"
    group = json.loads(group_file.read_text())
    group["attributes"]["whygrad"]["meta"]["name"] = "\x1b[2Jx"
    group["attributes"]["whygrad"]["meta"]["layers"][0]["name"] = "\u202ey"
    group_file.write_text(json.dumps(group))
    traces = Traces(tmp_path)
    (entry,) = traces.listed()["traces"]
    answers = [entry, traces.shown(entry["id"]), traces.judged(entry["id"])]
    said = json.dumps(answers, ensure_ascii=False)
    assert "\\u001b" not in said
    assert "\u202e" not in said
