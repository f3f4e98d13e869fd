"""Outputs that are reshaped before a loss of classes: whether the loss's classes are still the layer's units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import Diagnosis, Severity, message

torch = pytest.importorskip("torch")
nn = torch.nn
functional = torch.nn.functional

Reshape = Callable[[Any], Any]


def segmented(reshape: Reshape, targets: tuple[int, ...], classes: int = 3, size: int = 6) -> Diagnosis:
    """Pictures of which each pixel has a class, told by a convolution whose output is given to the loss like this."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(classes, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, classes, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    with wg.watch(net, optimizer) as watch:
        for _ in range(120):
            labels = torch.randint(0, classes, (10, size, size))
            pictures = functional.one_hot(labels, classes).permute(0, 3, 1, 2) + 0.1 * torch.randn(1)
            optimizer.zero_grad()
            functional.cross_entropy(reshape(net(pictures)), labels.reshape(targets)).backward()
            optimizer.step()
    return watch.diagnosis()


def tagged(reshape: Reshape, length: int = 7) -> Diagnosis:
    """Sequences of which each place has one of five classes."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Embedding(5, 16), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 5))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    with wg.watch(net, optimizer) as watch:
        for _ in range(120):
            labels = torch.randint(0, 5, (12, length))
            optimizer.zero_grad()
            functional.cross_entropy(reshape(net(labels)), labels).backward()
            optimizer.step()
    return watch.diagnosis()


def found(diagnosis: Diagnosis) -> list[tuple[str, tuple[str, ...]]]:
    """Codes and remedies of the problems."""
    return [(one.code, one.remedies) for one in diagnosis.findings if one.severity is not Severity.INFO]


MIXED = ("output-loss-mismatch", ("keep-samples-apart",))


@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_a_view_that_moves_no_axis_mixes_classes_and_pixels(memory: Any) -> None:
    diagnosis = segmented(lambda z: z.to(memory_format=memory).reshape(-1, 3), (-1,))
    assert found(diagnosis)[0] == MIXED
    assert "reshape" in message(diagnosis.findings[0], diagnosis.meta)


def test_a_view_mixes_classes_and_places_of_a_sequence() -> None:
    assert found(tagged(lambda z: z.view(12, 5, 7)))[0] == MIXED


@pytest.mark.parametrize(
    ("reshape", "targets"),
    [
        (lambda z: z, (10, 6, 6)),
        (lambda z: z.permute(0, 2, 3, 1).reshape(-1, 3), (-1,)),
        (lambda z: z.movedim(1, -1).flatten(0, 2), (-1,)),
        (lambda z: z.view(10, 3, 36), (10, 36)),
        (lambda z: z.view(10, 3, 36).transpose(1, 2).reshape(-1, 3), (-1,)),
    ],
)
def test_classes_that_stay_on_an_axis_of_their_own_are_no_fault(reshape: Reshape, targets: tuple[int, ...]) -> None:
    assert found(segmented(reshape, targets)) == []


def test_pictures_as_wide_as_there_are_classes_are_no_fault() -> None:
    right = segmented(lambda z: z.permute(0, 2, 3, 1).contiguous().view(-1, 6), (-1,), classes=6)
    assert found(right) == []


@pytest.mark.parametrize("length", [5, 7])
def test_the_classes_of_a_sequence_may_be_transposed(length: int) -> None:
    assert found(tagged(lambda z: z.transpose(1, 2), length)) == []
