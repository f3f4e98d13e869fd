"""`whygrad inside`: trained folders, networks of the zoo, one's own modules; figures, numbers, misuse in one line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.cli.conftest import Command

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from whygrad.engine.layered import load_model  # noqa: E402
from whygrad.zoo import inside  # noqa: E402

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits", "preprocessing": ["center", "scale"]},
        "layers": [{"conv": 6, "padding": 1}, "batch_norm", "relu", {"max_pool": 2}, {"conv": 8}, "relu",
                   "global_avg_pool", {"dense": 10}],
        "training": {"epochs": 4, "batch_size": 32, "optimizer": "adam", "learning_rate": 0.02},
    }
)  # fmt: skip
FLAT = DIGITS.replace(layers=[{"dense": 16}, "relu", {"dense": 10}], epochs=1)
OWN = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True))
        self.fc = nn.Linear(4, 10)

    def forward(self, x):
        return self.fc(self.features(x).mean((2, 3)))

class One(Net):
    def forward(self, x):
        return super().forward(x.reshape(1, 3, 12, 12))
"""
FIGURES = {"filters", "maps", "exciting", "attribution", "depth"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two trained networks, a module of one's own, pictures."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("inside")
    train(DIGITS, seeds=1, out=folder / "run")
    train(FLAT, seeds=1, out=folder / "flat")
    (folder / "my_model.py").write_text(OWN)
    data = load(DIGITS.data)
    digit = (data.pixels_test.values[3].reshape(8, 8) / 16 * 255).round().astype(np.uint8)
    Image.fromarray(digit).save(folder / "digit.png")
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (30, 50, 3)).astype(np.uint8)).save(folder / "photo.jpg")
    (folder / "broken.png").write_bytes((folder / "digit.png").read_bytes()[:60])
    yield folder
    torch.set_num_threads(threads)


