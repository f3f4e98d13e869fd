"""Units that are no row of a weight matrix, and activations that are no function of PyTorch's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.instrument import functions

torch = pytest.importorskip("torch")
from torch.overrides import get_overridable_functions  # noqa: E402

SAMPLES, UNITS = 40, 6


def trace(model: Any, *given: Any, rate: float = 0.0, steps: int = 3) -> Any:
    """The trace of a few updates towards 1."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(steps):
            optimizer.zero_grad()
            (model(*given) - 1).square().mean().backward()
            optimizer.step()
    return watch.trace


class Radial(torch.nn.Module):
    """Cones around centers."""

    def __init__(self, radius: float) -> None:
        super().__init__()
        self.centers, self.radius = torch.nn.Parameter(torch.randn(UNITS, 2)), radius
        self.above = torch.nn.Linear(UNITS, 1)

    def forward(self, x: Any) -> Any:
        return self.above(torch.relu(1 - torch.cdist(x, self.centers) / self.radius))


@pytest.mark.parametrize(("radius", "dead"), [(10.0, 0.0), (1e-6, 1.0)])
def test_distances_to_learned_points_are_units_that_can_die(radius: float, dead: float) -> None:
    torch.manual_seed(0)
    seen = trace(Radial(radius), torch.randn(SAMPLES, 2))
    assert (seen.meta.layers[0].kind, seen.meta.layers[0].inputs, seen.meta.layers[0].outputs) == ("distance", 2, UNITS)
    assert float(seen["dead_share"][0, -1, 0]) == dead


class Bent(torch.nn.Module):
    """Two layers, between them a function of plain operations. The first `off` units are never above 0."""

    def __init__(self, bend: Callable[[Any], Any], off: int) -> None:
        super().__init__()
        self.below, self.bend, self.above = torch.nn.Linear(2, UNITS), bend, torch.nn.Linear(UNITS, 1)
        with torch.no_grad():
            self.below.bias[:off] = -100.0

    def forward(self, x: Any) -> Any:
        return self.above(self.bend(self.below(x)))


BENDS: list[Callable[[Any], Any]] = [
    lambda z: z * (z > 0),
    lambda z: (z > 0).float() * z,
    lambda z: torch.where(z > 0, z, torch.zeros_like(z)),
    lambda z: torch.maximum(z, torch.zeros(())),
    lambda z: torch.max(z, torch.zeros(())),
    lambda z: z.clamp(0, 6),
    lambda z: z.clamp_(0, 6),
    lambda z: z.clip_(0),
    lambda z: z.clamp(min=0) ** 2,
    lambda z: torch.nn.functional.hardtanh(z, 0.0, 20.0),
    lambda z: torch.nn.functional.threshold(z, 0.0, 0.0),
]


@pytest.mark.parametrize("off", [0, 4])
@pytest.mark.parametrize("bend", BENDS)
def test_units_die_under_a_relu_of_any_make(bend: Callable[[Any], Any], off: int) -> None:
    torch.manual_seed(0)
    seen = trace(Bent(bend, off), torch.randn(SAMPLES, 2))
    assert float(seen["dead_share"][0, -1, 0]) == pytest.approx(off / UNITS)


class Factors(torch.nn.Module):
    """The product of two rows of a table, looked up as a module or as a part of a parameter."""

    def __init__(self, table: Any, module: bool) -> None:
        super().__init__()
        self.table: Any = torch.nn.Embedding.from_pretrained(table, freeze=False) if module else None
        self.rows = None if module else torch.nn.Parameter(table.clone())

    def forward(self, which: Any) -> Any:
        rows = self.table(which) if self.rows is None else self.rows[which]
        return rows.prod(1).sum(1)


