"""What cannot be used is said in one line that names the layer or the file and what would be right."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.cli.conftest import Command

LAYERS = {
    "a kernel larger than its padded input": (["--input", "3x5x5", "conv=4,kernel=9,padding=1"], ("conv", "9", "7")),
    "an output size below 1": (["--input", "1x8x8", "conv=4,kernel=5", "max_pool=5"], ("max_pool", "5", "4")),
    "channels that no group divides": (["--input", "3x8x8", "conv=4,groups=2"], ("conv", "3", "2")),
    "a dense layer's pictures": (["--input", "3x8x8", "dense=10"], ("dense", "3×8×8", "flatten")),
}


@pytest.mark.parametrize("case", LAYERS)
def test_layers_that_do_not_fit(case: str, wg: Command) -> None:
    words, named = LAYERS[case]
    done = wg("size", *words)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1, done.err
    for word in named:
        assert word in done.err, done.err


@pytest.mark.parametrize("damage", ["cut", "no gzip", "empty", "cut inside"])
def test_damaged_files_of_a_data_set(damage: str, tmp_path: Path, wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fashion-mnist"
    folder.mkdir()
    for share, count in (("train", 60), ("t10k", 10)):
        head = b"\0\0\x08\x03" + b"".join(n.to_bytes(4, "big") for n in (count, 28, 28))
        pictures = head + bytes(count * 784)
        labels = b"\0\0\x08\x01" + count.to_bytes(4, "big") + bytes(range(10)) * (count // 10)
        for name, content in (("images-idx3", pictures), ("labels-idx1", labels)):
            (folder / f"{share}-{name}-ubyte.gz").write_bytes(gzip.compress(content))
    file = folder / "train-images-idx3-ubyte.gz"
    whole = file.read_bytes()
    content = {
        "cut": whole[:-9], "no gzip": b"<html>", "empty": b"",
        "cut inside": gzip.compress(gzip.decompress(whole)[:-784]),
    }  # fmt: skip
    file.write_bytes(content[damage])
    monkeypatch.setenv("WHYGRAD_DATA", str(tmp_path))
    done = wg("data", "fashion-mnist")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1, done.err
    assert file.name in done.err


def test_pictures_that_are_none(tmp_path: Path, wg: Command) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("safetensors")
    import torch

    from whygrad.zoo import network
    from whygrad.zoo.weights import expected

    made = network("alexnet", classes=2)
    weights = tmp_path / "weights.pth"
    torch.save({name: torch.zeros(shape) for name, shape in expected(made).items()}, weights)
    for name, content in (("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"), ("text.png", b"hello"), ("empty.png", b"")):
        (tmp_path / name).write_bytes(content)
        done = wg("zoo", "alexnet", "--classes", "2", "--weights", str(weights), "--classify", str(tmp_path / name))
        assert done.status == 2
        assert len(done.err.splitlines()) == 1, done.err
        assert name in done.err


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_value_of_any_length_is_one_line(language: str, tmp_path: Path, wg: Command) -> None:
    done = wg("diagnose", "x" * 2_600, "--lang", language)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    table = tmp_path / "wide.csv"
    table.write_text("y" * 2_600 + ",b,b\n1,2,3\n")
    done = wg("data", str(table), "--lang", language)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1


def test_an_error_while_an_error_is_told_is_one_line(wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise KeyError("no such\nmessage")

    monkeypatch.setattr("whygrad.errors.text", broken)
    done = wg("diagnose", "nosuch")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert "KeyError" in done.err
    monkeypatch.setattr("whygrad.i18n.text", broken)
    done = wg("diagnose", "nosuch")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert "KeyError" in done.err


def test_a_home_folder_of_nobody(wg: Command) -> None:
    for words in (("data", "moons", "--out", "~nouser/x.png"), ("diagnose", "~nouser/x.toml"), ("play", "~nouser/x")):
        done = wg(*words)
        assert done.status == 2
        assert "~nouser/x" in done.err
        assert len(done.err.splitlines()) == 1, done.err
        assert "bug" not in done.err


def test_half_a_character_is_refused_in_one_line(wg: Command) -> None:
    """No file can have such a name, and nothing can be written with it."""
    run = wg("zoo", "--json", "\ud800")
    assert (run.status, run.out) == (2, "")
    assert run.err == "whygrad: '\\ud800' contains a character that cannot be written as UTF-8.\n"
