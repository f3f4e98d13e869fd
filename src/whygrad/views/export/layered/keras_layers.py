"""A list of layers as lines of Keras, channels last, and the weights in Keras' layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from whygrad.experiment.layers import Layer
from whygrad.nets.layers import Shape, written
from whygrad.views.export.keras import ARGUMENTS
from whygrad.views.export.layered.blocks import Block, block_of
from whygrad.views.export.layered.subject import SOFTMAX, LayeredSubject, Place, places

Array = NDArray[np.floating]
Convert = Callable[[Mapping[str, Array]], dict[str, Array]]
"""A layer's tensors by their names in PyTorch -> Keras' variables of that layer."""

_SHORT = {
    "batch_norm": "bn", "layer_norm": "norm", "group_norm": "norm", "prelu": "prelu", "embedding": "embedding",
}  # fmt: skip
_CELLS = {"rnn": ("SimpleRNN", "simple_rnn"), "lstm": ("LSTM", "lstm"), "gru": ("GRU", "gru")}
_BLOCKS = {"basic": "basic_block", "bottleneck": "bottleneck"}


@dataclass(eq=False)
class Code:
    """The lines of `network()` behind its input, and every variable by its path."""

    subject: LayeredSubject
    state: Mapping[str, Array]
    lines: list[str] = field(default_factory=list[str])
    weights: dict[str, Array] = field(default_factory=dict[str, Array])
    counts: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, every: list[Place], deep: int = 0) -> None:
        """The lines of a list of layers, which make `x` out of `x`; `deep` blocks are around them."""
        covered = False
        for place in every:
            if covered:  # the ReLU of a block
                covered = False
                continue
            block = block_of(place)
            if block is not None:
                covered = True
                self._block(place, block)
            elif place.layer.kind == "residual":
                self._residual(place, deep)
            else:
                made = self._layer(place)
                self.lines += [f"x = {one}(x)" for one in made]
                if made and place.output != place.input:
                    self.lines[-1] += f"  # {written(last(place.output))}"

    def _name(self, place: Place, kind: str) -> str:
        """The published name of a layer, or its kind and a number."""
        published = self.subject.names.get(place.path)
        if published is not None:
            return published.replace(".", "_")
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{kind}{self.counts[kind]}"

    def _block(self, place: Place, block: Block) -> None:
        name = self._name(place, "block")
        more = f", stride={block.stride}" if block.stride != 1 else ""
        more += ", project=True" if block.projects else ""
        self.lines.append(f'x = {_BLOCKS[block.kind]}(x, {block.filters}{more}, name="{name}")')
        if place.output != place.input:
            self.lines[-1] += f"  # {written(last(place.output))}"
        for path, own in block.names.items():
            convolution = "conv" in own or own == "downsample.0"
            layer = f"{name}_{own.replace('.', '_')}"
            self._keep(layer, _convolved if convolution else _normalized, f"{place.path}.{path}")

    def _residual(self, place: Place, deep: int) -> None:
        entry, body = (f"{word}{deep + 1 if deep else ''}" for word in ("skip", "body"))
        self.lines.append(f"{entry} = x")
        self.add(list(places(place.layer.inner("residual"), place.input, f"{place.path}.body.")), deep + 1)
        shortcut = place.layer.inner("shortcut")
        if shortcut:
            self.lines += [f"{body}, x = x, {entry}"]
            self.add(list(places(shortcut, place.input, f"{place.path}.shortcut.")), deep + 1)
            entry = body
        self.lines.append(f"x = layers.Add()([x, {entry}])")

    def _keep(self, layer: str, convert: Convert, path: str) -> None:
        own = {name[len(path) + 1 :]: tensor for name, tensor in self.state.items() if name.startswith(f"{path}.")}
        self.weights |= {f"{layer}/{name}": np.ascontiguousarray(array) for name, array in convert(own).items()}

    def _layer(self, place: Place) -> list[str]:
        """A layer as expressions to be called one after another."""
        layer, kind, shape = place.layer, place.layer.kind, place.input
        if kind == "linear":
            return []
        if kind == SOFTMAX:
            return ['layers.Activation("softmax")']
        if kind == "prelu":
            name = self._name(place, kind)
            slopes = [1] * len(shape)
            self._keep(name, lambda own: {"alpha": own["weight"].reshape(slopes)}, place.path)
            return [f'layers.PReLU(shared_axes={list(range(1, len(shape) + 1))}, name="{name}")']
        if kind in ARGUMENTS:
            return [f"layers.Activation({ARGUMENTS[kind]})"]
        if kind == "conv":
            return self._conv(place)
        if kind == "dense":
            name = self._name(place, kind)
            self._keep(name, _dense, place.path)
            return [f'layers.Dense({layer[kind]}{_bias(layer)}, name="{name}")']
        if kind in ("max_pool", "avg_pool"):
            return _pool(layer)
        if kind == "adaptive_avg_pool":
            return _adaptive(layer, shape)
        if kind in ("global_avg_pool", "global_max_pool"):
            return [f"layers.Global{'Average' if kind == 'global_avg_pool' else 'Max'}Pooling2D()"]
        if kind == "local_response_norm":
            return [f"LocalResponseNorm({layer[kind]}, {layer['alpha']}, {layer['beta']}, {layer['k']})"]
        if kind in ("batch_norm", "layer_norm", "group_norm"):
            return [self._normalization(place)]
        if kind == "dropout":
            return [f"layers.Dropout({layer[kind]})"]
        if kind == "flatten":
            moved = len(shape) == 3 and shape[0] > 1 and shape[1] * shape[2] > 1
            return (["layers.Permute((3, 1, 2))"] if moved else []) + (["layers.Flatten()"] if len(shape) > 1 else [])
        if kind == "embedding":
            name = self._name(place, kind)
            self._keep(name, lambda own: {"embeddings": own["weight"]}, place.path)
            return [f'layers.Embedding({layer["words"]}, {layer[kind]}, name="{name}")']
        return self._recurrent(place)

    def _conv(self, place: Place) -> list[str]:
        layer, name = place.layer, self._name(place, "conv")
        self._keep(name, _convolved, place.path)
        kernel, stride, padding, dilation = (layer.pair(key) for key in ("kernel", "stride", "padding", "dilation"))
        keeps = stride == (1, 1) and all(
            2 * p == d * (k - 1) for p, d, k in zip(padding, dilation, kernel, strict=True)
        )
        made: list[str] = []
        if padding != (0, 0) and not keeps:
            made.append(f"layers.ZeroPadding2D({layer['padding']})")
        # Keras has no convolution with both: what a stride would skip is left out behind it.
        apart = stride != (1, 1) and dilation != (1, 1)
        more = f", strides={layer['stride']}" if stride != (1, 1) and not apart else ""
        more += ', padding="same"' if padding != (0, 0) and keeps else ""
        more += f", dilation_rate={layer['dilation']}" if dilation != (1, 1) else ""
        more += f", groups={layer['groups']}" if layer["groups"] != 1 else ""
        made.append(f'layers.Conv2D({layer["conv"]}, {layer["kernel"]}{more}{_bias(layer)}, name="{name}")')
        return [*made, f"layers.MaxPooling2D(1, strides={layer['stride']})"] if apart else made

    def _normalization(self, place: Place) -> str:
        kind, shape = place.layer.kind, place.input
        name = self._name(place, _SHORT[kind])
        if kind == "batch_norm":
            self._keep(name, _normalized, place.path)
            return f'BatchNorm(name="{name}")'
        if kind == "group_norm":
            self._keep(name, _scaled, place.path)
            return f'layers.GroupNormalization({place.layer[kind]}, epsilon=1e-5, name="{name}")'
        axes = "axis=[1, 2, 3], " if len(shape) == 3 else ""
        self._keep(name, _scaled, place.path)
        return f'layers.LayerNormalization({axes}epsilon=1e-5, name="{name}")'

    def _recurrent(self, place: Place) -> list[str]:
        """One layer a level; only the last level may answer for the last time alone."""
        layer, kind = place.layer, place.layer.kind
        cell, cell_name = _CELLS[kind]
        name, depth, both = self._name(place, kind), layer.whole("depth"), bool(layer["bidirectional"])
        made: list[str] = []
        for level in range(depth):
            own = name if depth == 1 else f"{name}_{level + 1}"
            more = ', activation="relu"' if kind == "rnn" and layer["activation"] == "relu" else ""
            more += ", return_sequences=True" if level + 1 < depth or layer["output"] == "all" else ""
            inner = f"layers.{cell}({layer[kind]}{more}"
            if kind != "gru":  # Keras has one bias; the other is the weight of an input that is always 1
                made.append("AppendOne()")
            made.append(
                f'layers.Bidirectional({inner}, name="cell"), name="{own}")' if both else f'{inner}, name="{own}")'
            )
            for direction, ending in (("forward", ""), ("backward", "_reverse"))[: 2 if both else 1]:
                path = f"{own}/{direction}_cell" if both else own
                self._keep(f"{path}/{cell_name}_cell", partial(_cell, kind, f"_l{level}{ending}"), place.path)
        return made


def code(subject: LayeredSubject) -> Code:
    """The network of a subject."""
    made = Code(subject, {name: tensor for name, tensor in subject.state().items() if tensor.ndim})
    made.add(subject.places)
    return made


def last(shape: Shape) -> Shape:
    """A shape with its channels last."""
    return (*shape[1:], shape[0]) if len(shape) == 3 else shape


def _bias(layer: Layer) -> str:
    return "" if layer["bias"] else ", use_bias=False"


def _pool(layer: Layer) -> list[str]:
    kind, padding = layer.kind, layer["padding"]
    stride = layer[kind] if layer["stride"] == "auto" else layer["stride"]
    more = f", strides={stride}" if stride != layer[kind] else ""
    if kind == "avg_pool":
        before = [f"layers.ZeroPadding2D({padding})"] if padding != 0 else []
        return [*before, f"layers.AveragePooling2D({layer[kind]}{more})"]
    before = [f"MaxBorder({layer.pair('padding')})"] if padding != 0 else []
    if layer["dilation"] != 1:
        slide = stride if isinstance(stride, tuple) else (stride, stride)
        return [*before, f"DilatedMaxPool({layer.pair(kind)}, {slide}, {layer.pair('dilation')})"]
    return [*before, f"layers.MaxPooling2D({layer[kind]}{more})"]


def _adaptive(layer: Layer, shape: Shape) -> list[str]:
    """Parts of equal size are a plain pool; of single pixels, nothing at all."""
    asked = layer.pair(layer.kind)
    parts = [n // m for n, m in zip(shape[1:], asked, strict=True)]
    if asked == shape[1:]:
        return []
    if all(n % m == 0 for n, m in zip(shape[1:], asked, strict=True)):
        return [f"layers.AveragePooling2D({parts[0] if parts[0] == parts[1] else tuple(parts)})"]
    return [f"layers.AdaptiveAveragePooling2D({layer[layer.kind]})"]


def _convolved(own: Mapping[str, Array]) -> dict[str, Array]:
    """(O, I, h, w) -> (h, w, I, O)."""
    return {"kernel": own["weight"].transpose(2, 3, 1, 0)} | ({"bias": own["bias"]} if "bias" in own else {})


def _dense(own: Mapping[str, Array]) -> dict[str, Array]:
    """(O, I) -> (I, O)."""
    return {"kernel": own["weight"].T} | ({"bias": own["bias"]} if "bias" in own else {})


def _normalized(own: Mapping[str, Array]) -> dict[str, Array]:
    return {
        "gamma": own["weight"], "beta": own["bias"], "mean": own["running_mean"], "variance": own["running_var"],
    }  # fmt: skip


def _scaled(own: Mapping[str, Array]) -> dict[str, Array]:
    """(C, H, W) -> (H, W, C); what has one axis stays."""
    weight, bias = own["weight"], own["bias"]
    if weight.ndim == 3:
        weight, bias = weight.transpose(1, 2, 0), bias.transpose(1, 2, 0)
    return {"gamma": weight, "beta": bias}


def _cell(kind: str, end: str, own: Mapping[str, Array]) -> dict[str, Array]:
    """A level of a recurrent layer: kernels (I, G·H) and (H, G·H). GRU's gates r, z, n are z, r, n in Keras, which
    keeps both of its biases, one upon the other (2, G·H); of the others the first is a last row of the kernel.
    """
    inside, state, bias_inside, bias_state = (
        own[f"cell.{name}{end}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    if kind != "gru":
        return {"kernel": np.vstack([inside.T, bias_inside]), "recurrent_kernel": state.T, "bias": bias_state}

    def gates(tensor: Array) -> Array:
        r, z, n = np.split(tensor, 3)
        return np.concatenate([z, r, n])

    bias = np.stack([gates(bias_inside), gates(bias_state)])
    return {"kernel": gates(inside).T, "recurrent_kernel": gates(state).T, "bias": bias}
