"""The index of the reference."""

from __future__ import annotations

from documentation.reference import PAGES
from documentation.reference.markdown import join, table
from documentation.reference.words import say
from whygrad.diagnose import RULES
from whygrad.i18n import text


def page() -> str:
    """Every page with its contents."""
    titles = {"options": text("options-title")}
    rows = [(f"[{titles.get(name) or say(name)}]({name}.md)", _contents(name)) for name in PAGES if name != "README"]
    return join([f"# {say('reference')}", say("reference-about"), table((say("page"), say("contents")), rows)])


def _contents(name: str) -> str:
    return say(f"{name}-contents", count=len(RULES))
