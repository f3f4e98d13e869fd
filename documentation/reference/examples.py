"""The examples of the JSON page, made by the commands that it names: `python -m documentation.reference.examples`.

Topics that train are run on less than they take by themselves. Lists are kept to their first elements.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from documentation.reference.json_formats import COMMANDS, EXAMPLES, shortened
from whygrad.cli import main

LESS = {
    "whygrad.convolution/1": "--seeds 1 --set epochs=1",
    "whygrad.features/1": "--seeds 1",
    "whygrad.plain-and-residual/1": "--seeds 1 --depths 8 --set epochs=1",
    "whygrad.templates/1": "--seeds 2",
    "whygrad.through-time/1": "--seeds 1 --set epochs=2",
}


def document(name: str, folder: Path) -> dict[str, Any] | None:
    """The document that the command of a format writes; `None` if the command needs something of the reader's."""
    words = f"{COMMANDS[name]} {LESS.get(name, '')}".split()
    if not words or any(word.isupper() for word in words):
        return None
    file = folder / "document.json"
    # Another file than the standard output, so that what a command says of itself is not in the way.
    stdout, sys.stdout = sys.stdout, Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (closed below)
    try:
        main([*words, "--lang", "en", "--json", str(file)])
    finally:
        sys.stdout.close()
        sys.stdout = stdout
    return json.loads(file.read_text(encoding="utf-8"))


def write(*names: str) -> None:
    """Run the commands of these formats, or of all, and keep what they write."""
    EXAMPLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # an export writes into the current folder
        for name in names or COMMANDS:
            if (found := document(name, Path(folder))) is None:
                continue
            _keep(name, found)
            if found.get("trial"):
                _keep("whygrad.trial/1", found["trial"])


def _keep(name: str, found: dict[str, Any]) -> None:
    text = json.dumps(shortened(_without_paths(found)), ensure_ascii=False, indent=1)
    (EXAMPLES / f"{name.removeprefix('whygrad.').removesuffix('/1')}.json").write_text(f"{text}\n", encoding="utf-8")


def _without_paths(value: dict[str, Any]) -> dict[str, Any]:
    """Without the folders of the machine that made the example."""
    text = json.dumps(value).replace(str(Path.home()), "/home/you").replace(sys.prefix, "/home/you/.venv")
    return json.loads(text.replace(str(EXAMPLES.parents[2]), "/home/you/whygrad"))


if __name__ == "__main__":
    write(*sys.argv[1:])
