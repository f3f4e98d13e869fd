"""The test parts are frozen: a manifest of each holds the SHA-256 of its programs and labels."""

from __future__ import annotations

import hashlib
from pathlib import Path

from training_programs.index import FOLDER, PARTS

TEST_PARTS = tuple(part for part in PARTS if part != "development")


def manifest_file(part: str) -> Path:
    """Where the manifest of a test part lies."""
    return FOLDER / f"{part}.sha256"


def manifest(folder: Path) -> str:
    """A line for each file, as `sha256sum` writes it and, in `programs`, `sha256sum --check PART.sha256` reads it."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    named = {path.relative_to(folder.parent).as_posix(): path for path in files}
    return "".join(f"{digest(path)}  {name}\n" for name, path in sorted(named.items()))


def digest(path: Path) -> str:
    """SHA-256 of a file, with the line ends that the repository has on every system."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def differences(part: str, folder: Path | None = None) -> list[str]:
    """What of a test part is not as its manifest says: files that were changed, are missing or are new.

    `folder` is where the part lies, if not in the package. The list is empty if all is the same.
    """
    text = manifest_file(part).read_text(encoding="utf-8")
    expected, there = _digests(text), _digests(manifest(folder or FOLDER / part))
    found = [f"{name} is missing" for name in expected if name not in there]
    found += [f"{name} is not in the manifest" for name in there if name not in expected]
    found += [f"{name} was changed" for name in expected if there.get(name, expected[name]) != expected[name]]
    return sorted(found)


def _digests(text: str) -> dict[str, str]:
    """File → digest, of a manifest's lines."""
    lines = (line.partition("  ") for line in text.splitlines())
    return {name: digest for digest, _, name in lines}
