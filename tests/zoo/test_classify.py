"""Classifying pictures: preprocessing against PyTorch's, unusual and broken files, intervals against SciPy's."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from whygrad import i18n
from whygrad.cli import main
from whygrad.errors import InputError
from whygrad.zoo import network
from whygrad.zoo.classify import Share, classify, evaluate, labeled
from whygrad.zoo.labels import imagenet, numbered
from whygrad.zoo.pictures import MEAN, STD, opened, prepared
from whygrad.zoo.weights import expected

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch


def _noise(wide: int, high: int, seed: int = 0) -> Image.Image:
    """A smooth picture in color."""
    small = np.random.default_rng(seed).integers(0, 256, (7, 9, 3), np.uint8)
    return Image.fromarray(small).resize((wide, high), Image.Resampling.BICUBIC)


# -- preprocessing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(300, 400), (640, 333), (256, 256), (100, 80), (224, 900)])
def test_pictures_are_prepared_as_pytorch_would(size: tuple[int, int]) -> None:
    """Antialiased bilinear scaling by PyTorch; Pillow's rounds to bytes twice, which one and a half of 255 cover."""
    image = _noise(*size)
    x = torch.from_numpy(np.asarray(image, np.float32)).permute(2, 0, 1)[None]
    wide, high = size
    scale = 256 / min(size)
    to = (256 if high <= wide else int(high * scale), 256 if wide <= high else int(wide * scale))
    big = torch.nn.functional.interpolate(x, to, mode="bilinear", antialias=True, align_corners=False)
    top, left = round((to[0] - 224) / 2), round((to[1] - 224) / 2)
    crop = big[0, :, top : top + 224, left : left + 224].numpy() / 255
    ours = prepared(image)
    assert ours.shape == (3, 224, 224)
    assert ours.dtype == np.float32
    assert np.abs(ours * STD[:, None, None] + MEAN[:, None, None] - crop).max() < 1.5 / 255


def test_turned_pictures_are_turned_back(tmp_path: Path) -> None:
    image = _noise(60, 40)
    image.save(tmp_path / "plain.png")
    plain = opened(tmp_path / "plain.png")
    assert plain.notes == ()
    for orientation, turn in ((3, Image.Transpose.ROTATE_180), (6, Image.Transpose.ROTATE_90),
                              (8, Image.Transpose.ROTATE_270), (2, Image.Transpose.FLIP_LEFT_RIGHT)):  # fmt: skip
        exif = Image.Exif()
        exif[0x0112] = orientation
        image.transpose(turn).save(tmp_path / "turned.png", exif=exif)
        found = opened(tmp_path / "turned.png")
        assert found.notes == ("turned",)
        assert np.array_equal(np.asarray(found.image), np.asarray(image))


def test_every_mode_becomes_rgb(tmp_path: Path) -> None:
    image = _noise(60, 40)
    gray = image.convert("L")
    gray.save(tmp_path / "l.png")
    assert opened(tmp_path / "l.png").notes == ("gray",)
    assert np.array_equal(np.asarray(opened(tmp_path / "l.png").image)[..., 2], np.asarray(gray))
    deep = np.asarray(gray).astype(np.uint16) * 257
    Image.fromarray(deep).save(tmp_path / "deep.png")
    found = opened(tmp_path / "deep.png")
    assert found.notes == ("deep", "gray")
    assert np.abs(np.asarray(found.image)[..., 0].astype(int) - np.asarray(gray)).max() <= 1
    image.convert("CMYK").save(tmp_path / "c.jpg", quality=100)
    assert opened(tmp_path / "c.jpg").notes == ("cmyk",)
    clear = image.convert("RGBA")
    clear.putalpha(0)
    clear.save(tmp_path / "a.png")
    assert opened(tmp_path / "a.png").notes == ("transparent",)
    assert np.asarray(opened(tmp_path / "a.png").image).min() == 255
    image.quantize(256).save(tmp_path / "p.png")
    assert opened(tmp_path / "p.png").image.mode == "RGB"
    image.quantize(16).save(tmp_path / "t.gif", transparency=0)
    assert opened(tmp_path / "t.gif").notes == ("transparent",)
    gray.convert("1").save(tmp_path / "one.png")
    assert opened(tmp_path / "one.png").notes == ("gray",)
    for name in ("l.png", "c.jpg", "a.png", "p.png", "one.png"):
        assert prepared(opened(tmp_path / name).image).shape == (3, 224, 224)


