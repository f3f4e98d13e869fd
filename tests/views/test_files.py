"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whygrad.views.files import save_bytes, save_text


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    save_text("old", path)

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        save_text("new", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permissions as on POSIX")
def test_permissions_are_the_users(tmp_path: Path) -> None:
    path = tmp_path / "a"
    mask = os.umask(0o027)
    try:
        save_bytes(b"", path)
        assert path.stat().st_mode & 0o777 == 0o640
        assert os.umask(0o027) == 0o027  # still as it was
    finally:
        os.umask(mask)
    path.chmod(0o604)
    save_bytes(b"x", path)
    assert path.stat().st_mode & 0o777 == 0o604


def test_devices_are_written_to(tmp_path: Path) -> None:
    save_text("gone", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_errors_name_the_file_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    for path in (tmp_path / "taken" / "r.html", Path("/proc/r.html")):
        with pytest.raises(OSError, match=r"r\.html") as caught:
            save_text("x", path)
        assert caught.value.filename == str(path)
