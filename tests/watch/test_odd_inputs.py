"""Tensors that cannot be measured like others: the training goes on as it is, and nothing of the watch fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402
from torch._subclasses import FakeTensorMode  # noqa: E402
from torch.nn import functional as F  # noqa: E402
from torch.utils._pytree import tree_map  # noqa: E402

pytestmark = [pytest.mark.torch, pytest.mark.filterwarnings("ignore::UserWarning")]

STEPS = 12
Step = Callable[[int], Any]


class Wrapped(torch.Tensor):
    """A subclass that answers to operators itself."""

    @staticmethod
    def __new__(cls, x: Any) -> Any:
        return torch.Tensor._make_wrapper_subclass(cls, x.shape, dtype=x.dtype, requires_grad=x.requires_grad)

    def __init__(self, x: Any) -> None:
        self.x = x

    @classmethod
    def __torch_dispatch__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        args, kwargs = tree_map(lambda one: one.x if isinstance(one, Wrapped) else one, (args, kwargs or {}))
        return tree_map(lambda one: Wrapped(one) if isinstance(one, torch.Tensor) else one, func(*args, **kwargs))


class Named(torch.Tensor):
    """A subclass that changes nothing."""


class Tripled:
    """No tensor, but handed to PyTorch's functions like one: three times its `value` takes its place."""

    def __init__(self, value: Any) -> None:
        self.value = value

    @classmethod
    def __torch_function__(cls, func: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return func(*(3 * one.value if isinstance(one, cls) else one for one in args), **(kwargs or {}))


class First(nn.Module):
    """Something is made of the inputs before the first layer sees them."""

    def __init__(self, first: Callable[[Any], Any], after: Callable[[Any], Any] = lambda h: h) -> None:
        super().__init__()
        self.first, self.after = first, after
        self.a, self.b = nn.Linear(10, 16), nn.Linear(16, 2)

    def forward(self, x: Any) -> Any:
        return self.b(self.after(torch.relu(self.a(self.first(x)))))


class Factor(nn.Module):
    """The inputs are multiplied by a weight in a function for sparse ones."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.b = nn.Parameter(torch.randn(10, 16) / 3), nn.Linear(16, 2)

    def forward(self, x: Any) -> Any:
        return self.b(torch.relu(torch.sparse.mm(x, self.weight)))


def _x() -> Any:
    return torch.randn(32, 10, generator=torch.Generator().manual_seed(3))


def _y() -> Any:
    return (_x()[:, 0] > 0).long()


def _same(x: Any) -> Any:
    return x


def _rows(h: Any) -> Any:
    return torch.stack([one.mean(0) for one in h.unbind()])


def _nested(layout: Any) -> Any:
    return torch.nested.nested_tensor([_x()[: 1 + number % 4] for number in range(32)], layout=layout)


def _beside(context: Any, device: str) -> Callable[[nn.Module], Step]:
    """Shapes alone are asked of another model before each step."""

    def made(model: nn.Module) -> Step:
        other = First(_same).to(device)

        def step(_: int) -> Any:
            with context() as _mode:
                asked = other(torch.empty(32, 10, device=device))
                F.cross_entropy(asked, torch.empty(32, dtype=torch.long, device=device))
            return F.cross_entropy(model(_x()), _y())

        return step

    return made


def _empty(model: nn.Module) -> Step:
    def step(number: int) -> Any:
        rows = 0 if number % 3 == 1 else 32
        return F.cross_entropy(model(_x()[:rows]), _y()[:rows], reduction="sum") / 32

    return step


def _given(x: Callable[[], Any], y: Callable[[], Any] = _y) -> Callable[[nn.Module], Step]:
    def made(model: nn.Module) -> Step:
        batch, target = x(), y()
        return lambda _: F.cross_entropy(model(batch), target)

    return made


def _joined(model: nn.Module) -> Step:
    """The parts of a nested output are put together again."""
    return lambda _: F.cross_entropy(torch.cat(model(_x()).unbind()), _y())


class _Context:
    """A context that does nothing."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


ODD: dict[str, tuple[Callable[[], nn.Module], Callable[[nn.Module], Step]]] = {
    "sparse COO": (Factor, _given(lambda: _x().relu().to_sparse())),
    "sparse CSR": (Factor, _given(lambda: _x().relu().to_sparse_csr())),
    "a graph": (lambda: First(lambda x: torch.sparse.mm(torch.eye(32).to_sparse(), x)), _given(_x)),
    "a CSR graph": (lambda: First(lambda x: torch.eye(32).to_sparse_csr() @ x), _given(_x)),
    "nested": (lambda: First(_same, _rows), _given(lambda: _nested(torch.strided))),
    "jagged": (lambda: First(_same, _rows), _given(lambda: _nested(torch.jagged))),
    "a nested output": (lambda: First(_same, lambda h: torch.nested.as_nested_tensor(list(h.split(8)))), _joined),
    "quantized": (
        lambda: First(lambda x: x.dequantize()),
        _given(lambda: torch.quantize_per_tensor(_x(), 0.05, 0, torch.qint8)),
    ),
    "complex": (lambda: First(lambda x: x.abs()), _given(lambda: torch.complex(_x(), _x().flip(1)))),
    "conjugated": (lambda: First(lambda x: x.imag.clone()), _given(lambda: torch.complex(_x(), _x().flip(1)).conj())),
    "float8": (lambda: First(lambda x: x.float()), _given(lambda: _x().to(torch.float8_e4m3fn))),
    "uint16": (lambda: First(lambda x: x.float() / 99), _given(lambda: (_x().abs() * 99).to(torch.uint16))),
    "a named subclass": (lambda: First(_same), _given(lambda: _x().as_subclass(Named))),
    "a wrapping subclass": (lambda: First(_same), _given(lambda: Wrapped(_x()), lambda: Wrapped(_y()))),
    "what stands for a tensor": (lambda: First(lambda x: torch.mul(x, Tripled(torch.tensor(0.3)))), _given(_x)),
    "meta beside": (lambda: First(_same), _beside(_Context, "meta")),
    "fake beside": (lambda: First(_same), _beside(lambda: FakeTensorMode(allow_non_fake_inputs=True), "cpu")),
    "empty batches": (lambda: First(_same), _empty),
    "not contiguous": (lambda: First(_same), _given(lambda: _x().t().contiguous().t())),
    "expanded": (lambda: First(_same), _given(lambda: _x()[:, :1].expand(32, 10))),
}


def _trained(name: str, *, watched: bool) -> tuple[list[Any], Any]:
    torch.manual_seed(0)
    model = ODD[name][0]()
    step = ODD[name][1](model)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    watch = wg.watch(model, optimizer, every=1) if watched else None
    for number in range(STEPS):
        optimizer.zero_grad()
        step(number).backward()
        optimizer.step()
    if watch is not None:
        watch.close()
    return [p.detach().clone() for p in model.parameters()], watch


@pytest.mark.parametrize("name", ODD)
def test_nothing_fails_and_nothing_changes(name: str) -> None:
    bare, _ = _trained(name, watched=False)
    seen, watch = _trained(name, watched=True)
    assert all(map(torch.equal, bare, seen))
    assert not watch.recorder.training.broken
    assert watch.trace.meta.total_steps == STEPS
    findings = [one.code for one in watch.diagnosis().findings if one.severity != "info"]
    assert not findings
