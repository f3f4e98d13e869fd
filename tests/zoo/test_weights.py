"""Weights: torchvision's names and shapes, files of every kind, downloads that are cut off, wrong or too large.

torchvision itself is no dependency; its modules are written out here once more, as its documentation describes them.
"""

from __future__ import annotations

import errno
import hashlib
import io
import pickle
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from whygrad.errors import InputError
from whygrad.nets.layers import sequential
from whygrad.zoo import Network, network, networks, weights
from whygrad.zoo.weights import expected, fetch, load

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch
nn = torch.nn


class _Block(nn.Module):
    """torchvision's BasicBlock or Bottleneck."""

    def __init__(self, inputs: int, width: int, stride: int, deep: bool) -> None:
        super().__init__()
        outputs = width * (4 if deep else 1)
        sizes = [(inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)] if deep else [
            (inputs, width, 3, stride), (width, width, 3, 1)]  # fmt: skip
        self.count = len(sizes)
        for number, (i, o, kernel, step) in enumerate(sizes, start=1):
            self.add_module(f"conv{number}", nn.Conv2d(i, o, kernel, step, kernel // 2, bias=False))
            self.add_module(f"bn{number}", nn.BatchNorm2d(o))
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Any) -> Any:
        y = x
        for number in range(1, self.count + 1):
            y = getattr(self, f"bn{number}")(getattr(self, f"conv{number}")(y))
            y = torch.relu(y) if number < self.count else y
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class _ResNet(nn.Module):
    def __init__(self, counts: tuple[int, ...], deep: bool) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)
        inputs = 64
        for number, count in enumerate(counts, start=1):
            blocks = []
            for block in range(count):
                blocks.append(_Block(inputs, 32 * 2**number, 2 if number > 1 and block == 0 else 1, deep))
                inputs = 32 * 2**number * (4 if deep else 1)
            self.add_module(f"layer{number}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, 1000)

    def forward(self, x: Any) -> Any:
        x = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class _Stack(nn.Module):
    """torchvision's AlexNet or VGG."""

    def __init__(self, features: list[Any], side: int, classifier: list[Any]) -> None:
        super().__init__()
        self.features, self.side = nn.Sequential(*features), side
        self.classifier = nn.Sequential(*classifier)

    def forward(self, x: Any) -> Any:
        return self.classifier(nn.functional.adaptive_avg_pool2d(self.features(x), self.side).flatten(1))


def _alexnet() -> Any:
    features: list[Any] = []
    for i, o, kernel, stride, padding, pool in (
        (3, 64, 11, 4, 2, True), (64, 192, 5, 1, 2, True), (192, 384, 3, 1, 1, False), (384, 256, 3, 1, 1, False),
        (256, 256, 3, 1, 1, True),
    ):  # fmt: skip
        features += [nn.Conv2d(i, o, kernel, stride, padding), nn.ReLU(), *([nn.MaxPool2d(3, 2)] if pool else [])]
    dense = [nn.Dropout(), nn.Linear(9216, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU()]
    return _Stack(features, 6, [*dense, nn.Linear(4096, 1000)])


def _vgg(configuration: str, norm: bool) -> Any:
    features: list[Any] = []
    inputs = 3
    for word in configuration.split():
        if word == "M":
            features.append(nn.MaxPool2d(2, 2))
        else:
            features += [nn.Conv2d(inputs, int(word), 3, padding=1), *([nn.BatchNorm2d(int(word))] if norm else [])]
            features.append(nn.ReLU())
            inputs = int(word)
    dense = [nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout()]
    return _Stack(features, 7, [*dense, nn.Linear(4096, 1000)])


_VGG = {
    "vgg-11": "64 M 128 M 256 256 M 512 512 M 512 512 M",
    "vgg-13": "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M",
    "vgg-16": "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    "vgg-19": "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}


def _torchvision(name: str) -> Any:
    if name == "alexnet":
        return _alexnet()
    if name.startswith("vgg"):
        return _vgg(_VGG[name.removesuffix("-bn")], name.endswith("-bn"))
    return _ResNet((2, 2, 2, 2) if name == "resnet-18" else (3, 4, 6, 3), name == "resnet-50")


_PUBLISHED = [name for name in networks() if network(name).weights]


@pytest.mark.parametrize("name", _PUBLISHED)
def test_names_and_shapes_are_torchvisions(name: str) -> None:
    with torch.device("meta"):
        state = _torchvision(name).state_dict()
    assert {key: tuple(one.shape) for key, one in state.items()} == expected(network(name))


@pytest.mark.parametrize("name", networks())
def test_expected_is_what_the_modules_have(name: str) -> None:
    made = network(name)
    with torch.device("meta"):
        state = sequential(made.layers, made.shape).state_dict()
    assert [tuple(one.shape) for one in state.values()] == sorted_like(state, made)
    assert len(expected(made)) == len(state)


def sorted_like(state: Any, made: Network) -> list[Any]:
    """The expected shapes in the order of the modules' state."""
    own = {mine: shape for _, mine, shape in weights._tensors(made)}
    return [own[name] for name in state]


@pytest.mark.parametrize("name", ["resnet-18", "alexnet"])
@pytest.mark.parametrize("ending", [".pth", ".safetensors"])
def test_loaded_weights_compute_what_torchvisions_module_does(name: str, ending: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    theirs = _torchvision(name).eval()
    for one in theirs.modules():
        if isinstance(one, nn.BatchNorm2d):  # statistics that are not those of a fresh module
            nn.init.uniform_(one.running_mean, -0.2, 0.2)
            nn.init.uniform_(one.running_var, 0.5, 2)
            nn.init.uniform_(one.weight, 0.5, 1)
    file = tmp_path / f"weights{ending}"
    if ending == ".pth":
        torch.save(theirs.state_dict(), file)
    else:
        pytest.importorskip("safetensors.torch").save_file(theirs.state_dict(), file)
    made = network(name)
    ours = load(made, file)
    assert not ours.training
    own = ours.state_dict()
    for published, mine, _ in weights._tensors(made):  # layer by layer
        assert torch.equal(own[mine], theirs.state_dict()[published])
    x = torch.randn(1, 3, 96, 96)
    with torch.no_grad():
        assert torch.allclose(ours(x), theirs(x), rtol=1e-4, atol=1e-5)


# -- small files -------------------------------------------------------------------------------------------------------


@pytest.fixture
def tiny() -> tuple[Network, dict[str, Any]]:
    """ResNet-20 for three classes, and a state for it."""
    made = network("resnet-20", classes=3)
    torch.manual_seed(1)
    return made, {name: torch.randn(shape) if shape else torch.tensor(0) for name, shape in expected(made).items()}


def test_checkpoints_and_parallel_names(tiny: tuple[Network, dict[str, Any]], tmp_path: Path) -> None:
    made, state = tiny
    file = tmp_path / "w.pth"
    for content in (
        state,
        {"state_dict": state, "epoch": 3},
        {f"module.{name}": one for name, one in state.items()},
        {name: one for name, one in state.items() if not name.endswith("num_batches_tracked")},
        {name: one.half() if one.is_floating_point() else one for name, one in state.items()},
    ):
        torch.save(content, file)
        module = load(made, file)
        assert torch.allclose(module.state_dict()["0.weight"], state["0.weight"], atol=1e-2)
        assert {one.dtype for one in module.parameters()} == {torch.float32}


def test_an_old_pickle_is_read(tiny: tuple[Network, dict[str, Any]], tmp_path: Path) -> None:
    made, state = tiny
    torch.save(state, tmp_path / "old.pth", _use_new_zipfile_serialization=False)
    assert load(made, tmp_path / "old.pth")


def _refused(made: Network, file: Path) -> str:
    with pytest.raises(InputError) as refused:
        load(made, file)
    said = str(refused.value)
    assert "\n" not in said
    assert file.name in said
    return said


def test_weights_of_another_network_are_named(tiny: tuple[Network, dict[str, Any]], tmp_path: Path) -> None:
    made, state = tiny
    file = tmp_path / "w.pth"
    torch.save({name: one for name, one in state.items() if name != "0.weight"}, file)
    assert "1 missing (0.weight)" in _refused(made, file)
    torch.save({**state, "extra.weight": torch.zeros(2)}, file)
    assert "1 unexpected (extra.weight)" in _refused(made, file)
    torch.save({**state, "0.weight": torch.zeros(16, 3, 5, 5)}, file)
    assert "0.weight is 16×3×5×5 instead of 16×3×3×3" in _refused(made, file)
    torch.save(state, file)
    assert "--classes 3" in _refused(network("resnet-20"), file)
    assert "missing" in _refused(network("resnet-56", classes=3), file)


class _Evil:
    def __reduce__(self) -> Any:
        return print, ("the pickle was executed",)


def test_files_that_are_no_weights(
    tiny: tuple[Network, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, state = tiny
    assert "does not exist" in _refused(made, tmp_path / "none.pth")
    evil = tmp_path / "evil.pth"
    torch.save({"0.weight": _Evil()}, evil)
    assert "could run code" in _refused(made, evil)
    evil.write_bytes(pickle.dumps({"0.weight": _Evil()}))
    _refused(made, evil)
    assert capsys.readouterr().out == ""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    whole = buffer.getvalue()
    for name, content in {
        "cut.pth": whole[: len(whole) // 2], "empty.pth": b"", "text.pth": b"hello", "cut.safetensors": b"\x10" * 40,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        assert "damaged" in _refused(made, tmp_path / name)
    torch.save([1, 2], tmp_path / "list.pth")
    assert "not a state dict" in _refused(made, tmp_path / "list.pth")


# -- downloads ---------------------------------------------------------------------------------------------------------

CONTENT = bytes(range(256)) * 2000


class _Server(BaseHTTPRequestHandler):
    """Serves CONTENT, in ranges too; `cut` bytes are the most that it sends at once, `asked` are the ranges."""

    cut: ClassVar[int] = 0
    asked: ClassVar[list[str | None]] = []
    status: ClassVar[int] = 200

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        type(self).asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        if self.status != 200 or start >= len(CONTENT):
            self.send_response(self.status if self.status != 200 else 416)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = CONTENT[start:]
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: type(self).cut] if type(self).cut else body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Server]]:
    pytest.importorskip("pooch")
    _Server.cut, _Server.asked, _Server.status = 0, [], 200
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        thread = Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        monkeypatch.setattr(weights, "ADDRESS", f"http://127.0.0.1:{running.server_port}/")
        try:
            yield _Server
        finally:
            running.shutdown()
            thread.join()


def _named(digits: str | None = None) -> Network:
    digits = digits or hashlib.sha256(CONTENT).hexdigest()[:8]
    return replace(network("resnet-20"), weights=f"tiny-{digits}.pth")


def test_published_weights_come_over_https_and_are_named_by_their_hash() -> None:
    assert weights.ADDRESS.startswith("https://")
    for name in _PUBLISHED:
        digits = network(name).weights.removesuffix(".pth").rpartition("-")[2]
        assert len(digits) == 8
        assert int(digits, 16) >= 0


def test_a_download_is_kept_and_not_repeated(server: type[_Server], tmp_path: Path) -> None:
    heard: list[float] = []
    file = fetch(_named(), tmp_path / "new", heard.append)
    assert file.read_bytes() == CONTENT
    assert heard[-1] == 1.0
    assert fetch(_named(), tmp_path / "new") == file
    assert len(server.asked) == 1


def test_a_download_that_was_cut_off_goes_on(server: type[_Server], tmp_path: Path) -> None:
    server.cut = 100_000
    with pytest.raises(InputError, match="was interrupted"):
        fetch(_named(), tmp_path)
    assert not (tmp_path / _named().weights).exists()
    server.cut = 0
    assert fetch(_named(), tmp_path).read_bytes() == CONTENT
    assert server.asked[0] is None
    assert server.asked[-1] is not None
    assert 0 < int(server.asked[-1].removeprefix("bytes=").rstrip("-")) <= 100_000
    assert [one.name for one in tmp_path.iterdir()] == [_named().weights]


def test_a_wrong_checksum_leaves_nothing(server: type[_Server], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SHA-256"):
        fetch(_named("00000000"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_else_goes_wrong_is_one_line(
    server: type[_Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 404
    with pytest.raises(InputError, match="404"):
        fetch(_named(), tmp_path)
    with pytest.raises(InputError, match="no published weights"):
        fetch(network("resnet-20"), tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        fetch(_named(), tmp_path / "file")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(weights, "_resumed", full)
    with pytest.raises(InputError, match="disk is full"):
        fetch(_named(), tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(weights, "ADDRESS", "http://127.0.0.1:9/")
    with pytest.raises(InputError, match="cannot be reached"):
        fetch(_named(), tmp_path)
