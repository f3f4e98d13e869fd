"""THE table of activations. All lists of activations are made from it: options, kernel, PyTorch, exports, page, rules.

A new one is a row of `_LAB` and its formula in `engine/kernel/activations.h`: docs/internals/add-an-activation.md.
`make generated` then writes the generated files anew.
"""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

from whygrad.activations.row import INFINITY, NOWHERE, Activation, Range, Spellings, Texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating]
else:

    class _Imported:
        """NumPy, imported when a formula is computed: names of activations are needed before anything else."""

        def __getattr__(self, name: str) -> Any:
            import numpy as np

            return getattr(np, name)

    np = _Imported()

LEAKY_SLOPE = 0.01
PRELU_START = 0.25
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


def _sigmoid(z: Array) -> Array:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def _softplus(z: Array) -> Array:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _normal_share(z: Array) -> Array:
    from scipy.special import ndtr  # only here: importing SciPy costs more than most trainings

    return ndtr(z)


def _normal_density(z: Array) -> Array:
    return np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


def _step(z: Array) -> Array:
    return np.where(z >= 0, 1.0, 0.0)


def _elu(z: Array, alpha: float, scale: float) -> Array:
    return scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def _elu_derivative(z: Array, alpha: float, scale: float) -> Array:
    return scale * np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))


def _silu_derivative(z: Array) -> Array:
    s = _sigmoid(z)
    return s + z * s * (1 - s)


def _mish_derivative(z: Array) -> Array:
    t = np.tanh(_softplus(z))
    return t + z * (1 - t * t) * _sigmoid(z)


def _two_valued(low: str) -> str:
    """1 for z ≥ 0, else `low`. The innermost z lets NaN through and keeps the graph whole, with a gradient of 0."""
    return f"torch.where(z >= 0, torch.full_like(z, 1.0), torch.where(z < 0, torch.full_like(z, {low}), z))"


