"""Looking into trained networks over the wire: against the networks themselves; pictures, folders, and what is bad."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from tests.studio.asking import HOST, TOKEN, Page

import whygrad as wg
from whygrad.data.sets import fashion_mnist
from whygrad.studio import changing, looking, models
from whygrad.studio.app import create
from whygrad.studio.files import WEB
from whygrad.studio.models import Models
from whygrad.studio.security import LARGEST_BODY, Policy
from whygrad.zoo import bundled

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
torch.set_num_threads(1)
load_model = pytest.importorskip("whygrad.engine.layered").load_model

TINY = """
[data]
name = "digits"
samples = 200
[network]
layers = [{ conv = 4, padding = 1 }, "relu", { residual = [{ conv = 4, padding = 1 }] }, "flatten", { dense = 10 }]
[training]
epochs = 1
"""


def unpacked(value: dict[str, Any]) -> np.ndarray:
    """Bytes of the wire, read without the code that wrote them."""
    return np.frombuffer(base64.b64decode(value["bytes"]), np.uint8).reshape(value["shape"])


def sized(maps: dict[str, Any]) -> np.ndarray:
    """Maps of the wire as the numbers that they stand for."""
    return (unpacked(maps).astype(np.float64) - 128) / 127 * maps["largest"]


def file_of(pixels: np.ndarray, kind: str = "PNG") -> str:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training, in a folder of trainings, beside others that are no networks."""
    root = tmp_path_factory.mktemp("runs")
    wg.train(wg.Experiment.from_toml(TINY), seeds=1, engine="torch", out=root / "tiny")
    (root / "broken").mkdir()
    (root / "broken" / "model.safetensors").write_bytes(b"\x08" + bytes(40))
    (root / "linked").mkdir()
    (root / "linked" / "model.safetensors").symlink_to(root / "tiny" / "model.safetensors")
    return root


@pytest.fixture(scope="module")
def of_folder(folder: Path) -> Iterator[Page]:
    app = create(Policy(TOKEN), models=Models(folder))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        yield Page(client)


def test_the_bundled_network_is_small_and_knows_what_it_says_it_knows() -> None:
    assert bundled.FILE.stat().st_size <= 100_000
    model = load_model(bundled.FILE)
    table = fashion_mnist.small()
    assert table.published
    test = slice(table.published, None)
    right = model.probabilities(model.prepared(table.x[test].astype(np.float64))).argmax(axis=1) == table.y[test]
    assert right.mean() >= 0.85
    from benchmarks.bundled_network import EXPERIMENT

    assert model.experiment.to_toml() == wg.Experiment.from_toml(EXPERIMENT).to_toml()


def test_a_picture_gets_the_networks_own_answer(page: Page) -> None:
    offered = page.get("zoo/pictures")["pictures"]
    pixels, labels = unpacked(offered), offered["labels"]
    assert pixels.shape == (60, 28, 28, 1)
    assert [labels.count(label) for label in range(10)] == [6] * 10
    model = load_model(bundled.FILE)
    for place in (0, 17, 59):
        answer = page.ask("zoo/look", place=place)
        own = model.probabilities(model.prepared(pixels[place].reshape(1, -1).astype(np.float64)))[0]
        assert answer["label"] == labels[place]
        assert (unpacked(answer["picture"]) == pixels[place]).all()
        told = {one["label"]: one["share"] for one in answer["prediction"]}
        assert told == pytest.approx(dict(enumerate(own)), abs=1e-6)
        shares = [one["share"] for one in answer["prediction"]]
        assert shares == sorted(shares, reverse=True)


def test_a_file_of_the_same_picture_gets_the_same_answer(page: Page) -> None:
    pixels = unpacked(page.get("zoo/pictures")["pictures"])[23]
    offered, sent = page.ask("zoo/look", place=23), page.ask("zoo/look", file=file_of(pixels[..., 0]), name="a.png")
    assert sent["label"] is None
    assert np.abs(unpacked(sent["picture"]).astype(int) - pixels).max() <= 1
    assert sent["prediction"][0]["share"] == pytest.approx(offered["prediction"][0]["share"], abs=0.02)
    assert sent["notes"]  # it was gray


