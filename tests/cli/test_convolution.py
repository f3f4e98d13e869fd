"""`whygrad explain convolution`: counts by hand, and what a training of half the length says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import Command

torch = pytest.importorskip("torch")

from whygrad.zoo.convolution import Counted, dense_twin, layers, networks, pictures  # noqa: E402


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_a_convolutional_network_needs_fewer_parameters(tmp_path: Path, wg: Command) -> None:
    """Of a third fewer parameters than the smallest dense network it is right more often, with either seed."""
    out = tmp_path / "c.svg"
    done = wg("explain", "convolution", "--seeds", "2", "--set", "epochs=8", "--json", str(tmp_path / "c.json"),
              "--out", str(out))  # fmt: skip
    assert done.status == 0, done.err
    found = json.loads((tmp_path / "c.json").read_text())["networks"]
    by_name = {(one["kind"], one["size"]): one for one in found}
    for (kind, size), one in by_name.items():
        if kind == "dense":
            assert one["parameters"] == 784 * size + size + size * 10 + 10
            assert one["multiply_adds"] == 784 * size + size * 10
        else:
            first, second, last = 9 * size + size, 9 * size * 2 * size + 2 * size, 7 * 7 * 2 * size * 10 + 10
            assert one["parameters"] == first + second + last
            assert one["multiply_adds"] == 28 * 28 * 9 * size + 14 * 14 * 9 * size * 2 * size + 7 * 7 * 2 * size * 10
    small, dense = by_name["conv", 4], by_name["dense", 8]
    assert small["parameters"] < 0.7 * dense["parameters"]
    assert min(small["accuracy_test"]) > max(dense["accuracy_test"])
    assert small["multiply_adds"] > dense["multiply_adds"]
    assert "conv 4, 8" in done.out
    assert out.read_text().count("<svg") == 1


def test_layers_are_built_as_they_are_counted() -> None:
    from whygrad.experiment.layers import checked
    from whygrad.nets.layers import rows, sequential

    listed = checked(layers(4, 10))
    module = sequential(listed, (1, 28, 28))
    assert (
        sum(one.numel() for one in module.parameters()) == sum(row.count for row in rows(listed, (1, 28, 28))) == 4266
    )


def test_the_twin_is_the_smallest_that_is_as_good() -> None:
    base = pictures()

    def one(kind: str, parameters: int, *accuracy: float) -> Counted:
        return Counted(kind, 1, base, parameters, 1, np.array(accuracy), None)

    conv = one("conv", 10, 0.7, 0.8)
    small, good, large, lucky = (
        one("dense", 20, 0.7, 0.7), one("dense", 40, 0.75, 0.75), one("dense", 60, 0.9, 0.9), one("conv", 5, 0.9, 0.9)
    )  # fmt: skip
    assert dense_twin(conv, [conv, large, small, good, lucky]) is good
    assert dense_twin(conv, [conv, small, lucky]) is None


@pytest.mark.parametrize("data", ["moons", "sine"])
def test_it_takes_pictures(data: str, wg: Command) -> None:
    done = wg("explain", "convolution", "--set", f"data.name={data}", "--set", "preprocessing=[]")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert "images" in done.err


def test_both_kinds_are_trained_in_the_same_way() -> None:
    every = [experiment for _, _, experiment in networks(pictures())]
    assert len({experiment.training for experiment in every}) == 1
    assert len({experiment.data for experiment in every}) == 1
    assert {experiment.network.init for experiment in every} == {"he-normal"}
