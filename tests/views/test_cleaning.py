"""Names of others reach no terminal, report or figure with characters that are obeyed, or that break a figure."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

import pytest
from rich.console import Console
from rich.text import Text
from tests.views.conftest import make_finding, make_meta, make_trace

from whygrad import i18n
from whygrad.cli import _output
from whygrad.diagnose import Diagnosis
from whygrad.trace import Trace
from whygrad.views import gallery, terminal
from whygrad.views.report import report

NAMES = {
    "control characters": ("\x1b[2J\x1b]0;title\x07", "a\x00b\r", "\x9b31m"),
    "directions": ("\u202egnp.exe", "\u2066x", "\u200f"),
    "long": ("n" * 3_000, "m" * 400, "한" * 400),
    "surrogates": ("\ud800", "a\udfff", "b"),
}


def _trace(names: Sequence[str]) -> Trace:
    meta = make_meta(name=names[0])
    layers = tuple(dataclasses.replace(one, name=name) for one, name in zip(meta.layers, names, strict=True))
    return make_trace(dataclasses.replace(meta, layers=layers, optimizer=names[1], loss=names[2]))


def _obeyed(text: str) -> list[str]:
    controls = [letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"]
    return controls + [letter for letter in text if letter in "\u202e\u2066\u200f"]


@pytest.mark.parametrize("kind", NAMES)
def test_terminal(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    trace = _trace(NAMES[kind])
    found = Diagnosis((make_finding("dead-units"),), (), trace.meta)
    _output.show(*terminal.diagnosis(found, trace), *terminal.summary(trace), *NAMES[kind])
    assert not _obeyed(capsys.readouterr().out)
    assert not _obeyed(terminal.plain(terminal.diagnosis(found, trace)))


def test_colors_stay() -> None:
    console = Console(force_terminal=True, color_system="standard", width=40)
    with console.capture() as captured:
        console.print(terminal.Cleaned(Text("a\x1b[2J", style="red")))
    assert captured.get() == "\x1b[31ma�[2J\x1b[0m\n"


# Figures take their time: all at once.
WORST = ("\x1b[2J$\\frac$\ud800", "n" * 3_000, "한\u202e\U0010fffd")


def test_report() -> None:
    trace = _trace(WORST)
    html = report(trace, Diagnosis((make_finding("dead-units"),), (), trace.meta))
    assert not _obeyed(html)
    html.encode()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_figures_are_drawn_without_a_warning(language: str) -> None:
    """Warnings are errors in tests."""
    with i18n.use(language):
        for _, picture in gallery.of_trace(_trace(WORST), None, gallery.LAYER_CHANNELS[:1], ("gradient_histogram",)):
            assert picture.svg().endswith("</svg>\n")