def test_maps_and_filters_are_the_layers_own(page: Page) -> None:
    model = load_model(bundled.FILE)
    pixels = unpacked(page.get("zoo/pictures")["pictures"])[5]
    with torch.no_grad():
        value = torch.tensor(model.prepared(pixels.reshape(1, -1).astype(np.float64)).reshape(1, 1, 28, 28))
        for number, layer in enumerate(model.network):
            value = layer(value)
            told = page.ask("zoo/maps", place=5, layer=str(number))
            own = value[0].numpy()
            flat = own.reshape(1, -1) if own.ndim == 1 else own
            shown = sized(told["maps"])
            assert told["maps"]["flat"] == (own.ndim == 1)
            largest = told["maps"]["largest"]
            assert (np.abs(flat) > largest).mean() <= 0.02
            clipped = flat.reshape(-1).clip(-largest, largest)
            assert np.abs(shown.reshape(-1)[: flat.size] - clipped).max() <= largest / 250
            assert max(told["maps"]["high"]) == pytest.approx(max(0.0, flat.max()) if own.ndim == 1 else flat.max())
            assert (told["filters"] is None) == (not isinstance(layer, torch.nn.Conv2d))
            if told["filters"]:
                weight = layer.weight.numpy()[: looking.MOST_FILTERS]
                assert np.abs(sized(told["filters"]).reshape(weight.shape) - weight).max() <= np.abs(weight).max() / 250


def test_evidence_says_where(page: Page) -> None:
    told = page.ask("zoo/evidence", place=8, lang="en")
    assert [one["name"] for one in told["maps"]] == ["saliency", "occlusion", "grad-cam"]
    for one in told["maps"]:
        assert one["shape"] == [1, 28, 28]
        assert one["low"][0] <= one["high"][0]
        assert one["where"]
    assert told["maps"][0]["low"][0] >= 0
    assert told["maps"][2]["low"][0] >= 0
    other = page.ask("zoo/evidence", place=8, label=3)
    assert unpacked(other["maps"][1]).tolist() != unpacked(told["maps"][1]).tolist()


def test_where_it_is_strongest() -> None:
    for row, down in enumerate(("top", "middle", "bottom")):
        for column, right in enumerate(("left", "center", "right")):
            values = np.zeros((30, 60), np.float32)
            values[10 * row + 4, 20 * column + 9] = 1
            with wg.i18n.use("en"):
                assert looking._where(values) == wg.i18n.text(f"zoo-page-where-{down}-{right}")
    with wg.i18n.use("en"):
        assert looking._where(-np.ones((3, 3), np.float32)) == "nowhere"


@pytest.mark.parametrize("work", [10**5, 10**8, 10**10, 10**14])
@pytest.mark.parametrize("size", [(8, 8), (28, 28), (224, 224), (1024, 3)])
def test_covering_stays_within_bounds(size: tuple[int, int], work: int) -> None:
    patch, stride = looking._covering(*size, work)
    assert 1 <= stride <= patch <= min(size)
    count = len(range(0, size[0] - patch + 1, stride)) * len(range(0, size[1] - patch + 1, stride))
    assert stride == patch or count <= looking.MOST_PATCHES


def test_many_ask_at_once(page: Page) -> None:
    """Looking hangs hooks into one network: no answer may hold another's."""
    alone = {place: page.ask("zoo/maps", place=place, layer="1")["maps"]["bytes"] for place in range(4)}
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda place: page.ask("zoo/maps", place=place % 4, layer="1")["maps"]["bytes"], range(12))
        for place, found in enumerate(together):
            assert found == alone[place % 4]


def _png_that_claims(width: int, height: int) -> str:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("", "not an image in a supported format"),
        ("!!!", "damaged"),
        (base64.b64encode(b"<svg/>").decode(), "not an image in a supported format"),
        (file_of(np.full((90, 90, 3), 7, np.uint8))[:120], "damaged"),
        (_png_that_claims(30_000, 30_000), "20 million pixels"),
        (_png_that_claims(500, 500), "damaged"),
    ],
)
@pytest.mark.parametrize("path", ["look", "maps", "evidence", "augment"])
def test_a_file_that_is_no_picture_gets_one_line(page: Page, path: str, file: str, says: str) -> None:
    more: dict[str, Any] = {"maps": {"layer": "0"}, "augment": {"rows": [["flip"]]}}.get(path, {})
    assert says in page.refused(f"zoo/{path}", file=file, name="a\nb.png", lang="en", **more)["error"]


def test_what_is_not_there_gets_one_line(page: Page) -> None:
    for question in ({"place": 60}, {"model": "0" * 16}, {"model": "../x"}):
        page.refused("zoo/look", **question)
    page.refused("zoo/maps", layer="99")
    page.refused("zoo/evidence", label=10)
    assert page.post("zoo/look", file="x" * (LARGEST_BODY + 1))[0] == 413


