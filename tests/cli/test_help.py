"""Help: complete, translated, no wider than the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from whygrad import i18n
from whygrad.cli import _commands, _topics
from whygrad.session.stopping import LONGER, MOST_STEPS, OF_AGENTS
from whygrad.session.supervise import MOST_SECONDS
from whygrad.trial.rerun import CONFIRM_SECONDS, TRIAL_SECONDS, TRIAL_SEEDS

COMMANDS = _commands.names()


def _parameters(name: str) -> list[Any]:
    return _commands.Commands().get_command(None, name).params


def test_commands_are_found() -> None:
    assert COMMANDS[0] == "diagnose"
    assert set(COMMANDS) >= {"compare", "data", "diagnose", "explain", "train"}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_pages(wg: Callable[..., Any], words: list[str], language: str) -> None:
    run = wg(*words, "--lang", language)
    assert run.status == 0
    assert run.err == ""
    about, _, examples = run.out.partition("\n\nwhygrad")
    lines = about.splitlines()
    examples_start = next((i for i, line in enumerate(lines) if line.startswith("  whygrad ")), len(lines))
    assert max(cell_len(line) for line in lines[:examples_start]) < 80
    assert ("사용법" in run.out) == (language == "ko")
    assert ("Usage" in run.out) == (language == "en")
    assert "--lang en|ko" in run.out
    assert not examples or "whygrad" in examples


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_without_arguments_it_says_what_to_try(wg: Callable[..., Any], language: str) -> None:
    run = wg("--lang", language)
    assert (run.status, run.err) == (0, "")
    assert "\x1b" not in run.out
    assert max(cell_len(line) for line in run.out.splitlines()) < 80
    named = re.findall(r"^ +whygrad (\w+)", run.out, re.MULTILINE)
    assert set(named) == {"diagnose", "play", "explain"}
    assert "whygrad --help" in run.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_is_explained(wg: Callable[..., Any], name: str) -> None:
    page = wg(name, "--help").out
    for parameter in _parameters(name):
        if getattr(parameter, "hidden", False):
            continue
        for language in i18n.LANGUAGES:
            assert parameter.help in i18n.message_ids(language)
        assert (parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar) in page


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_explain_names_every_topic(wg: Callable[..., Any], language: str) -> None:
    asked = wg("explain", "--help", "--lang", language).out
    assert not [name for name in _topics.names() if f"\n  {name} " not in asked]
    listed = " ".join(wg("explain", "--lang", language).out.split()).rpartition(": ")[2].rstrip(".")
    assert listed.split(", ") == list(_topics.names())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_defaults_that_depend_on_the_target_are_those_of_the_code(language: str) -> None:
    seeds, *_ = [parameter.default for parameter in _parameters("diagnose") if parameter.name == "seeds"]
    with i18n.use(language):
        assert re.findall(r"\d+", i18n.text("cli-diagnose-seeds").partition("N-1")[2]) == [str(seeds), str(TRIAL_SEEDS)]
        assert re.findall(r"\d+", i18n.text("cli-diagnose-steps")) == [str(MOST_STEPS), str(LONGER), str(OF_AGENTS)]
        assert re.findall(r"\d+", i18n.text("cli-diagnose-seconds")) == [str(int(MOST_SECONDS))]
        budgets = [str(int(one)) for one in (TRIAL_SECONDS, CONFIRM_SECONDS)]
        assert re.findall(r"\d+", i18n.text("cli-diagnose-budget")) == budgets


def test_group_lists_all_commands(wg: Callable[..., Any]) -> None:
    page = wg("--help").out
    for name in COMMANDS:
        assert f"\n  {name} " in page


def test_korean_by_locale(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from whygrad.i18n import catalog

    monkeypatch.setattr(catalog, "_language", type(catalog._language)("fresh", default=None))
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "사용법" in wg("--help").out
    assert "Usage" in wg("--help", "--lang", "en").out


def test_language_ends_with_the_call(wg: Callable[..., Any]) -> None:
    wg("--help", "--lang=ko")
    assert i18n.language() == "en"


def test_version(wg: Callable[..., Any]) -> None:
    from whygrad import __version__

    assert wg("--version").out == f"whygrad {__version__}\n"
