"""Layers as data against PyTorch: shapes, parameters and cost of random lists; receptive fields against a gradient."""

from __future__ import annotations

import re
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whygrad.errors import ExperimentError
from whygrad.experiment.layers import KINDS, Layer, checked
from whygrad.i18n import has, text
from whygrad.nets.layers import Field, Shape, Unfit, kind_of, kinds, rows, sequential
from whygrad.zoo.formulas import worked

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

_FEW = settings(max_examples=25, deadline=None)


def _sizes(high: int, low: int = 1) -> st.SearchStrategy[Any]:
    """A whole number, or a pair of them."""
    return st.integers(low, high) | st.tuples(st.integers(low, high), st.integers(low, high)).map(list)


CONV = st.fixed_dictionaries(
    {"conv": st.sampled_from([2, 4, 6])},
    optional={
        "kernel": _sizes(4), "stride": _sizes(3), "padding": _sizes(2, 0), "dilation": _sizes(2),
        "groups": st.sampled_from([1, 2]), "bias": st.booleans(),
    },
)  # fmt: skip
POOL = st.fixed_dictionaries(
    {"max_pool": _sizes(3, 2)}, optional={"stride": _sizes(3), "padding": _sizes(1, 0), "dilation": _sizes(2)}
) | st.fixed_dictionaries({"avg_pool": _sizes(3, 2)}, optional={"stride": _sizes(3), "padding": _sizes(1, 0)})
SAME = st.sampled_from(
    ["relu", "tanh", "prelu", "batch_norm", "layer_norm", {"group_norm": 2}, "local_response_norm", "dropout"]
)
BLOCK = st.builds(
    lambda filters, shortcut: {
        "residual": [{"conv": filters, "kernel": 3, "padding": 1, "stride": 2}, "batch_norm"],
        "shortcut": [{"conv": filters, "kernel": 1, "stride": 2}, *shortcut],
    },
    st.sampled_from([2, 4]), st.sampled_from([[], ["batch_norm"]]),
) | st.just({"residual": ["relu", "layer_norm"]})  # fmt: skip
HEAD = st.sampled_from([["flatten"], ["global_avg_pool"], ["global_max_pool"], [{"adaptive_avg_pool": 2}, "flatten"]])
PICTURES = st.builds(
    lambda body, head, units: [*body, *head, {"dense": units}],
    st.lists(CONV | POOL | SAME | BLOCK, max_size=5), HEAD, st.integers(1, 5),
)  # fmt: skip


def _recurrent(kind: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {kind: st.integers(1, 5), "output": st.just("all")},
        optional={"depth": st.integers(1, 3), "bidirectional": st.booleans()},
    )


SEQUENCES = st.builds(
    lambda body, last: [*body, *last],
    st.lists(st.sampled_from(["rnn", "lstm", "gru"]).flatmap(_recurrent) | st.sampled_from(["layer_norm", "tanh"])
             | st.builds(lambda units: {"dense": units}, st.integers(1, 5)), max_size=3),
    st.sampled_from([[{"rnn": 3, "activation": "relu"}], [{"lstm": 3, "bidirectional": True}],
                     [{"gru": 2}, {"dense": 3}]]),
)  # fmt: skip


def _agrees(layers: tuple[Layer, ...], shape: Shape) -> None:
    """Every layer of the module makes the shape, has the parameters and costs the multiply-adds that its row says."""
    from torch.utils.flop_counter import FlopCounterMode

    found = rows(layers, shape)
    module = sequential(layers, shape).eval()
    made = dict(module.named_modules())
    shapes: dict[str, Shape] = {}

    def note(name: str, y: Any) -> None:
        if isinstance(y, torch.Tensor):
            shapes[name] = tuple(y.shape[1:])

    for name, one in made.items():
        one.register_forward_hook(lambda _, __, y, name=name: note(name, y))
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(torch.zeros(2, *shape) if len(shape) > 1 else torch.zeros(2, *shape, dtype=torch.long))
    for row in found:
        assert shapes[row.name] == row.output
        named = [(name, tuple(one.shape)) for name, one in made[row.name].named_parameters()]
        if row.layer.kind != "residual":
            assert named == [(one.name, one.shape) for one in row.parameters]
            assert row.count == sum(one.numel() for one in made[row.name].parameters())
    if len(shape) == 3:  # recurrent layers hide their products from PyTorch's counter
        assert counter.get_total_flops() == 2 * 2 * sum(row.multiply_adds for row in found)
    assert sum(row.count for row in found) == sum(one.numel() for one in module.parameters())


@_FEW
@given(PICTURES, st.tuples(st.sampled_from([2, 4]), st.integers(5, 16), st.integers(5, 16)))
def test_pictures_as_pytorch(plain: list[Any], shape: Shape) -> None:
    """What we refuse, PyTorch refuses too; what we take has its shapes, parameters and cost."""
    layers = checked(plain)
    try:
        rows(layers, shape)
    except ExperimentError:
        for layer in layers:  # the first that does not fit, on what comes out of those before it
            try:
                output = kind_of(layer).output(layer, shape)
            except Unfit:
                with pytest.raises((RuntimeError, ValueError)):
                    kind_of(layer).module(layer, shape)(torch.zeros(2, *shape))
                return
            shape = output
        raise AssertionError("refused for nothing") from None
    _agrees(layers, shape)


@_FEW
@given(SEQUENCES, st.tuples(st.integers(1, 5), st.integers(1, 4)))
def test_sequences_as_pytorch(plain: list[Any], shape: Shape) -> None:
    _agrees(checked(plain), shape)


