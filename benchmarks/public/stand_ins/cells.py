"""Makes a program of a notebook's cells (all, if none are named): `python -m cells NOTEBOOK PROGRAM 0-4 7`."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path


def program(notebook: Path, wanted: list[str]) -> str:
    """The code of these cells, counted among all cells, without IPython's commands."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    spans = [tuple(map(int, one.split("-"))) for one in wanted] or [(0, len(cells) - 1)]
    chosen = [cells[number] for span in spans for number in range(span[0], span[-1] + 1)]
    code = ["".join(cell["source"]) for cell in chosen if cell["cell_type"] == "code"]
    return "\n\n".join(re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", one) for one in code) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(program(Path(sys.argv[1]), sys.argv[3:]), encoding="utf-8")
