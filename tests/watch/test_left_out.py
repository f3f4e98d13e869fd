"""Samples whose weight in the loss is 0 have no part in it: what is noted of the loss is of the others."""

from __future__ import annotations

import math
import weakref
from types import SimpleNamespace
from typing import Any

import pytest

import whygrad as wg
from whygrad.trace import Trace

torch = pytest.importorskip("torch")

from whygrad.instrument._left_out import LeftOutSamples  # noqa: E402

F = torch.nn.functional

COUNT, CLASSES = 90, 3


def _loss(style: str, output: Any, labels: Any, mask: Any) -> Any:
    if style == "without them":
        return F.cross_entropy(output[mask != 0], labels[mask != 0])
    single = F.cross_entropy(output, labels, reduction="none")
    if style == "in place":
        single *= mask / mask.mean()
        return single.mean()
    if style == "divided":
        return (single * mask).sum() / mask.sum()
    if style == "indexed":
        return single[mask != 0].mean()
    return (single * mask / mask.mean()).mean()


def _trained(style: str) -> Trace:
    """Nodes whose labels are known of every third; the labels of the others are no labels."""
    torch.manual_seed(0)
    x = torch.randn(COUNT, 4)
    labels = x[:, :CLASSES].argmax(1)
    mask = (torch.arange(COUNT) % 3 == 0).float()
    told = torch.where(mask > 0, labels, torch.zeros_like(labels))
    new = torch.randn(COUNT, 4)
    model = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, CLASSES))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    watch = wg.watch(model, optimizer, every=5)
    for _ in range(60):
        optimizer.zero_grad()
        _loss(style, model(x), told, mask).backward()
        optimizer.step()
        model.eval()
        with torch.no_grad():
            float(_loss(style, model(new), torch.where(mask > 0, new[:, :CLASSES].argmax(1), told * 0), mask))
        model.train()
    return watch.trace


@pytest.mark.parametrize("style", ["times", "in place", "divided", "indexed"])
def test_chance_progress_and_accuracy_are_those_of_the_samples_that_count(style: str) -> None:
    found, expected = _trained(style), _trained("without them")
    counts = torch.bincount(_labels(), minlength=CLASSES)
    shares = (counts / counts.sum()).tolist()
    assert found.meta.chance_accuracy == pytest.approx(max(shares), abs=1e-6)
    assert found.meta.chance_loss == pytest.approx(-sum(share * math.log(share) for share in shares), rel=1e-4)
    for name in ("loss_train", "accuracy_train", "loss_test", "accuracy_test"):
        assert found[name][0] == pytest.approx(expected[name][0], rel=1e-3, nan_ok=True), name


def _labels() -> Any:
    """Those that count."""
    torch.manual_seed(0)
    return torch.randn(COUNT, 4)[:, :CLASSES].argmax(1)[torch.arange(COUNT) % 3 == 0]


def test_scores_are_kept_no_longer_than_the_losses() -> None:
    """A batch of a language model's scores takes much memory."""
    followed = LeftOutSamples(SimpleNamespace())  # pyright: ignore[reportArgumentType]
    scores, target = torch.randn(40, 3), torch.arange(40) % 3
    single = F.cross_entropy(scores, target, reduction="none")
    followed.computed(SimpleNamespace(whole=True, reduction="none"), scores, target, single)  # pyright: ignore[reportArgumentType]
    kept = weakref.ref(followed._latest.scores)  # pyright: ignore[reportOptionalMemberAccess, reportPrivateUsage]
    assert kept() is not None
    del single
    assert kept() is None


def test_weights_without_a_zero_leave_what_is_noted_as_it_is() -> None:
    torch.manual_seed(0)
    x, y = torch.randn(40, 4), torch.arange(40) % 3
    model = torch.nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    watch = wg.watch(model, optimizer)
    for _ in range(12):
        optimizer.zero_grad()
        (F.cross_entropy(model(x), y, reduction="none") * torch.linspace(0.5, 1.5, 40)).mean().backward()
        optimizer.step()
    assert watch.trace.meta.chance_accuracy == pytest.approx(14 / 40)


@pytest.mark.parametrize("learned", [False, True])
def test_losses_weighed_by_what_the_network_computes_are_judged_as_they_are_weighed(learned: bool) -> None:
    """Two experts whose losses count by the probabilities of a gate: the mean over both is not what is minimized, and
    their accuracies do not count alike.
    """
    torch.manual_seed(0)
    x, y = torch.randn(40, 4), torch.arange(40) % 3
    experts, gate = torch.nn.ModuleList([torch.nn.Linear(4, 3) for _ in range(2)]), torch.nn.Linear(4, 2)
    model = torch.nn.ModuleList([experts, gate])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    watch, roots = wg.watch(model, optimizer, every=1), list[float]()
    for _ in range(12):
        optimizer.zero_grad()
        shares = gate(x).softmax(1) if learned else torch.full((40, 2), 0.5)
        single = (F.cross_entropy(one(x), y, reduction="none") * shares[:, at] for at, one in enumerate(experts))
        whole = sum(single).mean()
        whole.backward()
        optimizer.step()
        roots.append(whole.item())
    about = watch.trace.meta
    entropy = -sum(share * math.log(share) for share in (14 / 40, 13 / 40, 13 / 40))
    assert about.chance_loss == pytest.approx(entropy, rel=1e-4)
    assert math.isnan(about.chance_accuracy) == learned
    if learned:
        assert watch.trace["loss_train"][0] == pytest.approx(roots, rel=1e-5)


