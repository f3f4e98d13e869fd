"""`python -m whygrad.activations` writes the files that are made from the table of activations; tests compare them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from whygrad.activations.row import Activation
from whygrad.activations.table import ACTIVATIONS

PACKAGE = Path(__file__).resolve().parent.parent
KERNEL = PACKAGE / "engine" / "kernel" / "functions.h"
PAGE = PACKAGE / "studio" / "web" / "charts" / "activation-table.js"
CATALOGS = {language: PACKAGE / "i18n" / f"{language}.ftl" for language in ("en", "ko")}

_MADE = "made by `python -m whygrad.activations` from activations/table.py"
_BEGIN, _END = f"# {_MADE}: begin", f"# {_MADE}: end"
_BETWEEN = re.compile(rf"(?<={re.escape(_BEGIN)}\n).*?(?={re.escape(_END)})", re.DOTALL)
_READS_Z = re.compile(r"(?<![.\w])z(?!\w)")


def _in_kernel(row: Activation) -> str:
    return f"WG_{row.name.replace('-', '_').upper()}"


def kernel() -> str:
    """The kernel's numbers and structs of all activations."""
    rows = list(ACTIVATIONS.values())

    def cases(name: str, lines: list[str]) -> str:
        return " \\\n".join([f"#define {name}", *(f"  {line}" for line in lines)])

    flat = [row for row in rows if row.flat]  # one serves for all: only the derivative is asked for
    together = " ".join(f"case {_in_kernel(row)}:" for row in flat) + f" return body({flat[0].kernel}, true);"
    switching = [row for row in rows if row.vanishes and not row.flat]
    vanishing = [f"case {_in_kernel(row)}: return body({row.kernel}, true);" for row in switching]
    numbers = "".join(f"  {_in_kernel(row)},\n" for row in rows)
    return f"""// {_MADE[0].upper()}{_MADE[1:]}.
#pragma once

enum WgFunction {{
{numbers}  WG_N_FUNCTIONS
}};

// Calls body with the struct of activations.h; the first, which changes nothing, is the default.
{cases("WG_FUNCTION_CASES", [f"case {_in_kernel(row)}: return body({row.kernel});" for row in rows[1:]])}

// The same for those whose derivative is exactly 0 over a range of inputs.
{cases("WG_VANISHING_CASES", [together, *vanishing])}
"""


def page() -> str:
    """The page's table."""
    rows: list[str] = []
    helpers: set[str] = set()
    for row in ACTIVATIONS.values():
        assert row.code is not None
        helpers |= set(re.findall(r"(?<![\w.])([a-z]\w+)\(", " ".join(row.code.page)))
        saturated = ", ".join(str(end).replace("inf", "Infinity") for end in row.saturated)
        value, slope = (f"({'z' if _READS_Z.search(code) else ''}) => {code}" for code in row.code.page)
        rows.append(
            "\n".join(
                f"    {line},"
                for line in (
                    f"name: {json.dumps(row.name)}",
                    f"f: {value}",
                    f"derivative: {slope}",
                    f"range: {json.dumps(row.range_text, ensure_ascii=False)}",
                    f"zeroCentered: {json.dumps(row.zero_centered)}",
                    f"saturated: [{saturated}]",
                    f"costly: {row.costly}",
                )
            )
        )
    table = "".join(f"  {{\n{row}\n  }},\n" for row in rows)
    return f"""/** {_MADE[0].upper()}{_MADE[1:]}. */

import {{ {", ".join(sorted(helpers))} }} from "./formulas.js";

/** @type {{import("./activations.js").Activation[]}} */
export const ACTIVATIONS = [
{table}];
"""


def messages(language: str) -> str:
    """The catalog of a language with the activations' names and descriptions."""
    path = CATALOGS[language]
    return _BETWEEN.sub(lambda _: "".join(_messages(language)), path.read_text(encoding="utf-8"))


def _messages(language: str) -> Iterator[str]:
    for row in ACTIVATIONS.values():
        for beginning, texts in (("studio-word", row.title), ("export-code", row.about)):
            if texts is not None:
                yield f"{beginning}-{row.name} = {texts.en if language == 'en' else texts.ko}\n"


def files() -> dict[Path, str]:
    """Every file that is made from the table, and what belongs into it."""
    return {KERNEL: kernel(), PAGE: page(), **{path: messages(language) for language, path in CATALOGS.items()}}


if __name__ == "__main__":
    for path, content in files().items():
        path.write_text(content, encoding="utf-8", newline="\n")
