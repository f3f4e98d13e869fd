"""What docs/concepts/formulas.md states, row by row: each computed, and each stated in both languages."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import make_moons

import whygrad as wg
from whygrad.activations import ACTIVATIONS
from whygrad.claims.c54_signed_errors_cannot_be_minimized.measure import Network
from whygrad.cli import main
from whygrad.data import load
from whygrad.experiment.layers import checked
from whygrad.i18n import use
from whygrad.nets.layers import Row, rows
from whygrad.zoo.networks import network

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"en": ROOT / "docs" / "concepts" / "formulas.md", "ko": ROOT / "docs" / "concepts" / "formulas.ko.md"}


def _stated(*texts: str) -> None:
    for path in PAGES.values():
        page = path.read_text(encoding="utf-8")
        assert not [text for text in texts if text not in page], path.name


def _conv(**settings: int) -> Row:
    size = settings.pop("size")
    (row,) = rows(checked([{"conv": 5, **settings}]), (3, size, size))
    return row


def test_leaky_relu_has_a_slope_of_a_hundredth_below_0() -> None:
    _stated("max(0.01x, x)")
    torch = pytest.importorskip("torch")
    x = np.linspace(-50, 50, 401)
    leaky = ACTIVATIONS["leaky-relu"]
    assert np.array_equal(leaky.f(x), np.maximum(0.01 * x, x))
    assert np.allclose(leaky.f(x), torch.nn.LeakyReLU()(torch.tensor(x)), rtol=0, atol=1e-12)
    assert set(leaky.derivative(x[x < 0])) == {0.01}
    assert not np.any(leaky.f(x[x < 0]) == 0.01)


def test_prelu_is_the_maximum_up_to_a_slope_of_1() -> None:
    _stated("α ≤ 1")
    torch = pytest.importorskip("torch")
    x = np.linspace(-50, 50, 401)
    for alpha in (-1.0, 0.0, 0.25, 1.0, 1.5, 4.0):
        module = torch.nn.PReLU(init=alpha).double()
        with torch.no_grad():
            prelu = module(torch.tensor(x)).numpy()
        assert np.allclose(np.maximum(alpha * x, x), prelu) == (alpha <= 1)


@pytest.mark.parametrize(("name", "low", "high"), [("sigmoid", 0, 1), ("tanh", -1, 1)])
def test_bounded_activations_reach_no_bound(name: str, low: int, high: int) -> None:
    _stated(f"({low}, {high})".replace("-", "−"))
    found = ACTIVATIONS[name].f(np.linspace(-18, 18, 1001))  # beyond, floating point rounds to the bound
    assert ACTIVATIONS[name].range_text == f"({low}, {high})"
    assert found.min() > low
    assert found.max() < high
    assert found.min() < low + 1e-6
    assert found.max() > high - 1e-6


@pytest.mark.parametrize("alpha", [0.5, 1.0, 3.0])
def test_elu_lies_above_minus_alpha(alpha: float) -> None:
    _stated("(−α, ∞)")
    torch = pytest.importorskip("torch")
    x = np.linspace(-30, 1000, 3001)
    found = torch.nn.functional.elu(torch.tensor(x), alpha).numpy()
    assert -alpha < found.min() < -alpha + 1e-6
    assert found.max() == 1000
    if alpha == 1:
        assert ACTIVATIONS["elu"].range_text == "(-1, ∞)"
        assert np.allclose(ACTIVATIONS["elu"].f(x), found, rtol=0, atol=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_softmax_is_defined_from_two_classes_on(classes: int) -> None:
    _stated("whygrad claims C23")
    experiment = wg.Experiment().replace(name=f"blobs:{classes}", hidden=[4], epochs=1, output="softmax")
    (trace,) = wg.train([experiment], seeds=1)
    assert np.isfinite(np.asarray(trace.channels["loss_train"])).all()
    logits = np.random.default_rng(0).normal(size=(50, classes))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert np.allclose(shares.sum(axis=1), 1)
    if classes == 2:
        assert np.allclose(shares[:, 0], ACTIVATIONS["sigmoid"].f(logits[:, 0] - logits[:, 1]))


def test_the_output_size_is_pytorchs() -> None:
    _stated("⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1")
    torch = pytest.importorskip("torch")
    differ = 0
    for n, k, s, p, d in itertools.product((15, 28), (1, 3, 5), (1, 2, 3), (0, 1, 2), (1, 2)):
        stated = (n + 2 * p - d * (k - 1) - 1) // s + 1
        module = torch.nn.Conv2d(3, 5, k, s, p, d)
        assert tuple(module(torch.zeros(1, 3, n, n)).shape[1:]) == (5, stated, stated)
        assert _conv(size=n, kernel=k, stride=s, padding=p, dilation=d).output == (5, stated, stated)
        differ += (n - k) / s + 1 != stated
    assert differ > 50  # of the 108: the short formula is no rule


def test_a_convolution_has_weights_for_each_pair_of_channels_and_biases() -> None:
    _stated("k·k·C_in·C_out", "C_out")
    torch = pytest.importorskip("torch")
    for k in (1, 3, 5):
        module = torch.nn.Conv2d(3, 5, k)
        assert module.weight.numel() == k * k * 3 * 5
        assert module.bias.numel() == 5
        assert _conv(size=28, kernel=k).count == k * k * 3 * 5 + 5


def test_vgg_16_has_13_convolutions_and_3_dense_layers(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [row.layer.kind for row in network("vgg-16").rows]
    assert (kinds.count("conv"), kinds.count("dense")) == (13, 3)
    with use("en"):
        assert main(["zoo", "vgg-16"]) == 0
    assert len(re.findall(r" conv \d+", capsys.readouterr().out)) == 13
    assert "13 convolutions and 3 dense layers" in PAGES["en"].read_text(encoding="utf-8")
    assert "합성곱층 13개와 완전 연결층 3개" in PAGES["ko"].read_text(encoding="utf-8")


def test_dropout_sets_outputs_and_no_weights_to_zero() -> None:
    _stated("whygrad claims C42")
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    dense, dropout = torch.nn.Linear(20, 1000), torch.nn.Dropout(0.3)
    before = dense.weight.detach().clone()
    outputs = dropout(dense(torch.ones(50, 20)))
    assert torch.equal(before, dense.weight)
    assert not (before == 0).any()
    assert float((outputs == 0).float().mean()) == pytest.approx(0.3, abs=0.01)
    said = {spoken: wg.claims["C42"].folder.joinpath(f"{spoken}.md").read_text(encoding="utf-8") for spoken in PAGES}
    assert "sets the outputs of random hidden units to 0" in said["en"]
    assert "은닉 유닛의 출력을 0으로" in said["ko"]


def test_batch_normalization_normalizes_and_penalizes_nothing() -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    found = torch.nn.BatchNorm1d(8)(5 + 3 * torch.randn(400, 8))
    assert found.mean(dim=0).abs().max() < 1e-5
    assert (found.var(dim=0, unbiased=False) - 1).abs().max() < 1e-3
    wrong = re.compile(r"batch[- ]regulari[sz]ation|배치 규제", re.IGNORECASE)
    texts = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md"), *(ROOT / "src").rglob("*.ftl")]
    assert [path for path in texts if wrong.search(path.read_text(encoding="utf-8"))] == list(PAGES.values())


def test_two_moons_are_scikit_learns() -> None:
    _stated("sklearn.datasets.make_moons")
    data = load(wg.Experiment().replace(name="moons", samples=200, noise=0.0).data)
    ours = np.concatenate([data.x_train, data.x_test])
    theirs = np.asarray(make_moons(200, shuffle=False)[0])
    assert np.allclose(sorted(map(tuple, ours.round(5))), sorted(map(tuple, theirs.round(5))), atol=1e-4)


def test_a_sum_of_signed_errors_falls_without_end() -> None:
    _stated("whygrad claims C54")
    random = np.random.default_rng(0)
    x = random.normal(size=(100, 3))
    y = x.sum(axis=1, keepdims=True)
    means: list[float] = []
    for updates in (10, 100, 1000):
        model = Network(0, 3, 0, "identity")
        model.descend(x, y, "signed", 0.1, updates)
        means.append(float((y - model.forward(x)[1]).mean()))
    assert means[0] > 5 * means[1] > 5 * means[2]
    assert means[2] < -50


@pytest.mark.parametrize("claim", ["C20", "C22", "C54", "C55"])
def test_the_numbers_of_a_page_are_computed(claim: str) -> None:
    for spoken in PAGES:
        source = wg.claims[claim].folder.joinpath(f"{spoken}.md").read_text(encoding="utf-8")
        with use(spoken):
            page = wg.claims[claim].page
        named = re.findall(r"\{\{([^}]+)\}\}", source)
        assert len(named) >= 4
        assert "{{" not in page
        assert len(re.findall(r"\d", page)) > len(re.findall(r"\d", source))


def test_every_command_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    commands = {
        spoken: re.findall(r"`whygrad ([^`]+)`", path.read_text(encoding="utf-8")) for spoken, path in PAGES.items()
    }
    assert commands["en"] == commands["ko"]
    for command in sorted(set(commands["en"])):
        assert main(command.replace('"', "").split()) == 0, command
        assert capsys.readouterr().out.strip()