def test_embedding_as_pytorch() -> None:
    _agrees(checked([{"embedding": 3, "words": 7}, {"lstm": 4}, {"dense": 2}]), (5,))


def test_recurrent_multiply_adds_are_those_of_the_written_out_step() -> None:
    """LSTM of 5 units on 3 inputs over 7 times: four gates, each a product with the input and one with the state."""
    row = rows(checked([{"lstm": 5}]), (7, 3))[0]
    assert row.multiply_adds == 7 * 4 * (5 * 3 + 5 * 5)


WINDOWS = st.lists(
    st.builds(
        lambda kind, kernel, stride, dilation: {kind: 2 if kind == "conv" else kernel, "stride": stride,
                                                **({"kernel": kernel} if kind == "conv" else {}),
                                                **({"dilation": dilation} if kind != "avg_pool" else {})},
        st.sampled_from(["conv", "max_pool", "avg_pool"]), _sizes(3), _sizes(2), _sizes(2),
    ),
    min_size=1, max_size=3,
)  # fmt: skip


@_FEW
@given(WINDOWS)
def test_receptive_field_is_where_a_gradient_arrives(plain: list[Any]) -> None:
    """The pixels that one output depends on span its receptive field; a neighbor's lie one jump further.

    Weights are positive and maxima are replaced by means (of the same windows), so that no path is cut.
    """
    layers = checked(plain)
    shape = (1, 40, 40)
    field = rows(layers, shape)[-1].field
    assert field is not None
    module = sequential(layers, shape)
    for one in module.modules():
        if isinstance(one, torch.nn.Conv2d):
            torch.nn.init.constant_(one.weight, 1.0)
    module = _without_maxima(module)
    x = torch.ones(1, *shape, requires_grad=True)
    y = module(x)[0, 0]
    here, size = _span(y[0, 0], x)
    assert size == field.size
    if y.shape[0] > 1 and y.shape[1] > 1:
        there, _ = _span(y[1, 1], x)
        assert (there[0] - here[0], there[1] - here[1]) == field.jump


def _without_maxima(module: Any) -> Any:
    """A max pool depends on one pixel at a time; a convolution of ones with its window depends on all of them."""
    changed: list[Any] = []
    channels = 1
    for one in module:
        if isinstance(one, torch.nn.Conv2d):
            channels = one.out_channels
        if isinstance(one, torch.nn.MaxPool2d):
            one = torch.nn.Conv2d(
                channels, channels, one.kernel_size, one.stride, one.padding, one.dilation, groups=channels, bias=False
            )
            torch.nn.init.constant_(one.weight, 1.0)
        changed.append(one)
    return torch.nn.Sequential(*changed)


def _span(output: Any, x: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the pixels begin that an output depends on, and over how many rows and columns they reach."""
    (gradient,) = torch.autograd.grad(output, x, retain_graph=True)
    where = gradient[0].abs().sum(0).nonzero()
    low, high = where.min(0).values, where.max(0).values
    return (int(low[0]), int(low[1])), (int(high[0] - low[0]) + 1, int(high[1] - low[1]) + 1)


def test_a_block_sees_as_far_as_its_wider_branch() -> None:
    block = {"residual": [{"conv": 2, "kernel": 3, "padding": 1}, {"conv": 2, "kernel": 3, "padding": 1}],
             "shortcut": [{"conv": 2, "kernel": 1}]}  # fmt: skip
    layers = checked([{"conv": 2, "kernel": 3, "stride": 2}, block])
    field = rows(layers, (1, 41, 41))[-1].field
    assert field == Field((11, 11), (2, 2))
    module = sequential(layers, (1, 41, 41))
    x = torch.ones(1, 1, 41, 41, requires_grad=True)
    assert _span(module(x)[0, 0, 10, 10], x)[1] == (11, 11)


@_FEW
@given(PICTURES, st.tuples(st.sampled_from([2, 4]), st.integers(5, 16), st.integers(5, 16)))
def test_written_out_formulas_are_right(plain: list[Any], shape: Shape) -> None:
    """Every calculation, evaluated by Python, gives the result behind its equals sign; both are the row's numbers."""
    try:
        found = rows(checked(plain), shape)
    except ExperimentError:
        return
    for row in found:
        for work in worked(row):
            assert has(work.formula)
            results = [_evaluated(calculation) for calculation in work.calculations]
            if work.formula == "formula-slid":
                assert set(results) == set(row.output[1:])
            elif work.formula == "formula-receptive-field":
                assert row.field is not None
                assert set(results) == set(row.field.size)
            elif work.formula == "formula-conv-multiply-adds":
                assert results == [row.multiply_adds]
            elif results:
                assert results == [row.count]


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("both", [False, True])
def test_written_out_recurrent_formulas_are_right(kind: str, both: bool) -> None:
    (row,) = rows(checked([{kind: 3, "depth": 2, "bidirectional": both}]), (4, 5))
    (work,) = worked(row)
    assert sum(_evaluated(calculation) for calculation in work.calculations) == row.count


def _evaluated(calculation: str) -> int:
    left, _, right = calculation.rpartition(" = ")
    code = left.replace("·", "*").replace("−", "-").replace("⌊", "floor(").replace("⌋", ")")
    assert re.fullmatch(r"[\d+\-*/() floor]+", code)
    assert eval(code, {"floor": floor}) == int(right)
    return int(right)


def test_every_kind_is_known_and_every_formula_is_written() -> None:
    assert set(kinds()) == set(KINDS)
    for kind in set(kinds().values()):
        for formula in kind.formulas:
            assert text(formula)
