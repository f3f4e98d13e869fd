"""Korean figures use a font that is there now, whatever matplotlib wrote down when it looked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib import font_manager
from matplotlib.font_manager import FontManager

from whygrad import i18n
from whygrad.views.plots import _fonts, _style


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> Iterator[FontManager]:
    """Matplotlib's list as it was written before any font with Hangul was installed."""
    manager = font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", [font for font in manager.ttflist if font.name not in _fonts.HANGUL_FONTS])
    for cached in (_fonts.hangul_font, _style._say_once_what_to_install):
        cached.cache_clear()
    yield manager
    for cached in (_fonts.hangul_font, _style._say_once_what_to_install):
        cached.cache_clear()


def _renamed(folder: Path, name: str) -> Path:
    """Matplotlib's own font under another name."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    font = ttlib.TTFont(font_manager.findfont("DejaVu Sans"))
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = name
    path = folder / "new.ttf"
    font.save(path)
    return path


def test_a_font_installed_later_is_found(
    nothing_known: FontManager, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    files = [str(_renamed(tmp_path, "NanumGothic")), str(broken)]
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: files)
    assert _fonts.hangul_font() == "NanumGothic"
    assert Path(nothing_known.findfont("NanumGothic")) == tmp_path / "new.ttf"


def test_a_font_whose_file_has_gone_is_not_used(
    nothing_known: FontManager, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = font_manager.FontEntry(fname=str(tmp_path / "gone.ttf"), name="NanumGothic")
    monkeypatch.setattr(nothing_known, "ttflist", [*nothing_known.ttflist, gone])
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    assert _fonts.hangul_font() is None


def test_without_a_font_figures_are_english_and_one_line_says_what_to_install(
    nothing_known: FontManager, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    with i18n.use("ko"), caplog.at_level(logging.WARNING):
        for _ in range(2):
            with _style.style():
                assert i18n.language() == "en"
                figure = _style.new_figure()
                figure.subplots().set_title("은닉")  # a name of somebody else's: boxes, but no warning
                figure.draw_without_rendering()
    assert [record.getMessage() for record in caplog.records] == [_message()]


def _message() -> str:
    with i18n.use("ko"):
        return i18n.text("plot-no-hangul")
