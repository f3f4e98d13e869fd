"""A place where nothing can be saved is said before the training, in one line; a good one is left as it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import whygrad as wg
from whygrad.errors import InputError

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

pytestmark = pytest.mark.torch


def _watch(path: Any) -> Any:
    model = nn.Linear(2, 1)
    return wg.watch(model, torch.optim.SGD(model.parameters(), 0.1), path=path)


def _file(folder: Path) -> Path:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    return folder / "notes.txt"


PLACES = {
    "a file": _file,
    "below a file": lambda folder: _file(folder) / "run.zarr",
    "somebody's folder": lambda folder: _file(folder).parent,
    "no folder can be made": lambda _: Path("/proc/run.zarr"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_bad_place_is_said_at_once(place: str, tmp_path: Path) -> None:
    if place == "no folder can be made" and not Path("/proc").is_dir():
        pytest.skip("no /proc here")
    path = PLACES[place](tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as error:
        _watch(path)
    assert "\n" not in str(error.value)
    assert str(path).split("/run.zarr")[0] in str(error.value)
    assert sorted(tmp_path.rglob("*")) == before
    from whygrad.instrument.hub import hub

    assert not hub().observation.watches


def test_a_callback_says_it_when_it_is_made(tmp_path: Path) -> None:
    pytest.importorskip("skorch")
    from whygrad.watch.skorch import WhygradCallback

    with pytest.raises(InputError):
        WhygradCallback(path=_file(tmp_path))


def test_the_trace_lies_where_it_was_meant_although_the_script_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    model = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, path="runs/one.zarr", every=1):
        assert not (tmp_path / "runs").exists()
        os.chdir("elsewhere")
        for _ in range(3):
            optimizer.zero_grad()
            model(torch.ones(4, 2)).square().mean().backward()
            optimizer.step()
    assert wg.Trace.open(tmp_path / "runs" / "one.zarr").steps.tolist() == [0, 1, 2]
    assert not list((tmp_path / "elsewhere").iterdir())