def test_networks_of_a_folder(of_folder: Page, folder: Path) -> None:
    listed = of_folder.get("zoo/models")["models"]
    names = {one["name"]: one["id"] for one in listed}
    own = {f"{folder.name}/{run}/model.safetensors" for run in ("broken", "tiny")}  # a link is none
    assert set(names) == own | {listed[-1]["name"]}
    assert listed[-1]["id"] == ""  # the bundled one comes last
    tiny = next(key for name, key in names.items() if "tiny" in name)
    assert str(folder) not in tiny
    offered = of_folder.get(f"zoo/pictures?model={tiny}")["pictures"]
    assert offered["shape"][1:] == [8, 8, 1]
    answer = of_folder.ask("zoo/look", model=tiny, place=3)
    assert [one["path"] for one in answer["layers"]] == ["0", "1", "2.body.0", "2", "3", "4"]
    assert of_folder.ask("zoo/maps", model=tiny, place=3, layer="2")["maps"]["of"] == 4
    assert len(of_folder.ask("zoo/evidence", model=tiny, place=3)["maps"]) == 3
    broken = next(key for name, key in names.items() if "broken" in name)
    assert "model.safetensors" in of_folder.refused("zoo/look", model=broken)["error"]


def test_a_data_set_of_a_path_is_never_read(folder: Path) -> None:
    """What a network's file says about its data may come from anybody."""
    model = load_model(folder / "tiny")
    elsewhere = model.experiment.replace(name="/etc/")
    assert models._of_data(elsewhere) is None
    assert models._of_data(model.experiment) is not None


def test_without_pytorch_the_page_says_what_brings_it(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (models, changing):
        monkeypatch.setattr(module, "find_spec", lambda _name: None)
    assert page.get("zoo/models")["missing"] == "torch, safetensors"
    assert "whygrad[zoo,torch]" in page.refused("zoo/look")["error"]
    assert "whygrad[torch]" in page.refused("zoo/augment", rows=[["flip"]])["error"]
    assert page.get("zoo/networks")["networks"]
    assert page.get("zoo/pictures")["pictures"]
    assert page.get("zoo/network/vgg-16")["parameters"] == 138_357_544


def test_a_word_without_a_number_is_where_the_sliders_begin(page: Page) -> None:
    words = list(changing.USUAL)
    with_number = [[f"{word}:{changing.USUAL[word]:g}"] for word in words]
    bare = unpacked(page.ask("zoo/augment", rows=[[word] for word in words])["rows"])
    numbered = unpacked(page.ask("zoo/augment", rows=with_number)["rows"])
    assert bare.shape == (6, changing.STEPS, 28, 28, 1)
    assert (bare == numbered).all()


def test_augmentation_is_what_training_sees(page: Page) -> None:
    from whygrad.data.augmentation import Augmentation

    answer = page.ask("zoo/augment", rows=[["crop:3", "rotate:30"], ["flip:1"]], seed=7, place=11)
    picture = unpacked(answer["picture"])
    batch = torch.tensor(picture.transpose(2, 0, 1)[None].astype(np.float32) / 255)
    augment = Augmentation(["crop:3", "rotate:30"], 7)
    for step, shown in enumerate(unpacked(answer["rows"])[0]):
        own = augment(batch, step)[0].numpy().transpose(1, 2, 0) * 255
        assert np.abs(own - shown).max() <= 0.51
    assert (unpacked(answer["rows"])[1] == picture[:, ::-1]).all()


def test_bad_words_of_augmentation_get_one_line(page: Page) -> None:
    for rows in ([["blur"]], [["flip:2"]], [["crop:x"]], [["flip", "flip"]]):
        refused = page.refused("zoo/augment", rows=rows)
        assert refused["key"] == "data.augmentation"
    page.refused("zoo/augment", rows=[])
    large = page.ask("zoo/augment", rows=[["crop:64"]], file=file_of(np.zeros((900, 300, 3), np.uint8)))
    assert max(large["picture"]["shape"]) == changing.SIDE


def test_a_folder_with_a_network_and_no_trace_shows_the_page_of_networks(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "run"
    own.mkdir()
    (own / "model.safetensors").write_bytes((folder / "tiny" / "model.safetensors").read_bytes())
    first: dict[bool, bytes] = {}
    for there in (True, False):
        app = create(Policy(TOKEN), models=Models(own if there else tmp_path / "empty"))
        with TestClient(app, base_url=f"http://{HOST}") as client:
            first[there] = client.get("/").content
    assert first == {True: (WEB / "zoo.html").read_bytes(), False: (WEB / "index.html").read_bytes()}
