"""A folder that is sent to other machines: what goes along, what does not, and how much that may be."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

import pytest

from whygrad.cluster import check_folder, packed, unpacked
from whygrad.cluster import folder as module
from whygrad.errors import InputError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for place, content in {
        "train.py": "print(1)", "data/a.csv": "1,2", "data/deep/b.csv": "3,4", "runs/old.pt": "x" * 3000,
        ".git/config": "secret", ".venv/lib/torch.py": "large", "package/__pycache__/m.pyc": "0",
        "package/m.py": "m = 1",
    }.items():  # fmt: skip
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (folder / "empty").mkdir()
    (folder / "run.sh").write_text("echo")
    (folder / "run.sh").chmod(0o755)
    return folder


def _content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_a_folder_comes_out_as_it_went_in(project: Path, tmp_path: Path) -> None:
    unpacked(packed(project), tmp_path / "there")
    kept = {name: text for name, text in _content(project).items() if name.split("/")[0] not in (".git", ".venv")}
    del kept["package/__pycache__/m.pyc"]
    assert _content(tmp_path / "there") == kept
    assert (tmp_path / "there" / "empty").is_dir()
    assert os.access(tmp_path / "there" / "run.sh", os.X_OK)


@pytest.mark.parametrize(
    ("exclude", "gone"),
    [
        ("data", {"data/a.csv", "data/deep/b.csv"}),
        ("./data/", {"data/a.csv", "data/deep/b.csv"}),
        ("data/deep", {"data/deep/b.csv"}),
        ("*.csv", {"data/a.csv", "data/deep/b.csv"}),
        ("runs/*.pt", {"runs/old.pt"}),
    ],
)
def test_what_is_excluded_is_not_sent(exclude: str, gone: set[str], project: Path, tmp_path: Path) -> None:
    unpacked(packed(project), tmp_path / "all")
    unpacked(packed(project, [exclude]), tmp_path / "some")
    assert set(_content(tmp_path / "all")) - set(_content(tmp_path / "some")) == gone


def test_links_are_sent_as_links(project: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "big.bin").write_text("big")
    (project / "outside").symlink_to(tmp_path / "shared")
    (project / "data" / "inside").symlink_to(project / "train.py")
    (project / "nowhere").symlink_to("missing")
    there = tmp_path / "there"
    unpacked(packed(project), there)
    assert (there / "outside" / "big.bin").read_text() == "big"
    assert (there / "data" / "inside").resolve() == (there / "train.py").resolve()
    assert (there / "nowhere").is_symlink()


def test_a_large_folder_is_refused_with_what_is_large_in_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 2 << 20)
    (project / "data" / "big.bin").write_bytes(bytes(5 << 20))
    with pytest.raises(InputError) as error:
        packed(project)
    assert "6 MB, more than the 2 MB" in str(error.value)
    assert "data (6 MB)" in str(error.value)
    assert "--exclude" in str(error.value)
    check_folder(project, ["big.bin"])
    monkeypatch.setattr(module, "MOST_FILES", 3)
    with pytest.raises(InputError, match="more than the 3 files"):
        check_folder(project, ["big.bin"])


def test_an_archive_cannot_write_outside_of_the_folder(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../evil"))
    with pytest.raises(tarfile.TarError):
        unpacked(stream.getvalue(), tmp_path / "there")
    assert not (tmp_path / "evil").exists()