def _bomb(path: Path, side: int) -> None:
    """A PNG whose header says side×side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))


def test_what_is_no_picture_is_refused_in_one_line(tmp_path: Path) -> None:
    _noise(200, 200).save(tmp_path / "whole.jpg")
    _noise(200, 200).save(tmp_path / "whole.png")
    for name in ("whole.jpg", "whole.png"):
        content = (tmp_path / name).read_bytes()
        (tmp_path / f"cut-{name}").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.jpg").write_text("no picture")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "script.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    for side in (11_000, 20_000, 60_000):
        _bomb(tmp_path / f"bomb-{side}.png", side)
    for name, said in [
        ("cut-whole.jpg", "damaged"), ("cut-whole.png", "damaged"), ("text.jpg", "not an image"),
        ("empty.png", "not an image"), ("script.eps", "not an image"), ("none.png", "not exist"), (".", "not exist"),
        ("bomb-11000.png", "million"), ("bomb-20000.png", "million"), ("bomb-60000.png", "million"),
    ]:  # fmt: skip
        with pytest.raises(InputError) as refused:
            opened(tmp_path / name)
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)


# -- labels ------------------------------------------------------------------------------------------------------------


def test_labels_are_a_thousand_in_both_languages() -> None:
    labels = imagenet()
    assert len(labels) == 1000
    assert list(labels.ids) == sorted(labels.ids)  # the order of the challenge's classes is that of their ids
    assert len(set(labels.ids)) == 1000
    anchors = {0: "tench", 1: "goldfish", 151: "Chihuahua", 207: "golden retriever", 281: "tabby", 388: "giant panda",
               404: "airliner", 491: "chain saw", 497: "church", 571: "gas pump", 574: "golf ball", 701: "parachute",
               805: "soccer ball", 817: "sports car", 954: "banana", 980: "volcano", 999: "toilet tissue"}  # fmt: skip
    assert {place: labels.names["en"][place] for place in anchors} == anchors
    for name in labels.names["ko"]:
        assert any("가" <= letter <= "힣" for letter in name)
        assert name == name.strip()
    twice = {name for name in labels.names["en"] if labels.names["en"].count(name) > 1}
    assert twice == {"crane", "maillot"}
    assert len(set(labels.names["ko"])) == 1000
    with i18n.use("ko"):
        assert labels.name(207) == "골든 리트리버"


def test_classes_are_found_by_any_of_their_names() -> None:
    labels = imagenet()
    for word in ("207", "n02099601", "golden retriever", "Golden_Retriever", "golden-retriever", "골든 리트리버"):
        assert labels.find(word) == 207
    for word in ("1000", "-1", "crane", "nothing like it", ""):
        assert labels.find(word) is None
    assert labels.near("golden retreiver") == "golden retriever"
    assert numbered(3).find("2") == 2


# -- counting ----------------------------------------------------------------------------------------------------------


class _Bright(torch.nn.Module):
    """Five classes by the picture's mean in red: the redder, the larger the class; certain, and known beforehand."""

    def forward(self, x: Any) -> Any:
        red = x[:, 0].mean((1, 2)) * float(STD[0]) + float(MEAN[0])
        return -((torch.arange(6) - 5 * red[:, None]) ** 2)


