"""The list of all pages in Markdown: `python -m whygrad.diagnose.pages > docs/codes/README.md`."""

from __future__ import annotations

import sys

from whygrad.diagnose.codes import GROUPS
from whygrad.diagnose.messages import title
from whygrad.i18n import text, use


def link(code: str, language: str) -> str:
    """The page of a finding, as from a folder in `docs`."""
    return f"../../src/whygrad/diagnose/codes/{code.replace('-', '_')}/{language}.md"


def index() -> str:
    """Every code with its pages, in groups."""
    with use("en"):
        lines = ["# Finding codes", "", text("codes-page")]
        for group, codes in GROUPS.items():
            lines += ["", f"## {text(f'group-{group}')}", "", "| code | English | 한국어 |", "| --- | --- | --- |"]
            for code in codes:
                with use("ko"):
                    korean = title(code)
                pages = [f"[{name}]({link(code, lang)})" for lang, name in (("en", title(code)), ("ko", korean))]
                lines.append(f"| `{code}` | {' | '.join(pages)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(index())
