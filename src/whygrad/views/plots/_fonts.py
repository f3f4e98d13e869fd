"""Fonts that know Hangul, among those that are installed now.

Matplotlib keeps its list of fonts in a file of the user's and does not look again when fonts are installed or removed
afterwards; this does.
"""

from __future__ import annotations

import functools
from contextlib import suppress
from pathlib import Path

HANGUL_FONTS = (
    "Noto Sans CJK KR", "Noto Sans KR", "Noto Sans CJK JP", "NanumGothic", "NanumBarunGothic", "Nanum Gothic",
    "Apple SD Gothic Neo", "AppleGothic", "Malgun Gothic", "Source Han Sans KR", "Pretendard", "UnDotum",
    "Baekmuk Gulim",
)  # fmt: skip


@functools.cache
def hangul_font() -> str | None:
    """The first font with Hangul that can be used, or `None`; looked for once per process."""
    known = _listed()
    if not any(name in known for name in HANGUL_FONTS):
        _look_again()
        known = _listed()
    return next((name for name in HANGUL_FONTS if name in known), None)


def _listed() -> set[str]:
    """The names of the fonts in matplotlib's list whose files are there."""
    from matplotlib import font_manager

    wanted = [font for font in font_manager.fontManager.ttflist if font.name in HANGUL_FONTS]
    return {font.name for font in wanted if Path(font.fname).is_file()}


def _look_again() -> None:
    """Add the fonts that matplotlib's list lacks. The list in the user's file stays as it is."""
    from matplotlib import font_manager

    known = {font.fname for font in font_manager.fontManager.ttflist}
    for file in sorted(set(font_manager.findSystemFonts()) - known):
        with suppress(OSError, RuntimeError):  # a file that is no font
            font_manager.fontManager.addfont(file)