_LAB = (
    Activation(
        "linear",
        Range(-INFINITY, INFINITY),
        zero_centered=True,
        f=lambda z: z,
        derivative=lambda z: np.ones_like(z),
        kernel="Identity{}",
        code=Spellings(
            pytorch="{}",
            module="nn.Identity()",
            keras='"linear"',
            onnx=(("Identity", ("x",), {}),),
            page=("z", "1"),
        ),
        title=Texts("Linear", "선형"),
        source="identity",
    ),
    Activation(
        "step",
        Range(0, 1, only=True),
        sloped=NOWHERE,
        called=("heaviside",),
        f=_step,
        derivative=lambda z: np.zeros_like(z),
        kernel="Step{}",
        vanishes=True,
        code=Spellings(
            pytorch="heaviside({})",
            module="",
            keras="heaviside",
            onnx=(("GreaterOrEqual", ("x", 0.0), {}), ("Where", ("1", 1.0, 0.0), {})),
            page=("z >= 0 ? 1 : 0", "0"),
            pytorch_helper=_two_valued("0.0"),
            keras_helper="ops.where(z >= 0, 1.0, 0.0 * z)",
        ),
        title=Texts("Step", "계단"),
        about=Texts(
            "1 for inputs of at least 0, otherwise 0. Its derivative is 0, so the layers below do not learn.",
            "입력이 0 이상이면 1, 아니면 0. 도함수가 0이므로 아래층은 학습되지 않습니다.",
        ),
        source="McCulloch & Pitts 1943",
    ),
    Activation(
        "sign",
        Range(-1, 1, only=True),
        sloped=NOWHERE,
        zero_centered=True,
        called=("sign", "sgn"),
        f=lambda z: 2 * _step(z) - 1,
        derivative=lambda z: np.zeros_like(z),
        kernel="Sign{}",
        vanishes=True,
        code=Spellings(
            pytorch="sign({})",
            module="",
            keras="sign",
            onnx=(("GreaterOrEqual", ("x", 0.0), {}), ("Where", ("1", 1.0, -1.0), {})),
            page=("z >= 0 ? 1 : -1", "0"),
            pytorch_helper=_two_valued("-1.0"),
            keras_helper="ops.where(z >= 0, 1.0, 0.0 * z - 1.0)",
        ),
        title=Texts("Sign", "부호"),
        about=Texts(
            "1 for inputs of at least 0, otherwise -1. Its derivative is 0, so the layers below do not learn.",
            "입력이 0 이상이면 1, 아니면 -1. 도함수가 0이므로 아래층은 학습되지 않습니다.",
        ),
        source="Rosenblatt 1958",
    ),
    Activation(
        "piecewise-linear",
        Range(-1, 1, reached=(True, True)),
        saturated=(-1.0, 1.0),
        sloped=(-1.0, 1.0),
        zero_centered=True,
        called=("hardtanh",),
        f=lambda z: np.clip(z, -1, 1),
        derivative=lambda z: np.where(np.abs(z) < 1, 1.0, 0.0),
        kernel="PiecewiseLinear{}",
        vanishes=True,
        code=Spellings(
            pytorch="F.hardtanh({})",
            module="nn.Hardtanh()",
            keras='"hard_tanh"',
            onnx=(("Clip", ("x", -1.0, 1.0), {}),),
            page=("Math.min(Math.max(z, -1), 1)", "Math.abs(z) < 1 ? 1 : 0"),
        ),
        title=Texts("Hard tanh", "Hard tanh"),
        source="Collobert 2004 (hard tanh)",
    ),
    Activation(
        "sigmoid",
        Range(0, 1),
        saturated=(-4.357, 4.357),
        called=("sigmoid", "expit", "special_expit"),
        f=_sigmoid,
        derivative=lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
        kernel="Sigmoid{}",
        vanishes=True,
        costly=1,
        code=Spellings(
            pytorch="torch.sigmoid({})",
            module="nn.Sigmoid()",
            keras='"sigmoid"',
            onnx=(("Sigmoid", ("x",), {}),),
            page=("sigmoid(z)", "sigmoid(z) * (1 - sigmoid(z))"),
        ),
        title=Texts("Sigmoid", "시그모이드"),
        source="Rumelhart, Hinton & Williams 1986",
    ),
    Activation(
        "tanh",
        Range(-1, 1),
        saturated=(-2.179, 2.179),
        zero_centered=True,
        called=("tanh",),
        f=lambda z: np.tanh(z),
        derivative=lambda z: 1 - np.tanh(z) ** 2,
        kernel="Tanh{}",
        vanishes=True,
        costly=1,
        code=Spellings(
            pytorch="torch.tanh({})",
            module="nn.Tanh()",
            keras='"tanh"',
            onnx=(("Tanh", ("x",), {}),),
            page=("Math.tanh(z)", "1 - Math.tanh(z) ** 2"),
        ),
        title=Texts("Tanh", "Tanh"),
        source="LeCun et al. 1998",
    ),
    Activation(
        "relu",
        Range(0, INFINITY, reached=(True, False)),
        sloped=(0.0, INFINITY),
        relu_like=True,
        called=("relu",),
        f=lambda z: np.maximum(z, 0),
        derivative=lambda z: np.where(z > 0, 1.0, 0.0),
        kernel="Relu{}",
        vanishes=True,
        code=Spellings(
            pytorch="F.relu({})",
            module="nn.ReLU()",
            keras='"relu"',
            onnx=(("Relu", ("x",), {}),),
            page=("Math.max(z, 0)", "z > 0 ? 1 : 0"),
        ),
        title=Texts("ReLU", "ReLU"),
        source="Nair & Hinton 2010",
    ),
    Activation(
        "leaky-relu",
        Range(-INFINITY, INFINITY),
        relu_like=True,
        called=("leaky_relu", "rrelu"),
        f=lambda z: np.where(z < 0, LEAKY_SLOPE * z, z),
        derivative=lambda z: np.where(z > 0, 1.0, LEAKY_SLOPE),
        kernel="Leaky{all(0.01f)}",
        code=Spellings(
            pytorch="F.leaky_relu({}, 0.01)",
            module="nn.LeakyReLU()",
            keras="leaky_relu",
            onnx=(("LeakyRelu", ("x",), {"alpha": LEAKY_SLOPE}),),
            page=("z < 0 ? 0.01 * z : z", "z > 0 ? 1 : 0.01"),
            keras_helper="ops.leaky_relu(z, negative_slope=0.01)",
        ),
        title=Texts("Leaky ReLU", "Leaky ReLU"),
        about=Texts(
            "The identity above 0, a hundredth of it below 0.",
            "0보다 크면 그대로, 작으면 100분의 1로 줄입니다.",
        ),
        source="Maas, Hannun & Ng 2013",
    ),
    Activation(
        "prelu",
        Range(-INFINITY, INFINITY),
        relu_like=True,
        called=("prelu",),
        f=lambda z: np.where(z < 0, PRELU_START * z, z),
        derivative=lambda z: np.where(z > 0, 1.0, PRELU_START),
        kernel="Leaky{slope}",
        code=Spellings(
            pytorch="",
            module="nn.PReLU()",
            keras="",
            onnx=(),
            page=("z < 0 ? 0.25 * z : z", "z > 0 ? 1 : 0.25"),
        ),
        title=Texts("PReLU", "PReLU"),
        source="He et al. 2015; slope learned from 0.25",
    ),
    Activation(
        "elu",
        Range(-1, INFINITY),
        saturated=(-2.996, INFINITY),
        relu_like=True,
        called=("elu", "celu"),
        f=lambda z: _elu(z, 1, 1),
        derivative=lambda z: _elu_derivative(z, 1, 1),
        kernel="Elu{all(1.0f), all(1.0f)}",
        costly=1,
        code=Spellings(
            pytorch="F.elu({})",
            module="nn.ELU()",
            keras='"elu"',
            onnx=(("Elu", ("x",), {"alpha": 1.0}),),
            page=("elu(z, 1, 1)", "eluDerivative(z, 1, 1)"),
        ),
        title=Texts("ELU", "ELU"),
        source="Clevert, Unterthiner & Hochreiter 2016",
    ),
    Activation(
        "selu",
        Range(-1.758, INFINITY),
        saturated=(-2.996, INFINITY),
        called=("selu",),
        f=lambda z: _elu(z, SELU_ALPHA, SELU_SCALE),
        derivative=lambda z: _elu_derivative(z, SELU_ALPHA, SELU_SCALE),
        kernel="Elu{all(1.6732632423543772f), all(1.0507009873554805f)}",
        costly=1,
        code=Spellings(
            pytorch="F.selu({})",
            module="nn.SELU()",
            keras='"selu"',
            onnx=(("Selu", ("x",), {"alpha": SELU_ALPHA, "gamma": SELU_SCALE}),),
            page=(
                "elu(z, 1.6732632423543772, 1.0507009873554805)",
                "eluDerivative(z, 1.6732632423543772, 1.0507009873554805)",
            ),
        ),
        title=Texts("SELU", "SELU"),
        source="Klambauer et al. 2017",
    ),
    Activation(
        "gelu",
        Range(-0.170, INFINITY, reached=(True, False)),
        saturated=(-2.279, INFINITY),
        monotone=False,
        relu_like=True,
        called=("gelu",),
        f=lambda z: z * _normal_share(z),
        derivative=lambda z: _normal_share(z) + z * _normal_density(z),
        kernel="Gelu{}",
        costly=1,
        code=Spellings(
            pytorch="F.gelu({})",
            module="nn.GELU()",
            keras='"gelu"',
            onnx=(
                ("Mul", ("x", 0.7071067811865476), {}),
                ("Erf", ("1",), {}),
                ("Mul", ("2", 0.5), {}),
                ("Add", ("3", 0.5), {}),
                ("Mul", ("x", "4"), {}),
            ),  # x·Φ(x), Φ(x) = ½ + ½·erf(x/√2)
            page=("z * normalShare(z)", "normalShare(z) + z * density(z)"),
        ),
        title=Texts("GELU", "GELU"),
        source="Hendrycks & Gimpel 2016",
    ),
    Activation(
        "silu",
        Range(-0.278, INFINITY, reached=(True, False)),
        saturated=(-3.930, INFINITY),
        monotone=False,
        relu_like=True,
        called=("silu",),
        f=lambda z: z * _sigmoid(z),
        derivative=_silu_derivative,
        kernel="Silu{}",
        costly=1,
        code=Spellings(
            pytorch="F.silu({})",
            module="nn.SiLU()",
            keras='"silu"',
            onnx=(("Sigmoid", ("x",), {}), ("Mul", ("x", "1"), {})),
            page=("z * sigmoid(z)", "sigmoid(z) * (1 + z * (1 - sigmoid(z)))"),
        ),
        title=Texts("SiLU (Swish)", "SiLU (Swish)"),
        source="Elfwing, Uchibe & Doya 2018",
    ),
    Activation(
        "softplus",
        Range(0, INFINITY),
        saturated=(-2.944, INFINITY),
        relu_like=True,
        called=("softplus",),
        f=_softplus,
        derivative=_sigmoid,
        kernel="Softplus{}",
        costly=2,
        code=Spellings(
            pytorch="F.softplus({}, threshold=50.0)",
            module="nn.Softplus(threshold=50.0)",
            keras='"softplus"',
            onnx=(("Softplus", ("x",), {}),),
            page=("softplus(z)", "sigmoid(z)"),
        ),
        title=Texts("Softplus", "Softplus"),
        source="Dugas et al. 2001",
    ),
    Activation(
        "mish",
        Range(-0.309, INFINITY, reached=(True, False)),
        saturated=(-3.982, INFINITY),
        monotone=False,
        relu_like=True,
        called=("mish",),
        f=lambda z: z * np.tanh(_softplus(z)),
        derivative=_mish_derivative,
        kernel="Mish{}",
        costly=3,
        code=Spellings(
            pytorch="F.mish({})",
            module="nn.Mish()",
            keras='"mish"',
            onnx=(("Mish", ("x",), {}),),
            page=(
                "z * Math.tanh(softplus(z))",
                "Math.tanh(softplus(z)) + z * (1 - Math.tanh(softplus(z)) ** 2) * sigmoid(z)",
            ),
        ),
        title=Texts("Mish", "Mish"),
        source="Misra 2020",
    ),
)

