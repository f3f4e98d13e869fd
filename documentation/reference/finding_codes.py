"""Every finding code with its title, group, severity and where it works."""

from __future__ import annotations

from documentation.reference.markdown import join, table
from documentation.reference.words import say
from whygrad.diagnose import GROUPS, RULES, title
from whygrad.diagnose.measurements.program import has_program
from whygrad.diagnose.pages.__main__ import link
from whygrad.i18n import language, text

# The table is complete without JavaScript; with it, an input above the table hides the rows that do not hold its text.
_FILTER = """<p id="code-filter" hidden><label>{label}: <input type="search"></label></p>
<script>
addEventListener("DOMContentLoaded", () => {{
  const box = document.getElementById("code-filter");
  const rows = [...document.querySelectorAll("table tbody tr")];
  box.hidden = false;
  box.querySelector("input").addEventListener("input", (event) => {{
    const words = event.target.value.toLowerCase().split(" ");
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  }});
}});
</script>"""

WATCHED_ONLY = frozenset(code for code, rule in RULES.items() if rule.applies is has_program)
"""Codes that only a watched training can show."""


def page() -> str:
    """One table of all codes, the groups one after the other."""
    headings = [say(name) for name in ("code", "title", "group", "severity", "experiments", "scripts")]
    rows = [_row(code, group) for group, codes in GROUPS.items() for code in codes if code in RULES]
    return join(
        [
            f"# {say('finding-codes')}",
            say("finding-codes-about", count=len(RULES)),
            say("finding-codes-severity"),
            say("finding-codes-frameworks"),
            _FILTER.format(label=say("filter")),
            table(headings, rows),
        ]
    )


def _row(code: str, group: str) -> tuple[str, ...]:
    return (
        f"[`{code}`]({link(code, language())})",
        title(code),
        text(f"group-{group}"),
        say(f"severity-{RULES[code].severity}"),
        "" if code in WATCHED_ONLY else say("yes"),
        say("yes"),
    )
