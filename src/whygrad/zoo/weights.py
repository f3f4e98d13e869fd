"""Weights for networks of the zoo: read from a file, checked name by name, or downloaded.

The names are those of torchvision's state dicts (`Network.names`; layers without such a name keep their path):
`features.0.weight`, `layer1.0.downsample.1.running_mean`, `fc.bias`.
"""

from __future__ import annotations

import errno
import hashlib
import pickle
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from whygrad.errors import InputError, MissingExtraError
from whygrad.i18n import text
from whygrad.nets.layers import Shape, sequential, written
from whygrad.zoo.networks import Network

if TYPE_CHECKING:
    from torch import Tensor, nn

ADDRESS = "https://download.pytorch.org/models/"
_OPTIONAL = "num_batches_tracked"  # a count that evaluation does not need, and that older files lack
_SHOWN = 3  # names in an error
_PIECE = 1 << 16


def expected(network: Network) -> dict[str, Shape]:
    """Published name -> shape of every tensor of a network's state: weights, and the statistics of normalizations."""
    return {name: shape for name, _, shape in _tensors(network)}


def _tensors(network: Network) -> Iterator[tuple[str, str, Shape]]:
    """(published name, name in `nets.layers.sequential`, shape) of every tensor."""
    for row in network.rows:
        named = [(one.name, one.shape) for one in row.parameters]
        if row.layer.kind == "batch_norm":
            named += [("running_mean", row.input[:1]), ("running_var", row.input[:1]), (_OPTIONAL, ())]
        for name, shape in named:
            yield f"{network.called(row)}.{name}", f"{row.name}.{name}", shape


def load(network: Network, path: Path) -> nn.Sequential:
    """The network as a PyTorch module with the weights of a file (`.pth`, `.pt` or `.safetensors`), in evaluation mode.

    Nothing of the file is executed. Raises `InputError` for a file that cannot be read and for weights of another
    network, naming what is missing, left over or of another shape; `MissingExtraError` without PyTorch.
    """
    state = read(path)
    _compare(network, path, {name: tuple(one.shape) for name, one in state.items()}, expected(network))
    import torch

    with torch.device("meta"):  # no memory, no random numbers: every tensor comes from the file
        module = sequential(network.layers, network.shape)
    none = torch.zeros((), dtype=torch.long)
    own = {mine: state.get(name, none) for name, mine, _ in _tensors(network)}
    module.load_state_dict(own, assign=True)
    return module.float().eval()


def read(path: Path) -> dict[str, Tensor]:
    """The tensors of a file by their names; raises `InputError` for what is no file of weights.

    Pickles are read with `weights_only`, which makes tensors and nothing else. Of a checkpoint the entry `state_dict`
    counts; `module.`, which data-parallel training puts in front of every name, is left out.
    """
    try:
        import torch
    except ImportError:
        raise MissingExtraError("error-torch-missing") from None
    if not path.is_file():
        raise InputError("error-weights-missing", file=str(path))
    try:
        if path.suffix.lower() == ".safetensors":
            found: object = _safetensors(path)
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about the format; what counts is whether it can be read
                whole = zipfile.is_zipfile(path)  # its tensors are then read where they lie, when they are needed
                found = torch.load(path, map_location="cpu", weights_only=True, mmap=whole)
    except pickle.UnpicklingError as error:
        unsafe = "GLOBAL" in str(error) or "REDUCE" in str(error)  # names something to call
        raise InputError("error-weights-unsafe" if unsafe else "error-weights-broken", file=str(path)) from None
    except (RuntimeError, EOFError, OSError, ValueError, KeyError, AttributeError, TypeError, IndexError):
        raise InputError("error-weights-broken", file=str(path)) from None
    table = cast("Mapping[object, object]", found) if isinstance(found, Mapping) else {}
    inner = table.get("state_dict", table.get("model", table))
    table = cast("Mapping[object, object]", inner) if isinstance(inner, Mapping) else {}
    tensors = {str(name): one for name, one in table.items() if isinstance(one, torch.Tensor)}
    if not tensors or len(tensors) != len(table):
        raise InputError("error-weights-other", file=str(path))
    if all(name.startswith("module.") for name in tensors):
        tensors = {name.removeprefix("module."): one for name, one in tensors.items()}
    return tensors


