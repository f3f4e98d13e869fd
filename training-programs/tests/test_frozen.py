"""The test part is never repaired."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from training_programs.frozen import MANIFEST, TEST_PART, differences

# Of the manifest of test part 1. Nobody changes it: a new test part gets a manifest of its own.
FROZEN = "f2f00f27a1ad4cb34e30c1c3e100436d6dcf7718c5bd062518a1c29553d73e63"


def test_the_test_part_is_as_it_was_frozen() -> None:
    assert differences() == []
    text = MANIFEST.read_text(encoding="utf-8").replace("\r\n", "\n")
    assert hashlib.sha256(text.encode()).hexdigest() == FROZEN


def test_whatever_is_changed_is_seen(tmp_path: Path) -> None:
    copy = tmp_path / "test"
    shutil.copytree(TEST_PART, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert differences(copy) == []
    changed, missing = sorted((copy / "failing").glob("*.py"))[:2]
    changed.write_text(changed.read_text(encoding="utf-8") + "# repaired\n", encoding="utf-8")
    missing.unlink()
    (copy / "healthy" / "new.py").write_text("", encoding="utf-8")
    index = copy / "index.toml"
    index.write_text(index.read_text(encoding="utf-8").replace("no-gradient", "no-progress"), encoding="utf-8")
    assert differences(copy) == sorted([
        f"test/failing/{changed.name} was changed",
        f"test/failing/{missing.name} is missing",
        "test/healthy/new.py is not in the manifest",
        "test/index.toml was changed",
    ])  # fmt: skip
