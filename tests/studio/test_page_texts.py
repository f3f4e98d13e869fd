"""Every text that the page asks for exists, in both languages; every option, data set and preset has its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from whygrad import i18n
from whygrad.experiment import OPTIONS, presets
from whygrad.studio import tables
from whygrad.studio.asking import page_sets

WEB = Path(__file__).resolve().parents[2] / "src" / "whygrad" / "studio" / "web"
IMPORTED = re.compile(r"""(?:from|import\()\s*["'](\.[^"']+\.js)["']""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SCRIPT = re.compile(r'<script type="module" src="([^"]+)"')
SOURCES = sorted(path for path in WEB.rglob("*.js") if "vendor" not in path.parts)
ASKED = re.compile(r"""(?<![\w.])t\(\s*["']([a-z][a-z0-9-]*)["']\s*[,)]""")
MARKED = re.compile(r'data-t="([a-z0-9-]+)"')
MESSAGE = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)
ATLAS = ("atlas/pixel-worker.js", "atlas/types.js")
FIELDS = (
    "network.activation", "network.init", "network.normalization", "network.output", "training.loss",
    "training.optimizer", "training.schedule", "data.preprocessing",
)  # fmt: skip


def _loaded(path: Path, found: set[Path]) -> set[Path]:
    """A module and all that it imports, at once or later."""
    if path not in found and "vendor" not in path.parts:
        found.add(path)
        for name in IMPORTED.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))):
            _loaded((path.parent / name).resolve(), found)
    return found


def _asked(page: Path) -> dict[str, str]:
    html = page.read_text(encoding="utf-8")
    sources: set[Path] = set()
    for name in SCRIPT.findall(html):
        _loaded(WEB / name, sources)
    found = {name: path.name for path in sources for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    return found | dict.fromkeys(MARKED.findall(html), page.name)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("page", "least"), [("index.html", 150), ("traces.html", 60), ("zoo.html", 60), ("atlas.html", 50)]
)
def test_every_text_a_page_asks_for_exists(page: str, least: int, language: str) -> None:
    asked = _asked(WEB / page)
    assert len(asked) > least, "the pattern no longer finds what the page asks for"
    own = {"zoo.html": tables.OF_THE_ZOO, "atlas.html": tables.OF_THE_ATLAS}
    prefixes = own.get(page, tables.OF_THE_PAGE)
    known = set(MESSAGE.findall(tables.catalog(language, prefixes)))
    assert {name: where for name, where in asked.items() if name not in known} == {}
    assert known < i18n.message_ids(language), "the page is given what it never shows"


def test_every_module_belongs_to_a_page() -> None:
    """Workers and what is bundled have entries of their own."""
    entries = [name for page in WEB.glob("*.html") for name in SCRIPT.findall(page.read_text(encoding="utf-8"))]
    found: set[Path] = set()
    for name in (*entries, "worker.js", "alone.js", "alone-worker.js", "widget.js", "types.js", "zoo/types.js", *ATLAS):
        _loaded(WEB / name, found)
    assert {path.name for path in SOURCES} - {path.name for path in found} == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_word_of_an_option_has_a_name(language: str) -> None:
    words = {word for option in OPTIONS if option.key in FIELDS for word in option.choices}
    known = i18n.message_ids(language)
    assert {word for word in words if f"studio-word-{word}" not in known} == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_data_set_has_a_name_and_its_noise_too(language: str) -> None:
    known = i18n.message_ids(language)
    assert {info.name for info in page_sets() if f"studio-set-{info.name}" not in known} == set()
    assert {info.noise for info in page_sets() if f"studio-noise-{info.noise}" not in known} == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_preset_is_a_lesson_with_a_question(language: str) -> None:
    with i18n.use(language):
        questions = {name: i18n.text(f"studio-lesson-{name}") for name in presets}
    assert len(questions) >= 20
    assert {name for name, question in questions.items() if "?" not in question} == set()
    assert len(set(questions.values())) == len(questions)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_lesson_says_what_to_do_and_why_it_happens(language: str) -> None:
    names = {f"studio-lesson-{part}-{name}" for part in ("watch", "why") for name in presets}
    known = set(MESSAGE.findall(tables.catalog(language, tables.OF_THE_PAGE)))
    assert names <= known
    with i18n.use(language):
        assert len({i18n.text(name) for name in names if "-why-" in name}) == len(presets)


def test_no_question_gives_its_answer_away() -> None:
    with i18n.use("en"):
        from whygrad.experiment import preset_codes

        told = [
            (name, code)
            for name in presets
            for code in preset_codes(name)
            for before in (f"studio-lesson-{name}", f"studio-lesson-watch-{name}")
            if i18n.text(f"title-{code}").lower() in i18n.text(before).lower()
        ]
    assert told == []
