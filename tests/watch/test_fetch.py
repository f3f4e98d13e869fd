"""Many numbers at once: every type in one transfer, each to its place."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from whygrad.watch._fetch import Fetch  # noqa: E402

VALUES = {
    "float": (torch.tensor(0.1), pytest.approx(0.1)),
    "double": (torch.tensor(0.1, dtype=torch.float64), 0.1),
    "half": (torch.tensor(1.5, dtype=torch.bfloat16), 1.5),
    "count": (torch.tensor(2**53 - 1), 2.0**53 - 1),
    "flag": (torch.tensor(True), 1.0),
    "nothing": (torch.tensor(float("nan")), pytest.approx(float("nan"), nan_ok=True)),
}


def nobody(part: str, error: Exception) -> None:
    raise AssertionError(part) from error


def test_numbers_of_all_types_come_over_together(monkeypatch: pytest.MonkeyPatch) -> None:
    transfers: list[Any] = []
    read = torch.Tensor.tolist
    monkeypatch.setattr(torch.Tensor, "tolist", lambda tensor: transfers.append(tensor.shape) or read(tensor))
    fetch, into = Fetch(nobody), {}
    for name, (value, _) in VALUES.items():
        fetch.add(into, name, value)
    fetch.run()
    assert into == {name: expected for name, (_, expected) in VALUES.items()}
    assert transfers == [(len(VALUES),)]


def test_one_that_cannot_be_had_leaves_the_others() -> None:
    failed: list[str] = []
    fetch, into = Fetch(lambda part, _: failed.append(part)), {}
    fetch.add(into, "known", torch.tensor(2.0))
    with fetch.of("losses"):
        fetch.add(into, "two", torch.tensor([1.0, 2.0]))
    fetch.run()
    assert into == {"known": 2.0}
    assert failed == ["losses"]


def test_a_mean_of_several() -> None:
    fetch, into = Fetch(nobody), {}
    fetch.mean(into, "plain", [torch.tensor(1.0), torch.tensor(4)])
    fetch.mean(into, "weighted", [torch.tensor(1.0), torch.tensor(4.0)], [torch.tensor(3.0), torch.tensor(1.0)])
    fetch.run()
    assert into == {"plain": 2.5, "weighted": 1.75}