@pytest.mark.parametrize("indexed", [False, True])
def test_padding_of_sequences_is_left_out(indexed: bool) -> None:
    """Scores (B, C, T) with labels (B, T), of which the last half is padding: a class of its own, by number 0."""
    torch.manual_seed(0)
    x = torch.randn(12, 8, 4)
    mask = (torch.arange(8) < 4).expand(12, 8)
    labels = torch.where(mask, 1 + (x[..., 0] > 0).long(), torch.zeros(12, 8, dtype=torch.long))
    model = torch.nn.Linear(4, 3)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    watch = wg.watch(model, optimizer, every=5)
    for _ in range(20):
        optimizer.zero_grad()
        single = F.cross_entropy(model(x).transpose(1, 2), labels, reduction="none")
        (single[mask].mean() if indexed else (single * mask).sum() / mask.sum()).backward()
        optimizer.step()
    counts = torch.bincount(labels[mask], minlength=3)
    assert watch.trace.meta.chance_accuracy == pytest.approx(float(counts.max() / counts.sum()))
    assert counts[0] == 0


MISSING = -999.0
NUMBERS = torch.randn(64, 4, generator=torch.Generator().manual_seed(2))
KNOWN = torch.rand(64, 1, generator=torch.Generator().manual_seed(3)) < 0.6
VALUES = torch.where(KNOWN, NUMBERS[:, :1] * 2 + 1, torch.full((64, 1), MISSING))


@pytest.mark.parametrize("style", ["times", "indexed", "selected"])
def test_missing_numbers_have_no_part_in_the_chance_level(style: str) -> None:
    torch.manual_seed(0)
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            single = F.mse_loss(model(NUMBERS), VALUES, reduction="none")
            if style == "times":
                loss = (single * KNOWN).sum() / KNOWN.sum()
            else:
                loss = (single[KNOWN] if style == "indexed" else single.masked_select(KNOWN)).mean()
            loss.backward()
            optimizer.step()
    assert watch.trace.meta.chance_loss == pytest.approx(float(VALUES[KNOWN].var(correction=0)), rel=1e-3)
    assert watch.trace.channels["loss_train"][0, 0] == pytest.approx(float(loss.detach()), rel=1e-5)


def test_losses_of_symbols_may_be_put_into_the_shape_of_their_mask() -> None:
    torch.manual_seed(0)
    symbols = torch.randint(1, 5, (8, 6))
    padded = torch.arange(6)[None] >= torch.tensor([[3]])
    symbols = torch.where(padded, torch.zeros_like(symbols), symbols)
    model = torch.nn.Embedding(5, 5)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            single = F.cross_entropy(model(symbols).reshape(-1, 5), symbols.reshape(-1), reduction="none").view(8, 6)
            ((single * ~padded).sum() / (~padded).sum()).backward()
            optimizer.step()
    shares = torch.bincount(symbols[~padded.expand(8, 6)], minlength=5)[1:] / (8 * 3)
    assert watch.trace.meta.chance_loss == pytest.approx(float(torch.special.entr(shares).sum()), rel=1e-4)


def test_ignored_classes_do_not_count_in_a_mean_of_single_losses() -> None:
    torch.manual_seed(0)
    labels = torch.where(torch.arange(60) % 3 == 0, torch.arange(60) % 2, torch.full((60,), -100))
    model = torch.nn.Linear(4, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    x = torch.randn(60, 4)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            F.cross_entropy(model(x), labels, reduction="none").mean().backward()
            optimizer.step()
    alone = float(F.cross_entropy(model(x), labels).detach())
    assert watch.trace.channels["loss_train"][0, 0] == pytest.approx(alone, rel=1e-5)


SHARES = torch.softmax(2 * NUMBERS, 1)


@pytest.mark.parametrize("smoothing", [0.0, 0.3])
def test_shares_of_classes_and_smoothed_ones_have_a_floor(smoothing: float) -> None:
    """That of targets that are known exactly: their own entropy."""
    torch.manual_seed(0)
    target = NUMBERS.argmax(1) if smoothing else SHARES
    meant = (1 - smoothing) * F.one_hot(target, 4) + smoothing / 4 if smoothing else SHARES
    model = torch.nn.Linear(4, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in [*torch.arange(64).split(8)] * 5:
            optimizer.zero_grad()
            F.cross_entropy(model(NUMBERS[rows]), target[rows], label_smoothing=smoothing).backward()
            optimizer.step()
    meta = watch.trace.meta
    assert meta.chance_loss == pytest.approx(float(torch.special.entr(meant.mean(0)).sum()), rel=1e-2)
    assert meta.loss_floor == pytest.approx(float(torch.special.entr(meant).sum(1)[:32].mean()), rel=1e-2)


def test_weights_of_classes_do_not_hide_a_floor() -> None:
    torch.manual_seed(0)
    model, weight = torch.nn.Linear(4, 4), torch.tensor([1.0, 2.0, 1.0, 3.0])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in [*torch.arange(64).split(8)] * 5:
            optimizer.zero_grad()
            F.cross_entropy(model(NUMBERS[rows]), SHARES[rows], weight=weight).backward()
            optimizer.step()
    lowest = float(torch.special.entr(SHARES).sum(1).mean())  # with weights of 1 or more the floor is higher
    assert watch.trace.meta.chance_loss > watch.trace.meta.loss_floor > lowest
