"""Every finding has its page in both languages; numbers are the rules' own; scripts have the fault that they show."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.all_faults import all_at_once
from tests.watch.forked import watched

from whygrad import i18n
from whygrad.diagnose import GROUPS, LIMITS, RULES, Diagnosis, diagnose, title
from whygrad.diagnose.pages import SECTIONS, Page, blocks, file_of, page
from whygrad.diagnose.pages.__main__ import index
from whygrad.experiment import Experiment
from whygrad.session.script import ScriptRun
from whygrad.trial.remedy import remedies

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "ko")
CODES = sorted(RULES)
BOTH = [(code, language) for code in CODES for language in LANGUAGES]
NUMBER = re.compile(r"(?<![\w.])([\d.,]*\d)\s?(%)?(?:배|개|쌍)?\s?\(`([\w-]+)`\)")


def written(code: str, language: str) -> Page:
    found = page(code, language)
    assert found is not None, f"write {file_of(code, language)}"
    return found


def test_every_code_is_in_one_group() -> None:
    grouped = [code for codes in GROUPS.values() for code in codes]
    assert sorted(grouped) == CODES


def test_the_list_is_the_generated_one() -> None:
    assert (ROOT / "docs" / "codes" / "README.md").read_text(encoding="utf-8") == index()


@all_at_once(("code", "language"), BOTH)
def test_all_sections_are_there(code: str, language: str) -> None:
    found = written(code, language)
    assert list(found.sections) == list(SECTIONS)
    assert found.what
    assert not [name for name, text in found.sections.items() if not text]
    with i18n.use(language):
        assert found.title == title(code)
    assert re.search(
        rf"^{'Source' if language == 'en' else '출처'}: .*(?:19|20)\d\d", found.sections["why"], re.MULTILINE
    )


@all_at_once(("code", "language"), BOTH)
def test_numbers_are_those_of_the_rules(code: str, language: str) -> None:
    found = written(code, language)
    for number, percent, name in NUMBER.findall(found.text):
        value = float(number.replace(",", "")) / (100 if percent else 1)
        assert value == pytest.approx(LIMITS[name].value), name
    assert set(re.findall(r"\(`([a-z0-9-]+)`", found.sections["shows"])) <= set(LIMITS)


@all_at_once(("code", "language"), BOTH)
def test_remedies_and_neighbors_exist(code: str, language: str) -> None:
    found = written(code, language)
    offered = {
        name for part in re.findall(r"\(((?:`[a-z0-9-]+`(?:, )?)+)\)", found.sections["help"])
        for name in re.findall(r"`([\w-]+)`", part)
    }  # fmt: skip
    known = set(remedies()) | set(RULES[code].remedies)
    assert offered <= known
    assert offered & set(RULES[code].remedies), "the page offers none of the finding's remedies"
    assert len(found.neighbors) >= 2
    for name, target in re.findall(r"\[([^\]]+)\]\(([\w./-]+\.md)\)", found.text):
        assert target == f"{name}.{language}.md"
        assert name in RULES
        assert name != code


@all_at_once(("code", "language"), BOTH)
def test_links_between_pages_lead_to_files(code: str, language: str) -> None:
    file = file_of(code, language)
    targets = re.findall(r"\]\((?!https?:)([^)\s]+)\)", file.read_text(encoding="utf-8"))
    assert targets
    assert not [target for target in targets if not (file.parent / target).is_file()]


@all_at_once(("code", "language"), BOTH)
def test_snippets_parse(code: str, language: str) -> None:
    found = written(code, language)
    help_ = found.sections["help"]
    assert blocks(help_, "python")
    for block in blocks(found.text, "python"):
        ast.parse(block)
    for block in blocks(help_, "toml"):
        Experiment.model_validate(tomllib.loads(block))


@all_at_once(("code", "language"), BOTH)
def test_marks_of_emphasis_are_rendered(code: str, language: str) -> None:
    """Korean particles can keep ** from closing."""
    for token in MarkdownIt().parse(written(code, language).text):
        for child in token.children or []:
            assert child.type != "text" or "**" not in child.content, child.content


@all_at_once("code", CODES)
def test_languages_have_the_same_code(code: str) -> None:
    english, korean = written(code, "en"), written(code, "ko")
    for one, other in ((english.script, korean.script), (english.mended, korean.mended)):
        assert ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    pairs = zip(blocks(english.text, "python"), blocks(korean.text, "python"), strict=True)
    assert all(ast.dump(ast.parse(one)) == ast.dump(ast.parse(other)) for one, other in pairs)
    assert blocks(english.text, "toml") == blocks(korean.text, "toml")
    assert english.neighbors == korean.neighbors


@all_at_once("code", CODES)
def test_korean_is_korean(code: str) -> None:
    prose = re.sub(r"```.*?```", "", written(code, "ko").text, flags=re.DOTALL)
    assert len(re.findall(r"[가-힣]", prose)) > 300
    plain = [line for line in prose.splitlines() if line.startswith("- **") and not re.search(r"[가-힣]", line)]
    assert not plain


@all_at_once("code", CODES)
def test_scripts_are_small(code: str) -> None:
    found = written(code, "en")
    assert len(found.mended.splitlines()) <= 30
    assert found.mended != found.script


@pytest.fixture
def diagnosed(tmp_path: Path) -> Callable[[str], tuple[Diagnosis, ScriptRun, str]]:
    """The diagnosis of a script, its run and what it printed."""

    def run(script: str) -> tuple[Diagnosis, ScriptRun, str]:
        file = tmp_path / "train.py"
        file.write_text(script, encoding="utf-8")
        ran = watched(file)
        return diagnose(ran.traces[0]), ran, file.with_suffix(".txt").read_text(encoding="utf-8")

    return run


@pytest.mark.slow(seconds=1)
@pytest.mark.torch
@pytest.mark.parametrize("code", CODES)
def test_the_script_has_the_fault(code: str, diagnosed: Callable[[str], tuple[Diagnosis, ScriptRun, str]]) -> None:
    script = written(code, "en").script
    found, ran, printed = diagnosed(script)
    first = found.findings[0]
    assert first.code == code
    assert first.severity is RULES[code].severity
    # A page says so if its script raises an error; all others train to their end, or until the verdict stands.
    raises = re.search(r"raises (\w+)", script)
    assert (ran.stop == "crashed") == bool(raises)
    if raises:
        assert raises[1] in printed


@pytest.mark.slow(seconds=1)
@pytest.mark.torch
@pytest.mark.parametrize("code", CODES)
def test_its_fix_mends_it(code: str, diagnosed: Callable[[str], tuple[Diagnosis, ScriptRun, str]]) -> None:
    found, _, _ = diagnosed(written(code, "en").mended)
    assert found.healthy, [one.code for one in found.findings]
    assert code not in {one.code for one in found.findings}


@pytest.mark.slow(seconds=1)
@pytest.mark.torch
def test_whygrad_diagnose_finds_it(tmp_path: Path) -> None:
    """The command itself, in whose place the tests above use forks."""
    code = "vanishing-gradient"
    script = tmp_path / "train.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "whygrad", *words]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    script.write_text(run("explain", code, "--script").stdout, encoding="utf-8")
    done = run("diagnose", str(script), "--json", "-")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["findings"][0]["code"] == code
