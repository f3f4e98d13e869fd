"""Looking into a trained network for the page: what it says to a picture, what its layers make of it, and why.

All of it is worked out by `whygrad.zoo.inside`. One question is answered at a time: looking hangs hooks into a network.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import said
from whygrad.errors import InputError
from whygrad.experiment.layers import checked
from whygrad.i18n import text
from whygrad.nets.layers import Row, rows
from whygrad.studio.models import Models, sent
from whygrad.studio.pictures import chosen, opened
from whygrad.studio.wire import plain
from whygrad.studio.zoo_wire import EvidenceRequest, LayerRequest, PictureRequest
from whygrad.zoo.prediction import fitted
from whygrad.zoo.summary import in_short

if TYPE_CHECKING:
    from whygrad.engine.layered import Model

MOST_MAPS = 64  # of a layer
MOST_FILTERS = 32
MOST_LAYERS = 200
LARGEST_MAP = 64  # pixels of a side
LARGEST_NETWORK = 5e9  # multiply-adds of one pass
MOST_WORK = 2e10  # multiply-adds of covering one part of a picture after the other
MOST_PATCHES = 900
_CLEAR = 0.995  # of the numbers about a picture are within the scale
_COPIES = 24  # under noise, of SmoothGrad
_FLAT = 32  # numbers in a row where a layer gives no picture
_ONE = Lock()


def looked(question: PictureRequest, models: Models) -> dict[str, Any]:
    """The picture as the network sees it, every class with its probability, and the layers there are to look at."""
    model, x, more = _seen(question, models)
    with _ONE:
        shares = model.probabilities(x)[0]
    order = np.argsort(-shares, kind="stable")
    made = _rows(model)
    return plain(
        {
            **more,
            "prediction": [{"label": int(one), "share": float(shares[one])} for one in order[:10]],
            "names": list(said(model.labels)),
            "layers": [_layer(row) for row in made[:MOST_LAYERS]],
            "parameters": sum(row.count for row in made),
            "about": {"seed": model.about.get("seed"), "updates": model.about.get("updates")},
        }
    )


def mapped(question: LayerRequest, models: Models) -> dict[str, Any]:
    """What one layer makes of the picture, and its filters if it has any."""
    from whygrad.zoo import inside

    model, x, _ = _seen(question, models)
    with _ONE:
        maps = inside.feature_maps(model.network, x.reshape(1, *model.shape), question.layer)[0]
        try:
            own = inside.filters(model.network, question.layer, model.picture)
        except InputError:  # most layers have none
            own = None
    if maps.ndim == 1:
        total, maps = len(maps), _folded(maps)[None]
    else:
        total = len(maps)
    shown = np.stack([_small(one) for one in maps[:MOST_MAPS]])
    flat = len(shown) == 1 and total > 1
    scaled = signed(shown, 1.0 if flat else _CLEAR)
    return {
        "maps": {**scaled, "of": total, "flat": flat, "silent": _silent(maps)},
        "filters": None if own is None else _filters(own),
    }


def evidence(question: EvidenceRequest, models: Models) -> dict[str, Any]:
    """What the score of a class rests on: saliency, occlusion, Grad-CAM, each (H, W), and where it is strongest."""
    from whygrad.zoo import inside

    model, x, _ = _seen(question, models)
    assert model.picture is not None
    height, width = model.picture[1:]
    pictures = x.reshape(1, *model.shape)
    if len(model.shape) != 3:
        raise InputError("zoo-page-error-flat")
    with _ONE:
        work = sum(row.multiply_adds for row in _rows(model))
        smooth = 3 * _COPIES * work <= MOST_WORK  # forward and back
        method = "smooth-grad" if smooth else "gradient"
        slopes = inside.magnitude(
            inside.saliency(model.network, pictures, question.label, method=method, copies=_COPIES)
        )[0]
        patch, stride = _covering(height, width, work)
        covered = inside.occlusion(
            model.network, pictures, question.label, patch=patch, stride=stride, fill=_edge(pictures[0])
        )
        found = {"saliency": slopes, "occlusion": covered.by_pixel()[0]}
        if inside.convolutions(model.network, pictures):
            cam = inside.grad_cam(model.network, pictures, question.label)
            found["grad-cam"] = inside.enlarged(cam, (height, width))[0]
    return {
        "patch": patch,
        "smooth": smooth,
        "maps": [
            {"name": name, **signed(_small(one)[None], 0.99), "where": _where(one)} for name, one in found.items()
        ],
    }


def _seen(question: PictureRequest, models: Models) -> tuple[Model, NDArray[np.float32], dict[str, Any]]:
    """The network, the picture as its input (1, F), and what to say about it."""
    model = models.model(question.model)
    if sum(row.multiply_adds for row in _rows(model)) > LARGEST_NETWORK:
        raise InputError("zoo-page-error-large")
    assert model.picture is not None
    found, label, notes = chosen(question, models), None, list[str]()
    if found is None:
        image, notes = opened(question)
        raw = fitted(image, model.picture, model.top)
    else:
        pixels, label = found
        raw = pixels.astype(np.float64).transpose(2, 0, 1).reshape(-1) * (model.top / 255)
    channels, height, width = model.picture
    shown = np.round(raw.reshape(channels, height, width) * (255 / model.top)).clip(0, 255).astype(np.uint8)
    return model, model.prepared(raw[None]), {"picture": sent(shown.transpose(1, 2, 0)), "label": label, "notes": notes}


def _rows(model: Model) -> list[Row]:
    """The layers of a network, in the order in which they are called."""
    return rows(checked(model.about["layers"]), model.shape)


def _layer(row: Row) -> dict[str, Any]:
    return {
        "path": row.name,
        "kind": row.layer.kind,
        "short": in_short(row.layer),
        "depth": row.depth,
        "output": list(row.output),
    }


def signed(maps: NDArray[Any], share: float = 1.0) -> dict[str, Any]:
    """Pictures (K, H, W) as bytes, 128 for 0, all by one scale; and their ranges.

    The scale is the largest size, or with `share` what this share of the sizes stays below: one pixel that stands out
    would leave the others pale.
    """
    finite = np.nan_to_num(maps.astype(np.float64), posinf=0.0, neginf=0.0)
    sizes = np.abs(finite)
    largest = float(np.quantile(sizes, share) or sizes.max()) if finite.size else 0.0
    steps = np.round(np.clip(finite / largest, -1, 1) * 127) if largest > 0 else np.zeros_like(finite)
    flat = finite.reshape(len(finite), -1)
    return {
        **sent((steps + 128).astype(np.uint8)),
        "low": [float(value) for value in flat.min(axis=1)],
        "high": [float(value) for value in flat.max(axis=1)],
        "largest": largest,
    }


def _filters(own: NDArray[np.float32]) -> dict[str, Any]:
    """Filters (K, C, h, w) as rows of pictures, one a channel of the input."""
    kept = own[:MOST_FILTERS, :MOST_FILTERS]
    count, channels, height, width = kept.shape
    small = np.stack([_small(one) for one in kept.reshape(-1, height, width)])
    return {**signed(small), "rows": count, "columns": channels, "of": [len(own), own.shape[1]]}


def _silent(maps: NDArray[np.float32]) -> int:
    """How many maps are 0 everywhere."""
    return int((maps.reshape(len(maps), -1) == 0).all(axis=1).sum())


def _folded(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers (K,) in rows of a picture, as many as may be shown."""
    kept = values[: _FLAT * LARGEST_MAP]
    wide = min(_FLAT, len(kept))
    return np.pad(kept, (0, -len(kept) % wide)).reshape(-1, wide)


