"""The test part is frozen: a manifest holds the SHA-256 of its programs and labels."""

from __future__ import annotations

import hashlib
from pathlib import Path

from training_programs.index import FOLDER

TEST_PART = FOLDER / "test"
MANIFEST = FOLDER / "test.sha256"


def manifest(folder: Path = TEST_PART) -> str:
    """A line for each file, as `sha256sum` writes it and, in `programs`, `sha256sum --check test.sha256` reads it."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    named = {path.relative_to(folder.parent).as_posix(): path for path in files}
    return "".join(f"{digest(path)}  {name}\n" for name, path in sorted(named.items()))


def digest(path: Path) -> str:
    """SHA-256 of a file, with the line ends that the repository has on every system."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def differences(folder: Path = TEST_PART, listed: str | None = None) -> list[str]:
    """What is not as the manifest says: files that were changed, are missing or are new; nothing if all is the same."""
    text = MANIFEST.read_text(encoding="utf-8") if listed is None else listed
    expected, there = _digests(text), _digests(manifest(folder))
    found = [f"{name} is missing" for name in expected if name not in there]
    found += [f"{name} is not in the manifest" for name in there if name not in expected]
    found += [f"{name} was changed" for name in expected if there.get(name, expected[name]) != expected[name]]
    return sorted(found)


def _digests(text: str) -> dict[str, str]:
    """File → digest, of a manifest's lines."""
    lines = (line.partition("  ") for line in text.splitlines())
    return {name: digest for digest, _, name in lines}
