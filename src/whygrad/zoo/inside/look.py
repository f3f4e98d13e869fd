"""Several ways of looking at one network at once: what the command, the report and the page show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.zoo.inside.ascent import Ascent, ascend
from whygrad.zoo.inside.depth import Depth, by_depth
from whygrad.zoo.inside.exciting import Exciting, most_exciting
from whygrad.zoo.inside.filters import filters
from whygrad.zoo.inside.grad_cam import enlarged, grad_cam
from whygrad.zoo.inside.maps import all_maps
from whygrad.zoo.inside.network import Array
from whygrad.zoo.inside.occlusion import Occlusion, occlusion
from whygrad.zoo.inside.saliency import Method, magnitude, saliency
from whygrad.zoo.inside.subject import Layer, Pictures, Subject

What = Literal["filters", "maps", "exciting", "occlusion", "saliency", "grad-cam", "depth"]
WHAT: tuple[What, ...] = get_args(What)

_SHOWN = 6  # pictures of a data set that are looked at one by one
_CHANNELS = 8  # that pictures are made for, …
_CLASSES = 12  # … or all of a layer that has no more than these
_CONVOLUTIONS = 6  # whose maps are shown of one picture
_FEW_PIXELS = (
    96 * 96
)  # pictures up to this size are cheap; of larger ones less is done, so that it takes a minute or two
_STEP = 0.035  # of an ascent, as a share of the way from black to white
_MANY, _SOME = 1_000, 32  # of the data set are passed through the network
_STEPS, _FEW_STEPS = 96, 32  # of an ascent, …
_FEW_CHANNELS = 3  # … for so many channels


@dataclass(frozen=True, eq=False)
class Attribution:
    """How much each pixel counts, `maps` (N, H, W): above 0 for the class, below 0 against it; if not `signed`, how
    much it counts either way.
    """

    way: What
    maps: Array
    signed: bool


@dataclass(eq=False)
class Look:
    """What was found, `None` for what was not asked for or cannot be; `skipped` says why not.

    N pictures are looked at one by one, `explained` (N,) is the class whose score it is about and `answered` (N,) the
    network's; M pictures of the data set (or the same ones) are passed through for `exciting` and `depth`.
    """

    subject: Subject
    pictures: Pictures | None = None
    many: Pictures | None = None
    answered: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    explained: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    filters: tuple[Layer, Array] | None = None  # (K, C, h, w)
    maps: list[tuple[Layer, Array]] = field(default_factory=list[tuple[Layer, Array]])  # (N or 1, K, H', W')
    exciting: tuple[Layer, Exciting | None, Ascent] | None = None
    occlusion: Occlusion | None = None
    saliency: tuple[Method, Array] | None = None  # (N, C, H, W)
    grad_cam: tuple[Layer, Array] | None = None  # (N, H', W')
    depth: list[tuple[Layer, Depth]] = field(default_factory=list[tuple[Layer, Depth]])
    skipped: dict[What, InputError] = field(default_factory=dict["What", InputError])

    def attributions(self) -> list[Attribution]:
        """Each way that says where in the pictures a decision comes from."""
        size = (self.subject.shape[1], self.subject.shape[2])
        found: list[Attribution] = []
        if self.occlusion is not None:
            found.append(Attribution("occlusion", self.occlusion.by_pixel(), signed=True))
        if self.saliency is not None:
            method, values = self.saliency
            if method == "input-gradient":
                found.append(Attribution("saliency", values.sum(axis=1), signed=True))
            else:
                found.append(Attribution("saliency", magnitude(values), signed=False))
        if self.grad_cam is not None:
            found.append(Attribution("grad-cam", enlarged(self.grad_cam[1], size), signed=True))
        return found


def look(
    subject: Subject,
    what: Sequence[What] | None = None,
    *,
    files: Sequence[str] = (),
    layer: str | None = None,
    target: int | None = None,
    method: Method = "gradient",
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Look:
    """Look at a network in the ways of `what`, in all if `None`.

    At the pictures of `files`, or at some of its data set's. `layer` is that of maps, channels and Grad-CAM (by default
    every convolution, the last one and the last one), and of filters if it has any; `target` the class to explain
    instead of the answered one. What was asked for by name and cannot be had raises `InputError`; of all ways it is
    left out and noted in `skipped`, and a way that `layer` does not suit takes its default.
    """
    found = Look(subject)
    if layer is not None:
        subject.layer(layer)
    if files:
        found.pictures = subject.opened(files)
    if subject.data is not None and (not files or {"exciting", "depth"} & set(what or WHAT)):
        found.many = subject.samples(_MANY if _is_cheap(subject) else _SOME)
        found.pictures = found.pictures or found.many.first(_SHOWN)
    found.many = found.many or found.pictures
    if found.pictures is not None:
        found.answered = subject.answered(found.pictures.x)
        found.explained = found.answered if target is None else np.full_like(found.answered, target)
    chosen: list[What] = [name for name in WHAT if what is None or name in what]
    done = 0

    def part(share: float) -> None:
        if progress is not None:
            progress((done + share) / len(chosen))

    ways: dict[What, Callable[[str | None], None]] = {
        "filters": lambda own: _filters(found, own),
        "maps": lambda own: _maps(found, own),
        "exciting": lambda own: _exciting(found, own, seed, part),
        "occlusion": lambda _: _occlusion(found, part),
        "saliency": lambda _: _saliency(found, method, seed),
        "grad-cam": lambda own: _grad_cam(found, own),
        "depth": lambda _: _depth(found),
    }
    for name in chosen:
        part(0.0)
        if what is not None:
            ways[name](layer)
        else:
            _try(found, name, ways[name], (layer, None) if layer is not None else (None,))
        done += 1
    return found


def _is_cheap(subject: Subject) -> bool:
    return subject.shape[1] * subject.shape[2] <= _FEW_PIXELS


def _try(found: Look, name: What, way: Callable[[str | None], None], layers: Sequence[str | None]) -> None:
    """Look in one way with the first of some layers that suits it."""
    for layer in layers:
        try:
            way(layer)
        except InputError as error:
            found.skipped[name] = error
        else:
            found.skipped.pop(name, None)
            return


def _wanted(found: Look) -> Pictures:
    """The pictures to look at one by one."""
    if found.pictures is None:
        raise InputError("inside-no-data", name=found.subject.name)
    return found.pictures


def _filters(found: Look, layer: str | None) -> None:
    subject = found.subject
    if not subject.filtered:
        raise InputError("inside-no-weights")
    chosen = subject.filtered[0]
    if layer is not None:
        chosen = subject.layer(layer)
        if chosen not in subject.filtered:
            known = ", ".join(one.name for one in subject.filtered)
            raise InputError("inside-no-filters", name=chosen.name, known=known)
    found.filters = chosen, filters(subject.network, chosen.path, subject.shape)


def _maps(found: Look, layer: str | None) -> None:
    subject, pictures = found.subject, _wanted(found)
    if layer is not None:
        chosen = subject.seen_by(layer)
        found.maps = [(chosen, all_maps(subject.network, pictures.x, [chosen.path])[chosen.path])]
        return
    convolutions = subject.convolutions
    if not convolutions:
        raise InputError("inside-no-convolution")
    places = np.linspace(0, len(convolutions) - 1, min(_CONVOLUTIONS, len(convolutions))).round().astype(int)
    some = [convolutions[place] for place in places]
    every = all_maps(subject.network, pictures.x[:1], [one.path for one in some])
    found.maps = [(one, every[one.path]) for one in some]


def _exciting(found: Look, layer: str | None, seed: int, progress: Callable[[float], None]) -> None:
    subject = found.subject
    if layer is not None:
        chosen = subject.layer(layer)
    else:
        chosen = subject.convolutions[-1] if subject.convolutions else subject.layers[-1]
    units = chosen.shape[0]
    count = _CHANNELS if _is_cheap(subject) else _FEW_CHANNELS
    channels = list(range(units)) if units <= _CLASSES else _strongest(found, chosen, count)
    best = most_exciting(subject.network, found.many.x, chosen.path, channels) if found.many is not None else None
    low, high = subject.bounds
    center = (low + high) / 2 if found.many is None else _mean(found.many)
    made = ascend(
        subject.network, subject.shape, chosen.path, channels, rate=_STEP * float((high - low).max()), center=center,
        low=low, high=high, steps=_STEPS if _is_cheap(subject) else _FEW_STEPS, seed=seed, progress=progress,
    )  # fmt: skip
    found.exciting = chosen, best, made


def _strongest(found: Look, layer: Layer, count: int) -> list[int]:
    """The channels that the pictures excite most on average, the first ones without pictures."""
    if found.many is None:
        return list(range(count))
    every = most_exciting(found.subject.network, found.many.x, layer.path, count=1)
    return np.argsort(-every.mean, kind="stable")[:count].tolist()


def _occlusion(found: Look, progress: Callable[[float], None]) -> None:
    """Covered by the pictures' mean color; side by side where pictures are large."""
    pictures = _wanted(found)
    mean = _mean(found.many or pictures)
    stride = None if _is_cheap(found.subject) else max(min(found.subject.shape[1:]) // 7, 1)
    found.occlusion = occlusion(
        found.subject.network, pictures.x, found.explained, stride=stride, fill=mean, progress=progress
    )


def _mean(pictures: Pictures) -> Array:
    """The mean color, (C, 1, 1)."""
    return pictures.x.mean(axis=(0, 2, 3))[:, None, None]


def _saliency(found: Look, method: Method, seed: int) -> None:
    found.saliency = (
        method,
        saliency(found.subject.network, _wanted(found).x, found.explained, method=method, seed=seed),
    )


def _grad_cam(found: Look, layer: str | None) -> None:
    pictures = _wanted(found)
    chosen = found.subject.seen_by(layer)
    found.grad_cam = chosen, grad_cam(found.subject.network, pictures.x, found.explained, chosen.path)


def _depth(found: Look) -> None:
    if found.many is None:
        raise InputError("inside-no-data", name=found.subject.name)
    layers = {one.path: one for one in found.subject.layers if not one.group}
    rows = by_depth(found.subject.network, found.many.x, list(layers))
    found.depth = [(layers[row.path], row) for row in rows]
