"""The test parts are never repaired."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from training_programs.frozen import TEST_PARTS, differences, manifest_file
from training_programs.index import FOLDER

# Of the manifest of each test part. Nobody changes it: a new test part gets a manifest of its own.
FROZEN = {
    "test": "f2f00f27a1ad4cb34e30c1c3e100436d6dcf7718c5bd062518a1c29553d73e63",
    "test-2": "37a84fc79ce55e7fcb2bbafb4c4917a0041207c287d167dfff26fc3f62703152",
}


def test_every_test_part_has_a_manifest() -> None:
    assert set(FROZEN) == set(TEST_PARTS)


@pytest.mark.parametrize("part", TEST_PARTS)
def test_a_test_part_is_as_it_was_frozen(part: str) -> None:
    assert differences(part) == []
    text = manifest_file(part).read_text(encoding="utf-8").replace("\r\n", "\n")
    assert hashlib.sha256(text.encode()).hexdigest() == FROZEN[part]


def test_whatever_is_changed_is_seen(tmp_path: Path) -> None:
    copy = tmp_path / "test"
    shutil.copytree(FOLDER / "test", copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert differences("test", copy) == []
    changed, missing = sorted((copy / "failing").glob("*.py"))[:2]
    changed.write_text(changed.read_text(encoding="utf-8") + "# repaired\n", encoding="utf-8")
    missing.unlink()
    (copy / "healthy" / "new.py").write_text("", encoding="utf-8")
    index = copy / "index.toml"
    index.write_text(index.read_text(encoding="utf-8").replace("no-gradient", "no-progress"), encoding="utf-8")
    assert differences("test", copy) == sorted([
        f"test/failing/{changed.name} was changed",
        f"test/failing/{missing.name} is missing",
        "test/healthy/new.py is not in the manifest",
        "test/index.toml was changed",
    ])  # fmt: skip