def _safetensors(path: Path) -> dict[str, Tensor]:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError:
        raise MissingExtraError("error-safetensors-missing") from None
    try:
        return load_file(path)
    except SafetensorError as error:
        raise ValueError(str(error)) from None


def _compare(network: Network, path: Path, have: Mapping[str, Shape], wanted: Mapping[str, Shape]) -> None:
    """Raise `InputError` unless both have the same names with the same shapes."""
    last = [name for name in wanted if name.endswith((".weight", ".bias"))][-2:]
    others = {name: have.get(name) for name in wanted if name not in last}
    classes = have.get(last[-1], ())
    if (
        len(classes) == 1
        and classes[0] != network.classes
        and all(shape == wanted[name] for name, shape in others.items() if not name.endswith(_OPTIONAL))
    ):
        values = {"classes": str(network.classes), "count": str(classes[0])}
        raise InputError("error-weights-classes", file=str(path), name=network.name, **values)
    missing = [name for name in wanted if name not in have and not name.endswith(_OPTIONAL)]
    left = [name for name in have if name not in wanted]
    other = [
        text("weights-shape", name=name, have=written(have[name]) or "()", wanted=written(wanted[name]) or "()")
        for name in wanted
        if name in have and have[name] != wanted[name]
    ]
    problems = [
        text(f"weights-{what}", count=len(names), names=_few(names))
        for what, names in (("missing", missing), ("left", left), ("other", other))
        if names
    ]
    if problems:
        raise InputError("error-weights-fit", file=str(path), name=network.name, problems="; ".join(problems))


def _few(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def fetch(network: Network, folder: Path, progress: Callable[[float], None] | None = None) -> Path:
    """The file of a network's published weights in a folder, downloaded by pooch if it is not there.

    The name ends in the first eight digits of the file's SHA-256, which what arrives must have. A download that is cut
    off stays as `NAME.part`, and the next call goes on from there. Raises `InputError`, in one line, for a network
    without published weights, no network, a wrong checksum and a full disk; Ctrl-C keeps what has arrived.
    """
    if not network.weights:
        raise InputError("error-weights-none", name=network.name)
    target = folder / network.weights
    if target.is_file():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _download(ADDRESS + network.weights, target, progress)
    except OSError as error:
        message = "error-weights-full" if error.errno == errno.ENOSPC else "error-weights-disk"
        raise InputError(message, folder=str(folder), reason=error.strerror or str(error)) from None
    return target


def _download(address: str, target: Path, progress: Callable[[float], None] | None) -> None:
    try:
        import pooch
        import requests
    except ImportError:
        raise MissingExtraError("error-pooch-missing") from None
    part = target.with_name(f"{target.name}.part")

    def get(url: str, place: str, _: Any) -> None:
        _resumed(url, part, progress)
        if not _digest(part).startswith(target.stem.rpartition("-")[2]):
            part.unlink()
            raise InputError("error-weights-checksum", address=address)
        shutil.move(part, place)

    downloader: Any = get  # pooch names its arguments otherwise, but gives them by position
    pooch.get_logger().setLevel("ERROR")
    try:
        pooch.retrieve(address, None, target.name, target.parent, downloader=downloader)
    except requests.HTTPError as error:
        raise InputError("error-weights-refused", address=address, status=_status(error)) from None
    except requests.RequestException:
        message = "error-weights-cut" if part.is_file() else "error-weights-network"
        raise InputError(message, address=address) from None


def _status(error: Any) -> str:
    return str(getattr(error.response, "status_code", "?"))


def _resumed(url: str, part: Path, progress: Callable[[float], None] | None) -> None:
    """What is at an address into a file, behind what the file has already; raises requests' errors and `OSError`."""
    import requests

    have = part.stat().st_size if part.is_file() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(url, headers=headers, stream=True, timeout=30) as answer:
        if have and answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # it is all there
        answer.raise_for_status()
        goes_on = answer.status_code == requests.codes.partial_content
        have = have if goes_on else 0
        total = have + int(answer.headers.get("Content-Length", 0))
        with part.open("ab" if goes_on else "wb") as written_to:
            for piece in answer.iter_content(_PIECE):
                written_to.write(piece)
                have += len(piece)
                if progress is not None and total:
                    progress(min(1.0, have / total))
        if total and have < total:
            raise requests.ConnectionError


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
