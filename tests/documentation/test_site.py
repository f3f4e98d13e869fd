"""The built site: no warning or broken link, both languages, search and accessibility without a server."""

from __future__ import annotations

import html
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import CHROMIUM, PATIENCE, opened

pytest.importorskip("sphinx", reason="Sphinx builds the documentation: pip install -r requirements/docs.txt")

from documentation.pages import LOCALES, SECTIONS, written

from whygrad import i18n

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not here: apt install chromium-headless-shell"
)
SAMPLED = [
    "index", "tutorial/index", "how-to/index", "concepts/index", "reference/options", "codes/index",
    "codes/vanishing-gradient", "codes/overfitting", "internals/index", "search", "claims/index", "claims/c11",
    "claims/bend-a-linear-network",
]  # fmt: skip
# One of each template and kind of content.
KINDS = [
    "index", "concepts/index", "reference/options", "codes/vanishing-gradient", "search", "claims/c11",
    "claims/bend-a-linear-network",
]  # fmt: skip


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once. A warning or a broken link ends the build with status 1 and a line on stderr."""
    out = tmp_path_factory.mktemp("site") / "docs"
    done = subprocess.run(
        [sys.executable, "-m", "documentation", str(out)], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith(str(out / "index.html"))
    return out


def test_pages_of_the_mission_are_built(built: Path, root: Path) -> None:
    """Those that its rows link to, and one for each claim."""
    mission = (root / "docs" / "mission.md").read_text(encoding="utf-8")
    linked = {link.partition("#")[0].removesuffix(".md") for link in re.findall(r"\]\(([\w./-]+\.md[^)]*)\)", mission)}
    claims = {f"claims/{name.lower()}" for name in re.findall(r"`whygrad claims (C\d\d)`", mission)}
    assert len(claims) == 55
    assert len(linked) >= 8
    names = [f"en/{name}" for name in linked] + [f"{locale}/{name}" for locale in LOCALES for name in claims]
    assert [name for name in names if not (built / f"{name}.html").is_file()] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened() as chromium:
        yield chromium


@pytest.fixture
def visit(built: Path, browser: Any) -> Iterator[Any]:
    """Opens pages from the folder; anything that is not read from there, and any error of a page, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", color_scheme="light")
    context.set_default_timeout(PATIENCE * 1000)
    troubles: list[str] = []
    page = context.new_page()
    page.on("request", lambda ask: ask.url.startswith(("file:", "data:", "blob:")) or troubles.append(ask.url))
    page.on("requestfailed", lambda ask: troubles.append(ask.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: message.type == "error" and troubles.append(message.text))

    def go(path: str) -> Any:
        page.goto((built / path).as_uri())
        return page

    yield go
    context.close()
    assert troubles == []


def _links(file: Path) -> set[Path]:
    """The pages of the same site that a page links to."""
    targets = re.findall(r'<a [^>]*href="([^"#:]+\.html)', file.read_text(encoding="utf-8"))
    return {(file.parent / target).resolve() for target in targets}


def test_every_page_can_be_reached(built: Path) -> None:
    reached: set[Path] = set()
    ahead = {built / "en" / "index.html"}
    while ahead:
        reached |= ahead
        ahead = {link for page in ahead for link in _links(page)} - reached
    pages = {file for locale in LOCALES for file in (built / locale).rglob("*.html") if "_static" not in file.parts}
    assert not {file for file in pages if file.name != "search.html"} - reached


def test_every_written_page_is_there(built: Path, root: Path) -> None:
    pages = written(root)
    assert {page.locale for page in pages} == set(LOCALES)
    missing = [
        f"{page.locale}/{page.name}" for page in pages if not (built / page.locale / f"{page.name}.html").exists()
    ]
    assert not missing
    assert {page.section for page in pages} - {"index"} <= set(SECTIONS)


def test_pages_lead_to_the_other_language(built: Path) -> None:
    for locale, other in (("en", "ko"), ("ko", "en")):
        for name in ("index", "tutorial/index", "codes/dead-units"):
            text = (built / locale / f"{name}.html").read_text(encoding="utf-8")
            up = "../" * (name.count("/") + 1)
            assert f'<a class="nav-link language-link" href="{up}{other}/{name}.html"' in text
            assert f'<html lang="{locale}"' in text


def test_llms_txt_lists_every_page_as_markdown(built: Path) -> None:
    text = (built / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# whygrad\n\n> .+\n", text)
    listed = re.findall(r"^- \[[^\n]+?\]\(([^)\s]+)\)(?:: .+)?$", text, re.MULTILINE)
    assert listed
    assert not [target for target in listed if not (built / target).is_file()]
    pages = [file for locale in LOCALES for file in (built / locale).rglob("*.html") if "_static" not in file.parts]
    names = {file.relative_to(built).with_suffix(".md").as_posix() for file in pages if file.name != "search.html"}
    assert names == set(listed)


def test_links_of_the_markdown_hold(built: Path) -> None:
    broken: list[str] = []
    for file in (file for locale in LOCALES for file in (built / locale).rglob("*.md")):
        if "files" in file.relative_to(built).parts:
            continue
        text = re.sub(r"```.*?```|`[^`\n]*`", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s#]+)", text):
            if not re.match(r"https?:|mailto:", target) and not (file.parent / target).exists():
                broken.append(f"{file.relative_to(built)}: {target}")
    assert not broken


@needs_chromium
@pytest.mark.parametrize(("locale", "there"), [("en-US", "en"), ("ko-KR", "ko"), ("fr-FR", "en")])
def test_the_first_page_goes_to_the_browsers_language(built: Path, browser: Any, locale: str, there: str) -> None:
    page = browser.new_context(locale=locale).new_page()
    page.goto((built / "index.html").as_uri())
    page.wait_for_url(f"**/{there}/index.html", timeout=PATIENCE * 1000)
    page.context.close()


@needs_chromium
@pytest.mark.parametrize(
    ("locale", "words", "found"),
    [
        ("en", "dead units", "codes/dead-units.html"),
        ("ko", "죽은 유닛", "codes/dead-units.html"),
        ("ko", "학습률", "codes/learning-rate-too-high.html"),
        ("ko", "매개변수", "codes/not-optimized.html"),  # stands in the text with a particle
    ],
)
def test_search_finds_words_without_a_server(visit: Any, locale: str, words: str, found: str) -> None:
    page = visit(f"{locale}/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator(f'#search-results a[href*="{found}"]').first.wait_for()


@needs_chromium
@needs_axe
@pytest.mark.parametrize(
    ("locale", "scheme", "width", "names"),
    [("en", "light", 1280, SAMPLED), ("ko", "dark", 390, KINDS)],
    ids=["en-light-1280", "ko-dark-390"],
)
def test_axe_finds_nothing(built: Path, browser: Any, locale: str, scheme: str, width: int, names: list[str]) -> None:
    found: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    for name in names:
        path = f"{locale}/{name}.html"
        page.goto((built / path).as_uri())
        page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
        load_axe(page)
        found += [f"{path}: {one}" for one in violations(page)]
    context.close()
    assert not found, "\n".join(found)


def test_the_course_has_a_page_for_each_step_in_order(built: Path) -> None:
    """Exercises are pages like claims; each leads to the step before and after it."""
    from whygrad.course import course

    names = [step.id.lower() for step in course.steps]
    for locale in LOCALES:
        assert [name for name in names if not (built / locale / "claims" / f"{name}.html").is_file()] == []
    middle = (built / "en" / "claims" / f"{names[3]}.html").read_text(encoding="utf-8")
    assert re.search(rf'class="left-prev"\s+href="{names[2]}\.html"', middle)
    assert re.search(rf'class="right-next"\s+href="{names[4]}\.html"', middle)


def test_every_step_of_the_course_has_one_live_network(built: Path) -> None:
    """In both languages, in a frame with a title that is loaded late; scripts and texts are there once."""
    from whygrad.course import course

    for step, locale in itertools.product(course.steps, ("en", "ko")):
        page = (built / locale / "claims" / f"{step.id.lower()}.html").read_text(encoding="utf-8")
        [frame] = re.findall(r"<iframe[^>]*>", page)
        assert 'loading="lazy"' in frame
        if locale == "ko":
            with i18n.use("ko"):
                named = f"의 신경망: {step.title}" if step.kind == "claim" else f"시작 신경망: {step.title}"
            assert named in html.unescape(frame)
        document = built / "live" / f"{step.id.lower()}.html"
        assert f'src="../../live/{document.name}?lang={locale}"' in frame
        assert document.stat().st_size < 2_500_000


def test_an_exercise_gives_its_formulas_as_mathml(built: Path) -> None:
    from whygrad.course import course

    for name, exercise in course.exercises.items():
        page = (built / "en" / "claims" / f"{name}.html").read_text(encoding="utf-8")
        assert page.count("<math") == len(exercise.definition.formulas)
        assert all(str(one.says.en) in page for one in exercise.definition.formulas)
    assert "σ" in (built / "en" / "claims" / "one-sigmoid-too-many.html").read_text(encoding="utf-8")
    scripts = sorted(file.name for file in (built / "live").glob("*.js"))
    assert scripts == ["begin.js", "studio.js", "texts.js"]


@needs_chromium
@pytest.mark.parametrize(("locale", "run"), [("en", "Run"), ("ko", "실행")])
def test_a_network_trains_in_a_page(visit: Any, locale: str, run: str) -> None:
    page = visit(f"{locale}/claims/c11.html")
    page.locator("iframe.live-network").scroll_into_view_if_needed()
    page.frame_locator("iframe.live-network").get_by_role("button", name=run, exact=True).click()
    frame = page.frames[1]
    frame.wait_for_function("() => whygrad.store.get().epoch > 5")
    assert frame.evaluate("document.documentElement.lang") == locale
