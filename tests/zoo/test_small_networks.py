"""LeNet-5, AlexNet, VGG and ResNet, small: recipes that learn Fashion-MNIST's 600 pictures in seconds."""

from __future__ import annotations

import json

import pytest

from whygrad.cli import main
from whygrad.engine import train
from whygrad.experiment import recipes

torch = pytest.importorskip("torch")

# name -> epochs that are enough here; the recipes train longer
SMALL = {"small-lenet-5": 5, "small-alexnet": 12, "small-vgg": 4, "small-resnet": 5}


def test_every_small_recipe_is_here() -> None:
    assert {name for name in recipes if name.startswith("small-")} == set(SMALL)


@pytest.mark.parametrize("name", SMALL)
def test_they_beat_chance_clearly(name: str) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        trace = train(recipes[name].replace(epochs=SMALL[name]), 1)
    finally:
        torch.set_num_threads(threads)
    assert trace["accuracy_test"][0, -1] > 0.5  # ten classes, as many pictures of each


def test_augmentations_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of layers, several augmentations, seeds and an interval, by one command."""
    command = ["compare", "small-lenet-5", "--set", "samples=300", "--set", "epochs=1", "--seeds", "2", "--json", "-"]
    assert main([*command, "--vary", "augmentation=[],[flip],[flip,crop:2]"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["values"]["data.augmentation"] for one in found["variants"]] == [[], ["flip"], ["flip", "crop:2"]]
    ends = [one["outcomes"]["loss_train"] for one in found["variants"]]
    assert len({one["mean"] for one in ends}) == 3  # what is shown differs
    assert all(one["low"] <= one["mean"] <= one["high"] for one in ends)
