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
SOURCES = sorted(path for path in WEB.rglob("*.js") if "vendor" not in path.parts)
ASKED = re.compile(r"""(?<![\w.])t\(\s*["']([a-z][a-z0-9-]*)["']""")
MARKED = re.compile(r'data-t="([a-z0-9-]+)"')
MESSAGE = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)
FIELDS = (
    "network.activation", "network.init", "network.normalization", "network.output", "training.loss",
    "training.optimizer", "training.schedule", "data.preprocessing",
)  # fmt: skip


def _asked() -> dict[str, str]:
    found = {name: path.name for path in SOURCES for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    for page in sorted(WEB.glob("*.html")):
        found |= dict.fromkeys(MARKED.findall(page.read_text(encoding="utf-8")), page.name)
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_text_the_page_asks_for_exists(language: str) -> None:
    asked = _asked()
    assert len(asked) > 150, "the pattern no longer finds what the page asks for"
    known = set(MESSAGE.findall(tables.catalog(language)))
    assert {name: where for name, where in asked.items() if name not in known} == {}
    assert known < i18n.message_ids(language), "the page is given what it never shows"


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


def test_no_question_gives_its_answer_away() -> None:
    with i18n.use("en"):
        from whygrad.experiment import preset_codes

        told = [
            (name, code)
            for name in presets
            for code in preset_codes(name)
            if i18n.text(f"title-{code}").lower() in i18n.text(f"studio-lesson-{name}").lower()
        ]
    assert told == []