def _red(path: Path, level: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (50, 50), (round(255 * level), 0, 0)).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six classes by number; picture k of class c is c/5 red, but for two that are not."""
    for right in range(6):
        for number in range(4):
            _red(tmp_path / "set" / str(right) / f"{number}.png", right / 5)
    _red(tmp_path / "set" / "0" / "wrong.png", 1.0)  # taken for 5, right is 0: last of six
    _red(tmp_path / "set" / "2" / "near.png", 0.6)  # taken for 3, right is 2: second
    (tmp_path / "set" / "1" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "set" / "1" / "notes.txt").write_text("not asked for")
    return tmp_path / "set"


def test_top_k_confusion_and_worst(folder: Path) -> None:
    found = evaluate(_Bright(), labeled(folder, numbered(6)))
    assert found.top(1) == Share(24, 26)
    assert found.top(2) == Share(25, 26)
    assert found.top(5) == Share(25, 26)
    assert found.top(6) == Share(26, 26)
    assert found.confusion[(0, 0)] == 4
    assert found.confusion[(0, 5)] == 1
    assert found.confusion[(2, 3)] == 1
    assert [(one.path.name, right) for one, right, _ in found.worst] == [("wrong.png", 0), ("near.png", 2)]
    assert len(found.skipped) == 1
    assert "broken.png" in found.skipped[0]
    assert all(found.top(k).count <= found.top(k + 1).count for k in range(1, 6))


def test_ctrl_c_keeps_what_was_classified(folder: Path) -> None:
    def stop(done: float) -> None:
        raise KeyboardInterrupt

    found = evaluate(_Bright(), labeled(folder, numbered(6)), stop)
    assert found.interrupted
    assert 0 < len(found.answers) < 26
    assert found.top(1).of == len(found.answers)


def test_guesses_are_probabilities_in_order(folder: Path) -> None:
    (answer,) = classify(_Bright(), [folder / "3" / "0.png"])
    assert answer.guesses[0].index == 3
    shares = [guess.probability for guess in answer.guesses]
    assert shares == sorted(shares, reverse=True)
    scores = np.exp(-((np.arange(6) - 3.0) ** 2))
    assert shares == pytest.approx(sorted(scores / scores.sum(), reverse=True)[:5], rel=1e-4)


@pytest.mark.parametrize(("count", "of"), [(0, 10), (3, 10), (10, 10), (41, 50), (999, 1000)])
def test_intervals_are_scipys(count: int, of: int) -> None:
    from scipy.stats import binomtest

    theirs = binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert Share(count, of).interval == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_a_file_of_labels(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("file,class\n0/0.png,0\n0/wrong.png,5\n", encoding="utf-8")
    assert [index for _, index in labeled(folder, numbered(6), file)] == [0, 5]
    file.write_text("0/0.png golden retriever\n0/1.png n02099601\n", encoding="utf-8")
    assert [index for _, index in labeled(folder, imagenet(), file)] == [207, 207]
    for content, said in (("0/0.png,99\n", "line 1"), ("", "lists no image")):
        file.write_text(content)
        with pytest.raises(InputError, match=said):
            labeled(folder, numbered(6), file)
    with pytest.raises(InputError, match=r"none\.csv"):
        labeled(folder, numbered(6), tmp_path / "none.csv")


def test_folders_that_are_no_data(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        labeled(tmp_path / "nowhere", imagenet())
    (tmp_path / "flat").mkdir()
    with pytest.raises(InputError, match="no subfolder"):
        labeled(tmp_path / "flat", imagenet())
    (tmp_path / "flat" / "tabbi").mkdir()
    with pytest.raises(InputError, match="tabby"):
        labeled(tmp_path / "flat", imagenet())
    (tmp_path / "flat" / "tabbi").rename(tmp_path / "flat" / "tabby")
    with pytest.raises(InputError, match="no images"):
        labeled(tmp_path / "flat", imagenet())


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ResNet-18 whose last layer answers class 3 for anything, then 1, and the others alike."""
    state = {name: torch.zeros(shape) for name, shape in expected(network("resnet-18", classes=6)).items()}
    state["fc.bias"][3], state["fc.bias"][1] = 5.0, 2.0
    for name, one in state.items():
        if name.endswith("running_var"):
            one.fill_(1.0)
    file = tmp_path_factory.mktemp("weights") / "resnet.pth"
    torch.save(state, file)
    return file


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_classify_and_evaluate_from_the_command_line(
    folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zoo = ("zoo", "resnet-18", "--classes", "6", "--weights", str(weights))
    picture = str(folder / "0" / "0.png")
    status, out, _ = _run(capsys, *zoo, "--classify", picture, "--json", "-")
    assert status == 0
    guesses = json.loads(out)["pictures"][0]["guesses"]
    assert [guess["class"] for guess in guesses] == [3, 1, 0, 2, 4]
    assert guesses[0]["probability"] == pytest.approx(np.exp(5) / (np.exp(5) + np.exp(2) + 4), rel=1e-5)
    status, out, _ = _run(capsys, *zoo, "--evaluate", str(folder), "--json", "-")
    assert status == 0
    found = json.loads(out)
    assert (found["top1"]["count"], found["top5"]["count"], found["top5"]["of"]) == (4, 22, 26)  # class 5 comes last
    assert found["top1"]["interval"][0] < 4 / 26 < found["top1"]["interval"][1]
    for language in i18n.LANGUAGES:
        status, out, _ = _run(capsys, *zoo, "--evaluate", str(folder), "--lang", language)
        assert status == 0
        assert "Top-5" in out
        assert "broken.png" in "".join(out.split())
        status, out, _ = _run(capsys, *zoo, "--classify", picture, "--lang", language)
        assert status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--classify", "x.png"], "download.pytorch.org/models/resnet50-0676ba61.pth"),
        (["--weights", "none.pth"], "--classify"),
        (["--weights", "none.pth", "--classify", "x.png", "--evaluate", "f"], "--evaluate"),
        (["--weights", "none.pth", "--classify", "x.png"], "none.pth"),
        (["--weights", "none.pth", "--evaluate", "nowhere"], "nowhere"),
        (["--input", "3x96x96", "--weights", "none.pth", "--classify", "x.png"], "3×224×224"),
    ],
)
def test_mistakes_are_one_line(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for language in i18n.LANGUAGES:
        status, out, err = _run(capsys, "zoo", "resnet-50", *words, "--lang", language)
        assert status == 2
        assert out == ""
        assert err.count("\n") == 1
        assert said in err


def test_pictures_that_cannot_be_used_end_the_command_in_one_line(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_text("no picture")
    zoo = ("zoo", "resnet-18", "--classes", "6", "--weights", str(weights))
    status, out, err = _run(capsys, *zoo, "--classify", str(tmp_path / "broken.jpg"))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "broken.jpg" in err