def test_a_trained_folder(place: Path, tmp_path: Path, wg: Command) -> None:
    """All figures are written; the numbers are those of a forward pass over the data."""
    done = wg("inside", str(place / "run"), "--out", str(tmp_path / "out"), "--json", str(tmp_path / "i.json"))
    assert done.status == 0, done.err
    assert {path.stem for path in (tmp_path / "out").iterdir()} == FIGURES
    for path in (tmp_path / "out").iterdir():
        with Image.open(path) as image:
            assert min(image.size) > 60
    found = json.loads((tmp_path / "i.json").read_text())
    names = [one["name"] for one in found["layers"]]
    assert names == ["conv1", "batch_norm1", "relu1", "max_pool1", "conv2", "relu2", "global_avg_pool1", "output"]
    model, data = load_model(place / "run"), load(DIGITS.data)
    x = torch.tensor(data.x_test).reshape(-1, 1, 8, 8)
    with torch.no_grad():
        maps = model.network.eval()[:3](x).double()
    assert len(x) < 1_000  # so that all of them are looked at
    assert found["layers"][2]["mean"] == pytest.approx(maps.mean().item(), rel=1e-4)
    assert found["layers"][2]["zeros"] == pytest.approx((maps == 0).double().mean().item(), rel=1e-3)
    assert found["layers"][0]["weight_norm"] == pytest.approx(model.network[0].weight.norm().item(), rel=1e-5)
    assert len(found["grad_cam"]["maps"]) == len(found["pictures"]) == 6
    assert found["grad_cam"]["layer"] == "conv2"
    assert {one["class"] for one in found["pictures"]} == {0, 1, 2, 3, 4, 5}
    shown = [int(line.split()[0]) for line in done.out.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    assert shown == [0, 1, 2, 3, 4, 5]
    for row in found["exciting"]["channels"]:
        assert row["end"] >= row["start"]
        assert row["values"] == sorted(row["values"], reverse=True)
        assert row["values"][0] >= row["mean"]


def test_samples_are_what_the_network_was_trained_on(place: Path) -> None:
    data = load(DIGITS.data)
    for run in ("run", "flat"):
        with inside.opened(str(place / run)) as subject:
            samples = subject.samples(10_000)
            model = load_model(place / run)
            order = [int(np.abs(data.x_test - row.reshape(-1)).sum(axis=1).argmin()) for row in samples.x[:30]]
            np.testing.assert_allclose(samples.x[:30].reshape(30, -1), data.x_test[order], atol=1e-5)
            assert samples.y[:10].tolist() == list(range(10))
            assert np.array_equal(samples.y[:30], data.y_test[order])
            expected = model.probabilities(data.x_test[order]).argmax(axis=1)
            assert np.array_equal(subject.answered(samples.x[:30]), expected)
            np.testing.assert_allclose(subject.prepared(samples.shown.transpose(0, 3, 1, 2)), samples.x)
            back = subject.as_shown(samples.x)
            known = np.broadcast_to((subject.scale != 0).transpose(1, 2, 0), back.shape)
            np.testing.assert_allclose(back[known], samples.shown[known], atol=1e-5)


def test_a_picture_of_another_size_is_prepared_as_for_predict(place: Path, tmp_path: Path, wg: Command) -> None:
    from whygrad.zoo.prediction import picture

    model = load_model(place / "run")
    with inside.opened(str(place / "run")) as subject:
        x = subject.opened([str(place / "photo.jpg")]).x
    expected = model.prepared(picture(model, place / "photo.jpg", "photo.jpg")[None])
    np.testing.assert_allclose(x.reshape(1, -1), expected, atol=1e-4)
    out = tmp_path / "why.svg"
    words = ("--what", "saliency,grad-cam", "--class", "8", "--saliency", "smooth-grad", "--out", str(out))
    done = wg("inside", str(place / "run"), str(place / "photo.jpg"), str(place / "digit.png"), *words)
    assert done.status == 0, done.err
    assert out.read_text().startswith("<?xml")
    assert "photo.jpg" in done.out


def test_a_dense_network_has_templates_and_no_maps(place: Path, tmp_path: Path, wg: Command) -> None:
    done = wg("inside", str(place / "flat"), "--out", str(tmp_path / "out"))
    assert done.status == 0, done.err
    assert {path.stem for path in (tmp_path / "out").iterdir()} == FIGURES - {"maps"}
    assert "has no convolution" in done.out


def test_a_network_of_the_zoo_says_that_its_weights_are_random(place: Path, wg: Command) -> None:
    words = ("--input", "3x32x32", "--what", "grad-cam,depth", "--json", "-")
    done = wg("inside", "resnet-18", str(place / "photo.jpg"), *words)
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["notes"] == ["random"]
    assert found["grad_cam"]["layer"] == "layer4.1"
    again = wg("inside", "resnet-18", str(place / "photo.jpg"), *words)
    assert json.loads(again.out) == found
    assert "random" in wg("inside", "lenet-5", str(place / "digit.png")).out


def test_weights_of_a_file(place: Path, tmp_path: Path, wg: Command) -> None:
    from whygrad.nets.layers import sequential
    from whygrad.zoo import network
    from whygrad.zoo.weights import expected

    lenet = network("lenet-5")
    module = sequential(lenet.layers, lenet.shape)
    names = dict(zip(module.state_dict(), expected(lenet), strict=True))
    torch.save({names[name]: value for name, value in module.state_dict().items()}, tmp_path / "w.pth")
    words = ("--weights", str(tmp_path / "w.pth"), "--json", "-")
    done = wg("inside", "lenet-5", str(place / "digit.png"), *words)
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["notes"] == ["raw"]
    assert found["layers"][0]["weight_norm"] == pytest.approx(module[0].weight.norm().item(), rel=1e-5)


def test_a_module_of_ones_own(place: Path, tmp_path: Path, wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    words = ("--input", "3x12x12", "--data", "fashion-mnist-small", "--out", str(tmp_path / "out"))
    done = wg("inside", "my_model.py:Net", *words, "--json", str(tmp_path / "i.json"))
    assert done.status == 0, done.err
    found = json.loads((tmp_path / "i.json").read_text())
    assert [one["name"] for one in found["layers"]] == ["features.0", "features.1", "fc"]
    assert found["labels"][9] == "ankle boot"  # ten classes, as the data set has
    assert {path.stem for path in (tmp_path / "out").iterdir()} == FIGURES
    alone = wg("inside", "my_model.py:Net", "--input", "3x12x12", "--out", str(tmp_path / "bare"), "--lang", "ko")
    assert alone.status == 0, alone.err
    assert "생략" in alone.out
    assert {path.stem for path in (tmp_path / "bare").iterdir()} == {"filters", "exciting"}


def test_the_network_that_comes_with_whygrad(wg: Command) -> None:
    """Trained: most of the pictures that come with it, which it has not seen, are answered rightly."""
    done = wg("inside", "fashion-mnist", "--what", "grad-cam,saliency", "--json", "-")
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["notes"] == []
    assert found["labels"][9] == "ankle boot"
    assert sum(one["class"] == one["answer"] for one in found["pictures"]) >= 4
    with inside.opened("fashion-mnist") as subject:
        samples = subject.samples(1_000)
        assert len(samples) == 300
        assert (subject.answered(samples.x) == samples.y).mean() > 0.8


def test_figures_in_the_report(place: Path, tmp_path: Path, wg: Command) -> None:
    run = tmp_path / "run"
    shutil.copytree(place / "run", run)
    (run / "report.html").write_text("as whygrad train left it")
    assert wg("inside", str(run), "--what", "maps,saliency", "--report").status == 0
    report = (run / "report.html").read_text()
    titles = re.findall("<figcaption>(.*?)</figcaption>", report)
    assert {"Feature maps", "Attribution: which pixels the prediction depends on", "Confusion matrix"} <= set(titles)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "--layer", "conv9", "--out", "x"), "conv1, batch_norm1, relu1"),
        (("run", "--what", "grad-cam", "--layer", "output"), "convolutional layers: conv1, conv2"),
        (("run", "--what", "filters", "--layer", "relu1"), "available: conv1, conv2"),
        (("run", "--what", "salience"), "filters, maps, exciting"),
        (("run", "--saliency", "x"), "gradient, input-gradient, smooth-grad"),
        (("run", "--class", "11"), "0 to 9"),
        (("run", "broken.png"), "broken.png"),
        (("run", "none.png"), "the image none.png does not exist"),
        (("run", "--out", "x.png"), "give a folder"),
        (("run", "--out", "digit.png/x"), "digit.png"),
        (("run", "--report"), "report.html"),
        (("run", "--weights", "w.pth"), "--weights"),
        (("run", "--data", "moons"), "no images"),
        (("flat", "--what", "maps"), "no convolution"),
        (("flat", "--what", "grad-cam"), "no convolution"),
        (("nowhere/run",), "nowhere/run"),
        (("resnet-19",), "resnet-18"),
        (("lenet-5",), "--data"),
        (("lstm", "digit.png"), "not an image with one or three channels"),
        (("my_model.py", "--input", "3x12x12"), "my_model.py:NAME"),
        (("my_model.py:Net",), "--input"),
        (("my_model.py:Net", "--input", "2x12x12"), "not an image"),
        (("my_model.py:Net", "--input", "1x12x12"), "does not accept an input of shape 1×12×12"),
        (("my_model.py:One", "--input", "3x12x12"), "does not accept an input"),
        (("my_model.py:Net", "--input", "3x12x12", "--weights", "run/model.safetensors"), "do not match"),
    ],
)  # fmt: skip
def test_misuse_is_one_line(
    place: Path, wg: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(place)
    done = wg("inside", *words)
    assert done.status == 2, done.out
    assert len(done.err.splitlines()) == 1
    assert message in done.err
    assert not list(place.glob("x*"))
