"""axe-core in a page: what it finds wrong with a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What the header covers can be scrolled out from under it, so it does not stick while sizes are measured.
CHECK = """async ([place, tags]) => {
  const header = document.querySelector('.top');
  header?.style.setProperty('position', 'static');
  const { violations } = await axe.run(place, {
    runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
  header?.style.removeProperty('position');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary, html }) =>
    `${id}: ${target.join(' ')}: ${failureSummary.split('\\n').slice(1, 2).join().trim()}: ${html.slice(0, 160)}`));
}"""

needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci")


def load_axe(page: Any) -> None:
    """Put axe-core into a page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))


def violations(page: Any, place: str = "html") -> list[str]:
    """What is wrong with the element of a selector, a line each."""
    return page.evaluate(CHECK, [place, TAGS])
