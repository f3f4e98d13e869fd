"""Pages that list others, and the navigation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from documentation import course
from documentation.pages import LOCALES, SECTIONS, Page
from whygrad import i18n
from whygrad.diagnose import GROUPS, title

_WORDS = {
    "only-english": {"en": "In English only", "ko": "영어로만 있는 페이지"},
    "benchmarks": {"en": "Benchmarks", "ko": "벤치마크"},
    "training-programs": {"en": "Training programs", "ko": "학습 프로그램 모음"},
    "results": {"en": "Measured results", "ko": "측정 결과"},
    "codes": {
        "en": "What whygrad can find, one page for each finding. `whygrad explain CODE` prints the same page.",
        "ko": "whygrad가 찾아내는 문제입니다. 문제마다 페이지가 있고, `whygrad explain 코드`로도 볼 수 있습니다.",
    },
    "code": {"en": "code", "ko": "코드"},
    "finding": {"en": "finding", "ko": "문제"},
}


def folders(names: Iterable[str]) -> set[str]:
    """Every folder that holds a page, at any depth."""
    return {parent.as_posix() for name in names for parent in PurePosixPath(name).parents} - {"."}


def missing(pages: list[Page]) -> list[Page]:
    """An index for each section and each folder with pages of a language, where there is none."""
    present = {(page.locale, page.name) for page in pages}
    made: list[Page] = []
    for locale in LOCALES:
        # The deepest first, as the index of a folder names those of the folders in it.
        own = folders(page.name for page in pages if page.locale == locale)
        sections = {folder for folder in folders(page.name for page in pages) if "/" not in folder}
        for folder in sorted(own | sections, reverse=True):
            if (locale, f"{folder}/index") not in present:
                path = PurePosixPath("docs", folder, "README.md" if locale == "en" else f"README.{locale}.md")
                text = _codes(locale) if folder == "codes" else _index(folder, locale, [*pages, *made])
                made.append(Page(f"{folder}/index", locale, path, text))
    written = {page.name: page for page in pages if page.name in SECTIONS and page.locale == "en"}
    for name, page in written.items():
        if ("ko", name) not in present:
            text = f"# {SECTIONS[name]['ko']}\n\n## {_WORDS['only-english']['ko']}\n\n{_entry(page, f'en:{name}')}\n"
            made.append(Page(name, "ko", PurePosixPath(f"docs/{name}.ko.md"), text))
    return made


def _index(folder: str, locale: str, pages: list[Page]) -> str:
    """The pages of a folder in a language, then those that only English has."""
    order = reading_order(pages)
    here = [page for page in pages if _folder_of(page) == folder]
    here.sort(key=lambda page: (order.get(page.name, len(order)), page.name))
    own = [page for page in here if page.locale == locale]
    names = {page.name for page in own}
    others = [page for page in here if page.locale == "en" and page.name not in names]
    last = PurePosixPath(folder).name
    lines = [f"# {SECTIONS.get(folder, _WORDS.get(last, {})).get(locale, last)}", ""]
    lines += [_entry(page, f"{page.name.removeprefix(f'{folder}/')}.md") for page in own]
    if others:
        lines += ["", f"## {_WORDS['only-english'][locale]}", ""]
        lines += [_entry(page, f"en:{page.name}") for page in others]
    return "\n".join(lines) + "\n"


def _folder_of(page: Page) -> str:
    """The folder that lists a page: an index stands in that above its own."""
    path = PurePosixPath(page.name)
    return (path.parent.parent if path.name == "index" else path.parent).as_posix()


def _entry(page: Page, target: str) -> str:
    return f"- [{page.title}]({target})" + (f": {page.summary}" if page.summary else "")


def _codes(locale: str) -> str:
    """Every finding in its group."""
    heads = f"| {_WORDS['code'][locale]} | {_WORDS['finding'][locale]} |\n| --- | --- |"
    lines = [f"# {SECTIONS['codes'][locale]}", "", _WORDS["codes"][locale]]
    with i18n.use(locale):
        for group, codes in GROUPS.items():
            lines += ["", f"## {i18n.text(f'group-{group}')}", "", heads]
            lines += [f"| [`{code}`]({code}.md) | [{title(code)}]({code}.md) |" for code in codes]
    return "\n".join(lines) + "\n"


def navigation(page: Page, pages: list[Page], order: dict[str, int]) -> str:
    """The hidden table of contents of an index: the pages and folders one level below, of a language."""
    if page.name == "index":
        present = {other.name for other in pages}
        entries = [
            f"{words[page.locale]} <{name if name in present else f'{name}/index'}>"
            for name, words in SECTIONS.items()
            if name in present or f"{name}/index" in present
        ]
    else:
        folder = page.name.removesuffix("/index")
        inside = [other.name for other in pages if other.name.startswith(f"{folder}/") and other.name != page.name]
        below = {name if "/" not in name[len(folder) + 1 :] else _child(name, folder) for name in inside}
        entries = sorted(below, key=lambda name: (order.get(name, len(order)), name))
        entries = [PurePosixPath(name).relative_to(folder).as_posix() for name in entries]
    return "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n"


def _child(name: str, folder: str) -> str:
    """The index of the folder one level below that a page stands in."""
    return f"{folder}/{name[len(folder) + 1 :].partition('/')[0]}/index"


def reading_order(pages: list[Page]) -> dict[str, int]:
    """Pages in the order in which the list of all documents names them, findings in that of their groups."""
    lists = [page for page in pages if page.locale == "en" and page.path.as_posix() == "docs/README.md"]
    targets = [target for page in lists for target in re.findall(r"\]\(([^)\s#]+)\.md", page.text)]
    codes = [f"codes/{code}" for group in GROUPS.values() for code in group]
    steps = [f"claims/{course.file_of(step)}" for topic in course.topics() for step in topic.steps]
    return {name: place for place, name in enumerate([*targets, *codes, *steps])}