# Functions that only users' programs apply: the lab does not train with them.
_PROGRAMS = (
    Activation("relu6", Range(0, 6, reached=(True, True)), sloped=(0.0, 6.0), called=("relu6",)),
    Activation(
        "hard-sigmoid",
        Range(0, 1, reached=(True, True)),
        saturated=(-3.0, 3.0),
        sloped=(-3.0, 3.0),
        called=("hardsigmoid",),
    ),
    Activation(
        "hard-swish",
        Range(-0.375, INFINITY, reached=(True, False)),
        sloped=(-3.0, INFINITY),
        monotone=False,
        called=("hardswish",),
    ),
    Activation("softsign", Range(-1, 1), saturated=(-3.47, 3.47), zero_centered=True, called=("softsign",)),
    Activation("log-sigmoid", Range(-INFINITY, 0), saturated=(-INFINITY, 2.944), called=("logsigmoid", "log_sigmoid")),
    Activation("tanhshrink", Range(-INFINITY, INFINITY), zero_centered=True, called=("tanhshrink",)),
    Activation("sine", Range(-1, 1, reached=(True, True)), monotone=False, zero_centered=True, called=("sin", "cos")),
    Activation("erf", Range(-1, 1), saturated=(-1.731, 1.731), zero_centered=True, called=("erf", "special_erf")),
    Activation(
        "arctan",
        Range(-math.pi / 2, math.pi / 2),
        saturated=(-4.359, 4.359),
        zero_centered=True,
        called=("atan", "arctan"),
    ),
    Activation("threshold", Range(-INFINITY, INFINITY), monotone=False, called=("threshold", "_threshold")),
    Activation("shrink", Range(-INFINITY, INFINITY), zero_centered=True, called=("hardshrink", "softshrink")),
)

ACTIVATIONS: dict[str, Activation] = {
    row.name: dataclasses.replace(row, number=number) for number, row in enumerate(_LAB)
}
"""Those that a network of an experiment can have, by name; their order gives the kernel's numbers."""

KNOWN: dict[str, Activation] = {**ACTIVATIONS, **{row.name: row for row in _PROGRAMS}}
"""All that whygrad knows, also from users' programs."""
