"""Pages, links and indexes of the documentation site, by hand-made pages."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

pytest.importorskip("sphinx", reason="Sphinx builds the documentation: pip install -r requirements/docs.txt")

from documentation.check import broken_links
from documentation.korean import SearchKorean
from documentation.links import Links
from documentation.pages import LOCALES, Page, markdown_files, written

from documentation import indexes, markdown, site
from whygrad.diagnose import limits_of


def page(path: str, text: str = "# Title\n\nFirst. Second.\n", name: str = "") -> Page:
    stem, _, locale = path.removesuffix(".md").partition(".")
    return Page(name or stem.removeprefix("docs/"), locale or "en", PurePosixPath(path), text)


def rewritten(text: str, path: str, *others: Page, root: Path = site.ROOT) -> tuple[str, list[str]]:
    here = page(path, text)
    links = Links(root, [here, *others])
    return links.rewrite(here), links.broken


def test_what_lies_in_hidden_folders_is_no_page(tmp_path: Path) -> None:
    for name in ("README.md", "benchmarks/README.md", "benchmarks/.node/node_modules/d3/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# Title\n", encoding="utf-8")
    assert markdown_files(tmp_path) == [Path("README.md"), Path("benchmarks/README.md")]


def test_a_link_stays_in_its_language() -> None:
    others = [page("docs/how-to/data.md"), page("docs/how-to/data.ko.md")]
    assert rewritten("[x](../how-to/data.md)", "docs/concepts/a.md", *others)[0] == "[x](../how-to/data.md)"
    assert rewritten("[x](../how-to/data.md)", "docs/concepts/a.ko.md", *others)[0] == "[x](../how-to/data.md)"
    assert rewritten("[x](../how-to/data.ko.md)", "docs/concepts/a.ko.md", *others)[0] == "[x](../how-to/data.md)"


def test_what_korean_lacks_is_linked_in_english() -> None:
    data = page("docs/how-to/data.md", "# Data\n\n## Own files\n")
    assert rewritten("[x](../how-to/data.md)", "docs/concepts/a.ko.md", data)[0] == "[x](en:how-to/data)"
    korean = page("docs/how-to/data.ko.md", "# 데이터\n\n## 내 파일\n")
    text = "[x](../how-to/data.md#own-files) [y](../how-to/data.md#내-파일)"
    assert rewritten(text, "docs/concepts/a.ko.md", data, korean)[0] == (
        "[x](en:how-to/data#own-files) [y](../how-to/data.md#내-파일)"
    )


def test_a_page_links_to_itself_in_the_other_language() -> None:
    english = page("docs/tutorial/README.md", name="tutorial/index")
    korean = page("docs/tutorial/README.ko.md", "([English](README.md))", name="tutorial/index")
    assert Links(site.ROOT, [english, korean]).rewrite(korean) == "([English](en:tutorial/index))"


def test_code_is_left_alone() -> None:
    text = "`[x](no.md)`\n\n```md\n[x](no.md)\n```\n"
    assert rewritten(text, "docs/concepts/a.md") == (text, [])


def test_files_and_findings_are_found() -> None:
    codes = [one for one in written(site.ROOT) if one.name == "codes/dead-units"]
    text = "[a](../../LICENSE) [b](../codes/dead-units.md) ![c](../pictures/studio-dark.png)"
    expected = "[a](../files/LICENSE) [b](../codes/dead-units.md) ![c](../files/docs/pictures/studio-dark.png)"
    assert rewritten(text, "docs/concepts/a.md", *codes) == (expected, [])


def test_a_link_that_leads_nowhere_is_told() -> None:
    assert rewritten("[x](no.md)", "docs/concepts/a.md")[1] == ["docs/concepts/a.md: no.md leads nowhere"]


def test_links_to_the_repository_are_links_of_the_site() -> None:
    here = page("README.md", "[x](https://example.org/w/blob/main/docs/how-to/data.md)", name="index")
    links = Links(site.ROOT, [here, page("docs/how-to/data.md")], "https://example.org/w")
    assert links.rewrite(here) == "[x](how-to/data.md)"


def test_a_summary_is_the_first_sentence() -> None:
    text = "# T\n\n`dead-units`\n\n```sh\nls\n```\n\n- no\n\n`whygrad data` lists [sets](x.md). It is **more**.\n"
    assert page("docs/how-to/data.md", text).summary == "`whygrad data` lists sets."
    assert page("docs/how-to/data.md", "# T\n\n([한국어](x.ko.md)) **Yes.** No.\n").summary == "Yes."
    assert page("docs/how-to/data.md", "# T\n").summary == ""


def test_a_folder_without_an_index_gets_one() -> None:
    pages = [page("docs/how-to/data.md"), page("docs/how-to/zoo.md"), page("docs/how-to/zoo.ko.md", "# 동물\n\n글.\n")]
    english, korean = indexes.missing(pages)
    assert english.text == "# How-to\n\n- [Title](data.md): First.\n- [Title](zoo.md): First.\n"
    assert "- [동물](zoo.md): 글." in korean.text
    assert "- [Title](en:how-to/data): First." in korean.text


def test_a_section_in_english_only_has_a_page_in_korean() -> None:
    (korean,) = indexes.missing([page("CHANGELOG.md", "# Changelog\n\nAll. More.\n", name="changelog")])
    assert (korean.locale, korean.name) == ("ko", "changelog")
    assert korean.text == "# 변경 기록\n\n## 영어로만 있는 페이지\n\n- [Changelog](en:changelog): All.\n"


def test_navigation_lists_pages_and_folders_below() -> None:
    names = ["internals/index", "internals/kernel", "internals/benchmarks/index", "internals/benchmarks/results/index"]
    pages = [page(f"docs/{name}.md") for name in names]
    assert indexes.navigation(pages[0], pages, {}).split()[2:-1] == ["benchmarks/index", "kernel"]
    assert indexes.navigation(pages[2], pages, {}).split()[2:-1] == ["results/index"]


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # MyST's, of Sphinx
def test_a_wrong_page_fails_the_build(tmp_path: Path) -> None:
    """A missing anchor is told by Sphinx, a missing file by what reads all HTML afterwards."""
    home = page("README.md", "# Home\n\n[x](docs/how-to/data.md#nowhere)\n", name="index")
    pages = [home, page("docs/how-to/data.md"), page("docs/how-to/README.md", name="how-to/index")]
    problems = site.build(pages, "en", tmp_path / "work", tmp_path / "out")
    assert len(problems) == 1
    assert "nowhere" in problems[0]
    assert "en/index.html: ../ko/index.html leads nowhere" in broken_links(tmp_path / "out")  # Korean was not built


def test_korean_is_searched_by_pairs_of_syllables() -> None:
    assert SearchKorean({}).split("학습률을 낮추세요. ReLU를 Adam") == [
        "학습", "습률", "률을", "낮추", "추세", "세요", "ReLU", "를", "Adam",
    ]  # fmt: skip


def test_markdown_links_to_markdown(tmp_path: Path) -> None:
    markdown.write(tmp_path / "a.md", "how-to/a", "[x](en:how-to/data#own) [y](zoo.md) `en:how-to/data`")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == (
        "[x](../../en/how-to/data.md#own) [y](zoo.md) `en:how-to/data`"
    )


def test_a_page_of_a_finding_has_its_thresholds() -> None:
    pages = {(page.locale, page.name): page.text for page in written(site.ROOT)}
    for locale in LOCALES:
        shown = pages[locale, "codes/dead-units"].split("\n## ")[1]
        assert [one.name for one in limits_of("dead-units") if f"(`{one.name}`) |" not in shown] == []
