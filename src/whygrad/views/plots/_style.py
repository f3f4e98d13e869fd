"""How every figure looks: colors that color-blind readers can tell apart, fonts that know Hangul, no global state left.

Colors: Okabe & Ito 2008 (https://jfly.uni-koeln.de/color/), cividis for heatmaps (Nuñez, Anderton & Renslow 2018).
"""

from __future__ import annotations

import functools
import io
import logging
import threading
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from whygrad import i18n
from whygrad.errors import InputError
from whygrad.views.files import PICTURES, save_bytes
from whygrad.views.plots._fonts import hangul_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, RED, PURPLE, SKY, YELLOW, BLACK = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#222222",
)  # fmt: skip
GRAY = "#767676"
CYCLE = (BLUE, RED, GREEN, PURPLE, ORANGE, SKY, BLACK, YELLOW, "#9A9A9A", "#7A3B10")  # ten digits need ten colors
HEAT = "cividis"
NEGATIVE, POSITIVE = "#C04A00", "#005A8E"  # of dots; the ground below them is paler, so that they stand out
GROUND = ("#F3A66F", "#FAD7BC", "#FFFFFF", "#C5DFF0", "#74B4DB")

_LATIN = "DejaVu Sans"  # comes with matplotlib
_LONGEST_LABEL = 40  # characters

_STYLE: Mapping[str, Any] = {
    "figure.dpi": 100, "savefig.dpi": 150, "figure.facecolor": "white", "axes.facecolor": "white",
    "font.size": 9, "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.labelsize": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#8a8a8a",
    "axes.grid": False, "grid.color": "#e4e4e4", "grid.linewidth": 0.7, "axes.axisbelow": True,
    "axes.unicode_minus": False, "xtick.color": "#444444", "ytick.color": "#444444", "legend.frameon": False,
    "legend.fontsize": 8, "xtick.labelsize": 8, "ytick.labelsize": 8, "lines.linewidth": 1.6,
    "svg.hashsalt": "whygrad", "svg.fonttype": "path", "mathtext.fontset": "dejavusans",
}  # fmt: skip

_lock = threading.RLock()  # matplotlib's settings are one dictionary for the whole process


@contextmanager
def style() -> Generator[None]:
    """Whygrad's look inside the block; matplotlib's settings are as before after it.

    Labels are English where Korean is asked for and no font on this machine has Hangul: a picture full of empty boxes
    would help nobody.
    """
    wanted = i18n.language()
    hangul = hangul_font()
    # Names of others may be Korean in an English figure, too.
    families = [_LATIN] if hangul is None else [hangul, _LATIN] if wanted == "ko" else [_LATIN, hangul]
    spoken = wanted
    if wanted == "ko" and hangul is None:
        spoken = "en"
        _say_once_what_to_install()
    settings: dict[Any, Any] = {**_STYLE, "font.family": families}
    with _lock, mpl.rc_context(settings), i18n.use(spoken), warnings.catch_warnings():
        # Names of others may hold any letters; one that no font has is drawn as a box.
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from")
        yield


@functools.cache
def _say_once_what_to_install() -> None:
    logging.getLogger(__name__).warning(i18n.text("plot-no-hangul"))


def as_label(name: str) -> str:
    """A name of somebody else's as one short line that is drawn as it stands: neither formulas nor controls."""
    return i18n.shortened(i18n.clean(" ".join(name.split())), _LONGEST_LABEL).replace("$", r"\$")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A figure, its title, and a sentence with its numbers for those who cannot see it."""

    figure: Figure
    title: str
    alt: str

    def svg(self) -> str:
        """The figure as one SVG document; equal figures give equal text."""
        return self._render("svg").decode()

    def png(self) -> bytes:
        """The figure as PNG, 150 dots an inch."""
        return self._render("png")

    def save(self, path: str | Path) -> None:
        """Write the figure to a file in the format that its name asks for: png, svg or pdf."""
        target = Path(path)
        kind = target.suffix.lstrip(".").lower()
        if kind not in PICTURES:
            raise InputError("plot-bad-format", path=str(path), known=" ".join(f".{known}" for known in PICTURES))
        save_bytes(self._render(kind), target)

    def _render(self, kind: str) -> bytes:
        buffer = io.BytesIO()
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
        with style():
            self.figure.savefig(buffer, format=kind, metadata=undated)
        return buffer.getvalue()


def new_figure(width: float = 7.2, height: float = 3.2) -> Figure:
    """An empty figure of that many inches that belongs to no window and no pyplot."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def grid(axes: Axes, which: str = "y") -> None:
    """Faint lines to read values off."""
    axes.grid(visible=True, axis=which)  # pyright: ignore[reportArgumentType]
