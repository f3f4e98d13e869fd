"""`whygrad data` on pictures, sequences and what is not on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from tests.cli.conftest import Command

from whygrad.data.files import download, places


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any downloaded data set."""
    monkeypatch.delenv("WHYGRAD_DATA", raising=False)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(places, "SYSTEM", tmp_path / "system")


@pytest.mark.usefixtures("nothing")
def test_the_list_says_what_is_missing_and_how_to_get_it(wg: Command) -> None:
    written = " ".join(wg("data").out.split())
    assert "whygrad data cifar-10 --download (170 MB)" in " ".join(written.split())
    sets = {one["name"]: one for one in json.loads(wg("data", "--json", "-").out)["sets"]}
    assert not sets["fashion-mnist"]["here"]
    assert sets["fashion-mnist-small"]["here"]
    assert sets["names"]["sequence_length"] == 12
    run = wg("data", "cifar-10")
    assert run.status == 2
    assert "whygrad data cifar-10 --download" in run.err


@pytest.mark.usefixtures("nothing")
def test_a_download_that_fails_is_one_line(wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pooch")
    nowhere = download.Source("http://127.0.0.1:9/", download.SOURCES["fashion-mnist"].files)
    monkeypatch.setattr(download, "SOURCES", {"fashion-mnist": nowhere, "cifar-10": nowhere})
    run = wg("data", "fashion-mnist", "--download")
    assert run.status == 2
    assert "cannot be reached" in run.err
    assert run.err.count("\n") == 1
    assert "there is no download" in wg("data", "circle", "--download").err


def test_a_folder_of_pictures_beside_us(wg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cat", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(4):
            Image.new("RGB", (6, 5), (number, 50, 99)).save(tmp_path / "pets" / name / f"{number}.jpg")
    (tmp_path / "pets" / "dog" / "torn.jpg").write_bytes(b"\xff\xd8\xff")
    monkeypatch.chdir(tmp_path)
    run = wg("data", "pets", "--out", "pets.png", "--json", "facts.json")
    assert run.status == 0
    assert "5×6 pixels, 3 channels" in run.out
    assert "one file that cannot be read: dog/torn.jpg" in run.out
    facts = json.loads(Path("facts.json").read_text())["before"]
    assert facts["shape"] == [3, 5, 6]
    assert facts["skipped"] == ["dog/torn.jpg"]
    assert Path("pets.png").stat().st_size > 5_000
    assert "3×4 pixels" in wg("data", "pets", "--set", "size=[3,4]").out


@pytest.mark.parametrize("name", ["adding:12", "names", "parity:5", "fashion-mnist-small"])
def test_samples_are_drawn(wg: Command, tmp_path: Path, name: str) -> None:
    run = wg("data", name, "--out", str(tmp_path / "samples.svg"), "--lang", "ko")
    assert run.status == 0
    assert (tmp_path / "samples.svg").stat().st_size > 5_000


def test_augmentation_is_drawn(wg: Command, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    words = "augmentation=[flip,crop:2]"
    run = wg("data", "fashion-mnist-small", "--set", words, "--out", str(tmp_path / "augment.png"))
    assert run.status == 0
    assert "flip, crop:2" in run.out
    assert (tmp_path / "augment.png").stat().st_size > 20_000
