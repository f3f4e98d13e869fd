"""Nobody pays for a library that is not used, and one that is missing is named with its extra."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import whygrad, whygrad.testing
from whygrad.watch import watch
from whygrad.errors import MissingExtraError

names = ["lightning", "pytorch_lightning", "transformers", "skorch", "keras", "tensorboard"]
assert not set(names) & set(sys.modules)
for name in names:
    sys.modules[name] = None
for name in ("lightning", "transformers", "skorch", "keras"):
    try:
        __import__(f"whygrad.watch.{name}")
    except MissingExtraError as error:
        print(error)
"""


def test_libraries_are_optional() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    for name, line in zip(("lightning", "transformers", "skorch", "keras"), lines, strict=True):
        assert f'pip install "whygrad[{name}]"' in line
