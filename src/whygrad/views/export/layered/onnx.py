"""A network of layers with its weights as an ONNX model, for any number of samples at once.

Inference: batch normalization uses its running statistics, dropout does nothing. Standard operators of opset 18; what
has none is composed of several.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import MissingExtraError
from whygrad.experiment.layers import Layer
from whygrad.nets.layers import Shape
from whygrad.views.export.layered.data import samples
from whygrad.views.export.layered.subject import SOFTMAX, LayeredSubject, Place, places
from whygrad.views.export.onnx import EPSILON, IR_VERSION, NODES, OPSET
from whygrad.views.version import version

_GATES = {"rnn": (0,), "lstm": (0, 3, 1, 2), "gru": (1, 0, 2)}  # ONNX' order (i o f c; z r h) of PyTorch's gates
_PICTURE_AXES = [2, 3]


def content(subject: LayeredSubject, stem: str) -> dict[str, str | bytes]:
    """The model's bytes, checked. Its input is `input` (batch, …), its outputs are `output` (batch, O), what the loss
    reads, and, where that is a logit of a class, `probability`.

    Raises `MissingExtraError` where the package `onnx` is missing.
    """
    try:
        import onnx
    except ModuleNotFoundError as error:
        if error.name != "onnx":
            raise
        raise MissingExtraError("error-onnx-missing") from None
    from onnx import TensorProto, helper

    graph = _Graph(subject.state())
    last = graph.add(list(places(subject.layers, subject.shape)), "input")
    outputs = {"output": graph.node("Identity", [last], "output")}
    probability = _probability(subject)
    if probability:
        attributes = {"axis": 1} if probability == "Softmax" else {}
        outputs["probability"] = graph.node(probability, [last], "probability", **attributes)
    tokens = subject.layers[0].kind == "embedding"
    kind = TensorProto.INT64 if tokens else TensorProto.FLOAT
    width = subject.places[-1].output
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "network",
            [helper.make_tensor_value_info("input", kind, ["batch", *subject.shape])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *width]) for name in outputs],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="whygrad",
        producer_version=version(),
        doc_string=subject.name,
    )
    helper.set_model_props(model, _metadata(subject))
    onnx.checker.check_model(model, full_check=True)
    return {f"{stem}.onnx": model.SerializeToString(deterministic=True)}


def _probability(subject: LayeredSubject) -> str:
    """The operator that makes probabilities of the output; "" if it is none of logits."""
    if subject.job is None:
        return ""
    head = subject.job.head
    if not head.takes_logits or head.output != "identity":
        return ""
    return "Sigmoid" if head.loss == "binary-cross-entropy" else "Softmax"


class _Graph:
    """Nodes and constants on their way; every method gives the name of what it made."""

    def __init__(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        self.state = state
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._known: set[str] = set()

    def add(self, every: Sequence[Place], x: str) -> str:
        """The nodes of a list of layers."""
        for place in every:
            x = self._layer(place, x)
        return x

    def node(self, operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """One node."""
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"{operator}.{output}", **attributes))
        return output

    def constant(self, name: str, array: NDArray[np.generic]) -> str:
        """A tensor that the model holds, once."""
        from onnx import numpy_helper

        if name not in self._known:
            self._known.add(name)
            self.constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def _weight(self, place: Place, name: str) -> str:
        return self.constant(f"{place.path}.{name}", self.state[f"{place.path}.{name}"])

    def _number(self, value: float) -> str:
        return self.constant(f"{value:g}", np.array(value, np.float32))

    def _whole(self, *values: int) -> str:
        return self.constant(f"[{','.join(map(str, values))}]", np.array(values, np.int64))

    def _layer(self, place: Place, x: str) -> str:
        """The nodes of one layer."""
        layer, kind, name = place.layer, place.layer.kind, f"v{place.path}"
        if kind == "residual":
            inside = self.add(list(places(layer.inner("residual"), place.input, f"{place.path}.body.")), x)
            beside = self.add(list(places(layer.inner("shortcut"), place.input, f"{place.path}.shortcut.")), x)
            return self.node("Add", [inside, beside], name)
        if kind == "dropout":  # the identity outside of training
            return x
        if kind == SOFTMAX:
            return self.node("Softmax", [x], name, axis=-1)
        if kind == "prelu":
            return self.node("PRelu", [x, self._weight(place, "weight")], name)
        if kind in NODES:
            return self._composed(kind, x, name)
        if kind == "conv":
            more = {"group": layer.whole("groups")}
            return self.node("Conv", [x, *self._weights(place)], name, **_window(layer, layer.pair("kernel")), **more)
        if kind == "dense":
            return self._dense(place, x, name)
        if kind in ("max_pool", "avg_pool"):
            slide = {"strides": list(layer.pair(kind if layer["stride"] == "auto" else "stride"))}
            operator, more = ("MaxPool", {}) if kind == "max_pool" else ("AveragePool", {"count_include_pad": 1})
            return self.node(operator, [x], name, **{**_window(layer, layer.pair(kind)), **slide}, **more)
        if kind == "adaptive_avg_pool":
            return self._adaptive(place, x, name)
        if kind in ("global_avg_pool", "global_max_pool"):
            pool = "GlobalAveragePool" if kind == "global_avg_pool" else "GlobalMaxPool"
            return self.node("Flatten", [self.node(pool, [x], f"{name}.pool")], name, axis=1)
        if kind == "local_response_norm":
            return self._local(place, x, name)
        if kind in ("batch_norm", "layer_norm", "group_norm"):
            return self._normalized(place, x, name)
        if kind == "flatten":
            return self.node("Flatten", [x], name, axis=1)
        if kind == "embedding":
            return self.node("Gather", [self._weight(place, "weight"), x], name)
        return self._recurrent(place, x, name)

    def _weights(self, place: Place) -> list[str]:
        """Weights and, if it has one, the bias of a layer."""
        return [self._weight(place, name) for name in ("weight", "bias") if f"{place.path}.{name}" in self.state]

    def _composed(self, kind: str, x: str, name: str) -> str:
        parts = NODES[kind]
        made = {"x": x}
        for number, (operator, inputs, attributes) in enumerate(parts, start=1):
            made[str(number)] = name if number == len(parts) else f"{name}.{number}"
            given = [made[one] if isinstance(one, str) else self._number(one) for one in inputs]
            self.node(operator, given, made[str(number)], **attributes)
        return name

    def _dense(self, place: Place, x: str, name: str) -> str:
        weights = self._weights(place)
        if len(place.input) == 1:
            return self.node("Gemm", [x, *weights], name, transB=1)
        transposed = self.node("Transpose", weights[:1], f"{name}.weight", perm=[1, 0])
        product = self.node("MatMul", [x, transposed], f"{name}.product" if len(weights) > 1 else name)
        return self.node("Add", [product, weights[1]], name) if len(weights) > 1 else product

    def _adaptive(self, place: Place, x: str, name: str) -> str:
        """Parts of equal size are a plain pool; means of parts that overlap are products A·X·Bᵀ."""
        size, asked = place.input[1:], place.layer.pair(place.layer.kind)
        if size == asked:
            return x
        if all(n % m == 0 for n, m in zip(size, asked, strict=True)):
            parts = [n // m for n, m in zip(size, asked, strict=True)]
            return self.node("AveragePool", [x], name, kernel_shape=parts, strides=parts)
        rows, columns = (_means(n, m) for n, m in zip(size, asked, strict=True))
        left = self.node("MatMul", [self.constant(f"{name}.rows", rows), x], f"{name}.left")
        return self.node("MatMul", [left, self.constant(f"{name}.columns", columns.T)], name)

    def _local(self, place: Place, x: str, name: str) -> str:
        """x·(k + α·m)^-β, m the mean of the squares of `size` channels, empty ones counted. ONNX' operator has
        neighborhoods of an even size lie one channel further on than PyTorch's.
        """
        layer = place.layer
        size, (_, high, wide) = layer.whole(layer.kind), place.input
        alpha, beta, k = (float(str(layer[key])) for key in ("alpha", "beta", "k"))
        if size % 2:
            return self.node("LRN", [x], name, size=size, alpha=alpha, beta=beta, bias=k)
        squares = self.node("Mul", [x, x], f"{name}.squares")
        before = size // 2
        pads = self._whole(0, before, 0, 0, 0, size - 1 - before, 0, 0)
        padded = self.node("Pad", [squares, pads], f"{name}.padded")
        rows = self.node("Reshape", [padded, self._whole(0, 1, -1, high * wide)], f"{name}.rows")
        mean = self.node("AveragePool", [rows], f"{name}.means", kernel_shape=[size, 1])
        shaped = self.node("Reshape", [mean, self._whole(0, *place.input)], f"{name}.mean")
        scaled = self.node("Mul", [shaped, self._number(alpha)], f"{name}.scaled")
        shifted = self.node("Add", [scaled, self._number(k)], f"{name}.shifted")
        power = self.node("Pow", [shifted, self._number(-beta)], f"{name}.power")
        return self.node("Mul", [x, power], name)

    def _normalized(self, place: Place, x: str, name: str) -> str:
        kind, shape = place.layer.kind, place.input
        if kind == "batch_norm":
            weights = self._weights(place)
            statistics = [self._weight(place, f"running_{one}") for one in ("mean", "var")]
            return self.node("BatchNormalization", [x, *weights, *statistics], name, epsilon=EPSILON)
        if kind == "layer_norm":
            axis = 1 if len(shape) == 3 else -1
            return self.node("LayerNormalization", [x, *self._weights(place)], name, axis=axis, epsilon=EPSILON)
        groups = place.layer.whole(kind)
        rows = self.node("Reshape", [x, self._whole(0, groups, -1)], f"{name}.rows")
        one, none = (
            self.constant(f"{name}.{word}", np.full(groups, value, np.float32))
            for word, value in (("one", 1.0), ("none", 0.0))
        )
        normal = self.node("InstanceNormalization", [rows, one, none], f"{name}.normal", epsilon=EPSILON)
        shaped = self.node("Reshape", [normal, self._whole(0, *shape)], f"{name}.shaped")
        scale, shift = (
            self.constant(f"{name}.{word}", self.state[f"{place.path}.{word}"].reshape(-1, 1, 1))
            for word in ("weight", "bias")
        )
        return self.node("Add", [self.node("Mul", [shaped, scale], f"{name}.scaled"), shift], name)

    def _recurrent(self, place: Place, x: str, name: str) -> str:
        """One operator a level, times first; its outputs (T, directions, batch, H), directions side by side again."""
        layer, kind = place.layer, place.layer.kind
        units, ends = layer.whole(kind), ("", "_reverse") if layer["bidirectional"] else ("",)
        seen = self.node("Transpose", [x], f"{name}.times", perm=[1, 0, 2])
        for level in range(layer.whole("depth")):
            own = f"{name}.{level}"
            given = [
                self._stacked(place, level, ends, *names)
                for names in (("weight_ih",), ("weight_hh",), ("bias_ih", "bias_hh"))
            ]
            attributes: dict[str, Any] = {
                "hidden_size": units, "direction": "bidirectional" if len(ends) == 2 else "forward",
            }  # fmt: skip
            if kind == "gru":
                attributes["linear_before_reset"] = 1
            if kind == "rnn":
                attributes["activations"] = [str(layer["activation"]).capitalize()] * len(ends)
            every = self.node(kind.upper(), [seen, *given], f"{own}.every", **attributes)
            if level == layer.whole("depth") - 1 and layer["output"] == "last":
                return self._last(every, own, name, len(ends), units)
            side = self.node("Transpose", [every], f"{own}.side", perm=[0, 2, 1, 3])
            seen = self.node("Reshape", [side, self._whole(0, 0, len(ends) * units)], f"{own}.seen")
        return self.node("Transpose", [seen], name, perm=[1, 0, 2])

    def _last(self, every: str, own: str, name: str, directions: int, units: int) -> str:
        """Forwards the last time, backwards the first."""
        found: list[str] = []
        for direction in range(directions):
            time = self._index(0 if direction else -1)
            state = self.node("Gather", [every, time], f"{own}.time{direction}", axis=0)
            found.append(self.node("Gather", [state, self._index(direction)], f"{own}.last{direction}", axis=0))
        return self.node("Concat", found, name, axis=1)

    def _index(self, value: int) -> str:
        return self.constant(f"at{value}", np.array(value, np.int64))

    def _stacked(self, place: Place, level: int, ends: Sequence[str], *names: str) -> str:
        """A level's tensors in ONNX' order of gates, a row a direction; several are put one behind the other."""
        kind = place.layer.kind
        rows: list[NDArray[np.generic]] = []
        for end in ends:
            parts: list[NDArray[np.generic]] = []
            for name in names:
                gates = np.split(self.state[f"{place.path}.cell.{name}_l{level}{end}"], len(_GATES[kind]))
                parts += [gates[gate] for gate in _GATES[kind]]
            rows.append(np.concatenate(parts))
        return self.constant(f"{place.path}.{names[0]}.{level}", np.stack(rows))


def _window(layer: Layer, kernel: tuple[int, int]) -> dict[str, Any]:
    """Kernel, strides, padding and gaps as attributes; a stride that is "auto" is left to the caller."""
    own = dict(layer.settings)
    found: dict[str, Any] = {"kernel_shape": list(kernel), "pads": [*layer.pair("padding"), *layer.pair("padding")]}
    if own["stride"] != "auto":
        found["strides"] = list(layer.pair("stride"))
    if "dilation" in own:
        found["dilations"] = list(layer.pair("dilation"))
    return found


def _means(n: int, m: int) -> NDArray[np.float32]:
    """The matrix (m, n) that gives the means of m parts of n values, as PyTorch's adaptive pools cut them."""
    matrix = np.zeros((m, n), np.float32)
    for row in range(m):
        start, end = row * n // m, -(-(row + 1) * n // m)
        matrix[row, start:end] = 1 / (end - start)
    return matrix


def _metadata(subject: LayeredSubject) -> dict[str, str]:
    """What a user of the model has to know; lists as JSON."""
    known = {"network": subject.name, "trained": str(subject.trained).lower(), "seed": str(subject.seed)}
    if subject.job is None:
        return known
    job = subject.job
    dataset = job.dataset
    known |= {
        "task": dataset.task,
        "classes": json.dumps(dataset.class_names, ensure_ascii=False),
        "preprocessing": json.dumps(job.experiment.data.preprocessing),
        "output": "logits" if _probability(subject) else job.head.output,
        "loss": job.head.loss,
        "experiment": job.experiment.to_toml(),
    }
    return known | _scaling(subject, dataset.picture_shape)


def _scaling(subject: LayeredSubject, picture: Shape | None) -> dict[str, str]:
    """How pixels from 0 to 1 become inputs, input = pixel·scale + shift, a number a channel or a number a pixel."""
    assert subject.job is not None
    if picture is None:
        return {}
    given = samples(subject.job)
    if given.kind != "pictures":
        return {}
    return {f"input_{name}": json.dumps(given.arrays[name].squeeze().tolist()) for name in ("scale", "shift")}
