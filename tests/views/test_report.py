"""The report: one file that is complete, safe, readable without its pictures, and the same every time."""

from __future__ import annotations

import base64
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from whygrad import i18n
from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trace import Meta, Trace
from whygrad.trial import Trial
from whygrad.views.report import report, write_report

_VOID = {"meta", "img", "br", "link", "hr"}


class _Page(HTMLParser):
    """Checks that tags are closed in order; collects what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(dict(attrs))
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def html(trace: Trace, diagnosis: Diagnosis, trial: Trial) -> str:
    with i18n.use("en"):
        return report(trace, diagnosis, trial, Experiment().replace(learning_rate=0.5, hidden=[7]))


def test_everything_is_said(html: str, diagnosis: Diagnosis, trial: Trial) -> None:
    page = " ".join(_Page(html).words)
    for finding in diagnosis.findings:
        assert finding.code in page
    assert "3.1×10⁻⁷" in page
    assert "caused by: Vanishing gradients" in page
    assert "+80 [76, 82]" in page
    assert "network.activation" in page
    assert "random fixes (2)" in page
    assert "learning_rate = 0.5" in page  # the experiment as TOML
    assert "whygrad diagnose experiment.toml" in page


def test_pictures_are_inside_and_described(html: str) -> None:
    images = _Page(html).images
    assert len(images) >= 5
    for image in images:
        source, alt = image["src"], image["alt"]
        assert source is not None
        assert alt is not None
        assert any(character.isdigit() for character in alt)
        kind, _, encoded = source.partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert ET.fromstring(base64.b64decode(encoded)).tag.endswith("svg")


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    page = _Page(html)
    links = [value for _, name, value in page.attributes if name in ("src", "href", "action", "srcset") and value]
    assert all(link.startswith("data:") for link in links)
    assert "url(" not in html
    assert "@import" not in html
    assert "<script" not in html


def test_headings_never_skip_a_level(html: str) -> None:
    levels = _Page(html).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_names_cannot_break_out(
    trace_of: Callable[..., Trace],
    diagnosis_of: Callable[..., Diagnosis],
    meta_of: Callable[..., Meta],
) -> None:
    evil = "<script>alert(1)</script>\"'&{{ 7*7 }}"
    meta = meta_of(evil)
    html = report(trace_of(meta, histograms=False), diagnosis_of(meta))
    assert evil in _Page(html).words
    assert "<script" not in html


def test_recurrent_layers_have_their_gradient_through_time(trace: Trace, diagnosis: Diagnosis) -> None:
    title = "Gradient through time in the recurrent layers"
    assert title not in _Page(report(trace, diagnosis)).words
    values = np.ones((*trace["gradient_rms"].shape, 5), np.float32)
    recurrent = Trace(trace.meta, trace.steps, trace.seeds, {**trace.channels, "time_gradient": values})
    page = _Page(report(recurrent, diagnosis))
    assert title in page.words
    assert any(name == "alt" and "4 time steps earlier" in (value or "") for _, name, value in page.attributes)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_languages(language: str, trace: Trace, diagnosis: Diagnosis, trial: Trial) -> None:
    with i18n.use(language):
        html = report(trace.runs([0, 1]), diagnosis, trial)
        assert report(trace.runs([0, 1]), diagnosis, trial) == html  # equal inputs, equal reports
    page = _Page(html)
    assert ("html", "lang", language) in page.attributes
    heading = {"en": "Problems", "ko": "문제"}[language]
    assert heading in page.words
    visible = " ".join(page.words)
    if language == "ko":
        assert "Vanishing" not in visible


def test_healthy_report(trace: Trace, meta_of: Callable[..., Meta]) -> None:
    page = _Page(report(trace, Diagnosis((), (), meta_of())))
    assert any("No rule found a problem" in words for words in page.words)


def test_a_trace_without_records(trace: Trace, meta_of: Callable[..., Meta]) -> None:
    empty = Trace(trace.meta, [], trace.seeds, {name: values[:, :0] for name, values in trace.channels.items()})
    assert not _Page(report(empty, Diagnosis((), (), meta_of()))).images


def test_printable_and_dark(html: str) -> None:
    assert "@media print" in html
    assert "prefers-color-scheme: dark" in html


def test_writing(tmp_path: Path, trace: Trace, diagnosis: Diagnosis) -> None:
    path = tmp_path / "folder" / "r.html"
    write_report(path, trace, diagnosis)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert [entry.name for entry in path.parent.iterdir()] == ["r.html"]
