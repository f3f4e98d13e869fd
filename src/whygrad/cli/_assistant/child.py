"""The process that runs one command for an assistant: `main` with a request as JSON.

What whygrad prints is kept apart from what a script prints: the former goes back with the answer, the latter nowhere.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def main(request: str) -> None:
    """Run the command line `words` with data from `folder` only.

    News are lines in the file descriptor `tell`; the answer is a file in the folder `work`.
    """
    given: dict[str, Any] = json.loads(request)
    from whygrad.cli import _progress
    from whygrad.cli._main import run
    from whygrad.data.confining import confine

    def tell(sentence: str) -> None:
        with suppress(OSError):
            os.write(given["tell"], " ".join(sentence.split()).encode() + b"\n")

    confine(Path(given["folder"]))
    _progress.listen(tell)
    os.set_inheritable(given["tell"], False)
    sys.stdout, sys.stderr = said, error = io.StringIO(), io.StringIO()  # a script inherits the process's own instead
    value = Path(given["work"], "value.json")
    first, *rest = given["words"]
    status = run([first, "--lang", given["language"], "--json", str(value), *rest])
    answer = {
        "value": json.loads(value.read_text(encoding="utf-8")) if value.is_file() else None,
        "said": said.getvalue(),
        "error": error.getvalue(),
    }
    Path(given["work"], "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    sys.exit(status)