def _small(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """A map (H, W) with sides of at most `LARGEST_MAP`, the means of its blocks."""
    block = -(-max(values.shape) // LARGEST_MAP)
    if block <= 1:
        return values
    high, wide = (size // block * block for size in values.shape)
    if not high or not wide:
        return values[::block, ::block]
    parts = values[:high, :wide].reshape(high // block, block, wide // block, block)
    return parts.mean(axis=(1, 3), dtype=np.float32)


def _covering(height: int, width: int, work: int) -> tuple[int, int]:
    """(patch, stride) with which covering every part of a picture stays within bounds."""
    patch = max(min(height, width) // 7, 1)
    stride = max(patch // 3, 1)
    while True:
        count = ((height - patch) // stride + 2) * ((width - patch) // stride + 2)
        if stride >= patch or (count <= MOST_PATCHES and count * work <= MOST_WORK):
            return patch, stride
        stride += 1


def _edge(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a part of a picture (C, H, W) is covered with: the mean color of its edge, (C, 1, 1).

    Gray, as is usual for photographs, would add something to the black ground of a picture of Fashion-MNIST.
    """
    edge = np.concatenate([picture[:, 0], picture[:, -1], picture[:, 1:-1, 0], picture[:, 1:-1, -1]], axis=1)
    return edge.mean(axis=1)[:, None, None]


def _where(values: NDArray[np.float32]) -> str:
    """In which part of the picture the largest values are, in words."""
    weight = np.clip(np.nan_to_num(values.astype(np.float64)), 0, None)
    weight = np.where(weight >= 0.5 * weight.max(initial=0.0), weight, 0.0)
    if not weight.sum() > 0:
        return text("zoo-page-where-nowhere")
    thirds: list[int] = []
    for axis, size in enumerate(weight.shape):
        middle = float(weight.sum(axis=1 - axis) @ (np.arange(size) + 0.5) / weight.sum())
        thirds.append(min(int(3 * middle / size), 2))
    down, right = thirds
    return text(f"zoo-page-where-{('top', 'middle', 'bottom')[down]}-{('left', 'center', 'right')[right]}")
