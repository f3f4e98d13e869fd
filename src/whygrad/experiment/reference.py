"""The options as a page of the documentation: `python -m whygrad.experiment.reference docs/reference` writes both."""

from __future__ import annotations

import sys
from pathlib import Path

from whygrad import i18n
from whygrad.experiment.options import OPTIONS, SECTIONS
from whygrad.experiment.toml import value_text
from whygrad.i18n import text


def page() -> str:
    """A Markdown table a section: key, default as TOML writes it, allowed values, meaning, in the language in use."""
    lines = [f"# {text('options-title')}", "", text("options-about")]
    head = " | ".join(text(f"options-{column}") for column in ("key", "default", "allowed", "meaning"))
    for section in SECTIONS:
        lines += ["", f"## `[{section}]`", "", f"| {head} |", "| --- | --- | --- | --- |"]
        for option in OPTIONS:
            if option.section == section:
                default = f"`{value_text(option.default)}`"
                lines.append(f"| `{option.name}` | {default} | {option.allowed()} | {option.help()} |")
    return "\n".join(lines) + "\n"


def files() -> dict[str, str]:
    """File name -> page, one a language."""
    pages: dict[str, str] = {}
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            pages["options.md" if language == "en" else f"options.{language}.md"] = page()
    return pages


if __name__ == "__main__":
    for name, content in files().items():
        (Path(sys.argv[1]) / name).write_text(content, encoding="utf-8")
