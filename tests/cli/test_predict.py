"""`whygrad predict`: pictures and rows through a trained network, and what cannot be one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.cli.conftest import Command

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment

pytest.importorskip("torch")
pytest.importorskip("safetensors")

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits"},
        "layers": [{"conv": 8}, "batch_norm", "relu", "flatten", {"dense": 10}],
        "training": {"epochs": 3, "batch_size": 32, "optimizer": "adam", "learning_rate": 0.01},
    }
)


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained network beside pictures of five digits, named after what they show."""
    folder = tmp_path_factory.mktemp("predict")
    train(DIGITS, seeds=1, out=folder / "model")
    data = load(DIGITS.data)
    for number in range(5):
        picture = data.pixels_test.values[number].reshape(8, 8)
        Image.fromarray((picture / 16 * 255).round().astype(np.uint8)).save(
            folder / f"{number}-{data.y_test[number]}.png"
        )
    return folder


def test_pictures_get_a_label(digits: Path, wg: Command) -> None:
    files = sorted(digits.glob("*.png"))
    done = wg("predict", str(digits / "model"), *map(str, files), "--json", "-")
    assert done.status == 0, done.err
    found = json.loads(done.out)["predictions"]
    assert [row["input"] for row in found] == [str(file) for file in files]
    right = sum(row["label"] == file.stem[-1] for row, file in zip(found, files, strict=True))
    assert right >= 4
    for row in found:
        shares = [one["probability"] for one in row["top"]]
        assert len(shares) == 5
        assert shares == sorted(shares, reverse=True)
        assert row["label"] == row["top"][0]["label"]


def test_a_broken_picture_is_one_line_and_the_others_are_answered(
    digits: Path, wg: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")  # pytest's own folders have long names, and a table breaks them
    (digits / "junk.png").write_text("junk")
    files = sorted(digits.glob("[0-9]*.png"))
    done = wg("predict", *(str(digits / name) for name in ("model", files[0], "junk.png", "none.png", files[1])))
    assert done.status == 2
    assert len(done.err.splitlines()) == 2
    assert "junk.png" in done.err.splitlines()[0]
    assert "none.png" in done.err.splitlines()[1]
    assert files[0].name in done.out
    assert files[1].name in done.out


def test_tables(tmp_path: Path, wg: Command) -> None:
    rows = ["a,b,kind", *(f"{a},{b},{'yes' if a + b > 9 else 'no'}" for a in range(10) for b in range(10))]
    (tmp_path / "table.csv").write_text("\n".join(rows))
    experiment = Experiment.from_tree(
        {
            "data": {"name": "table.csv", "preprocessing": ["center", "scale"]},
            "layers": [{"dense": 4}, "tanh", {"dense": 1}],
            "training": {"epochs": 60, "learning_rate": 0.3},
        },
        tmp_path,
    )
    train(experiment, seeds=1, out=tmp_path / "model")
    (tmp_path / "new.csv").write_text("b,a\n9,9\n0,1\n")
    done = wg("predict", str(tmp_path / "model"), str(tmp_path / "new.csv"), "--json", "-")
    assert done.status == 0, done.err
    found = json.loads(done.out)["predictions"]
    assert [row["label"] for row in found] == ["yes", "no"]
    (tmp_path / "bad.csv").write_text("a,b\n1,x\n")
    done = wg("predict", str(tmp_path / "model"), str(tmp_path / "bad.csv"))
    assert done.status == 2
    assert "bad.csv:2" in done.err
    (tmp_path / "narrow.csv").write_text("a\n1\n")
    assert "has no column b" in wg("predict", str(tmp_path / "model"), str(tmp_path / "narrow.csv")).err


def test_no_model(tmp_path: Path, wg: Command) -> None:
    done = wg("predict", str(tmp_path / "none"), "x.png")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