@pytest.mark.parametrize("module", [True, False])
def test_columns_of_a_table_that_begin_alike_are_units(module: bool) -> None:
    torch.manual_seed(0)
    which = torch.randint(0, 9, (SAMPLES, 2))
    seen = trace(Factors(torch.full((9, UNITS), 0.2), module), which, rate=0.1)
    assert [(layer.kind, layer.outputs) for layer in seen.meta.layers] == [("lookup", UNITS)]
    assert float(seen["unit_std"].max()) < 1e-6 < float(seen["sample_std"].max())
    others = trace(Factors(0.2 * torch.randn(9, UNITS), module), which, rate=0.1)
    assert [layer.kind for layer in others.meta.layers] == ["lookup"]  # the model has nothing else
    assert others.has("update_ratio")
    assert not others.has("unit_std")


@pytest.mark.parametrize(("bend", "edge"), [(torch.erf, 1.731), (torch.atan, 4.359), (torch.nn.Hardtanh(-9, 9), 9.0)])
def test_what_is_flat_of_rarer_functions(bend: Callable[[Any], Any], edge: float) -> None:
    torch.manual_seed(0)
    model, x = Bent(bend, 0), 9 * torch.randn(SAMPLES, 2)
    truth = float((model.below(x).abs() > edge).float().mean())
    assert float(trace(model, x)["saturated_share"][0, 0, 0]) == pytest.approx(truth) != 0
    z = torch.tensor(edge, requires_grad=True)
    if edge < 9:
        (slope,) = torch.autograd.grad(bend(z), z)
        assert float(slope) == pytest.approx(0.05 * (1 if bend is torch.atan else 2 / torch.pi**0.5), rel=1e-2)


@pytest.mark.parametrize(("bias", "flat"), [(0.0, 0.0), (50.0, 1.0)])
def test_a_hard_sigmoid_written_by_hand_saturates(bias: float, flat: float) -> None:
    model = Bent(lambda z: (0.2 * z + 0.5).clamp(0, 1), 0)
    torch.nn.init.constant_(model.below.bias, bias)
    assert float(trace(model, torch.rand(SAMPLES, 2))["saturated_share"][0, 0, 0]) == flat


@pytest.mark.parametrize(
    "bend",
    [
        lambda z: z.clamp_(-1, 1),
        lambda z: z.clamp_max_(1),
        lambda z: 1 / (z + 5),
        lambda z: (z + 5).reciprocal(),
        lambda z: torch.div(1, z + 5),
        lambda z: z * (z <= 0),
    ],
)
def test_a_function_of_plain_operations_bends(bend: Callable[[Any], Any]) -> None:
    torch.manual_seed(0)
    assert trace(Bent(bend, 0), torch.randn(SAMPLES, 2)).meta.layers[0].activation == "written by hand"


def test_a_layer_that_is_divided_by_its_own_sum_or_a_number_bends_nothing() -> None:
    model = Bent(lambda z: z / 3 / torch.ones(()), 0)
    assert trace(model, torch.randn(SAMPLES, 2)).meta.layers[0].activation == "identity"


# Tables that do not hold names of functions.
OTHER_WORDS = {
    "EVERYWHERE", "KNOWN", "SLOPES", "NEVER_NEGATIVE", "TOLD_BY_GRADIENT", "OPERANDS", "ELEMENTWISE", "STRETCHED",
    "SIDES", "CLASS_LOSSES", "ONE_WAY",
}  # fmt: skip
# Names that PyTorch gives to no function: a property that is set is handled under a name of our own, and the table of
# activations has other spellings of two of them.
OWN_NAMES = {"set_data", "expit", "logsigmoid"}


def test_functions_are_listed_by_the_names_under_which_pytorch_calls_them() -> None:
    """That of `1 / z` is "__rdiv__", of which `Tensor.__rtruediv__` is another name."""
    places = (torch, torch.Tensor, torch.nn.functional, torch.nn.init, torch.nn.utils.rnn)
    overridden = [one for several in get_overridable_functions().values() for one in several]
    overridden += [getattr(place, name, None) for place in places for name in dir(place)]
    known = {getattr(one, "__name__", "") for one in overridden}
    listed = {
        name
        for table, words in vars(functions).items()
        if table.isupper() and isinstance(words, dict | frozenset | tuple) and table not in OTHER_WORDS
        for name in words
    }
    assert listed - known == OWN_NAMES
