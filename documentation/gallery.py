"""The gallery: what each row of the mission shows, a picture or real output with the command that made it.

`gallery.toml` says for each row what is run and what the reader sees. `python -m documentation.gallery S04 …` runs the
commands of these rows (of all without any), keeps the pictures in docs/pictures and the output in `gallery`, and writes
docs/gallery.md and docs/gallery.ko.md; `--pages` writes only the pages.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
PICTURES = ROOT / "docs" / "pictures"
OUTPUT = HERE / "gallery"
LARGEST = 60_000  # bytes of a picture
WIDEST = 1000  # pixels
LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class Row:
    """A row of the mission.

    `command` is what the reader types. It writes `picture`, a file, or prints: `lines` of that are kept, fewer if one
    begins with `end`. `stands` names a picture that another command has made. Words are by language.
    """

    id: str
    title: dict[str, str]
    caption: dict[str, str]
    command: str = ""
    picture: str = ""
    stands: str = ""
    lines: int = 0
    end: str = ""

    @property
    def image(self) -> str:
        """The picture's name in docs/pictures; empty for a row with text."""
        return self.stands or (f"gallery-{self.id}.webp" if self.picture else "")

    def output(self, language: str) -> Path:
        """Where what the command printed is kept."""
        return OUTPUT / f"{self.id}.{language}.txt"


def rows() -> list[Row]:
    """The rows in the order of the mission."""
    table: dict[str, dict[str, Any]] = tomllib.loads(HERE.joinpath("gallery.toml").read_text(encoding="utf-8"))
    return [Row(id=name, **entry) for name, entry in table.items() if name != "words"]


def words() -> dict[str, dict[str, str]]:
    """The sentences of the page itself."""
    return tomllib.loads(HERE.joinpath("gallery.toml").read_text(encoding="utf-8"))["words"]


def page(language: str) -> str:
    """The page in a language."""
    say = {name: texts[language] for name, texts in words().items()}
    blocks = [f"# {say['title']}", say["about"]]
    for row in rows():
        blocks += [f"## {row.id} {row.title[language]}", row.caption[language]]
        if row.command:
            blocks.append(f"```sh\n{row.command}\n```")
        if row.image:
            blocks.append(f"![{row.title[language]}](pictures/{row.image})")
        if row.lines:
            blocks.append(f"```text\n{row.output(language).read_text(encoding='utf-8').rstrip()}\n```")
    blocks += [f"## {say['claims-title']}", say["claims"]]
    return "\n\n".join(blocks) + "\n"


def make(row: Row) -> None:
    """Run the command of a row and keep what it shows."""
    if row.picture:
        with tempfile.TemporaryDirectory() as folder:
            _run(row.command, Path(folder), "en")
            (PICTURES / row.image).write_bytes(small(Path(folder, row.picture).read_bytes()))
    for language in LANGUAGES if row.lines else ():
        OUTPUT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            printed = _run(row.command, Path(folder), language)
        row.output(language).write_text(kept(printed, row), encoding="utf-8")


def kept(printed: str, row: Row) -> str:
    """The lines of a row, "…" where there are more."""
    lines = printed.rstrip().splitlines()
    last = next((place for place, line in enumerate(lines) if row.end and line.startswith(row.end)), row.lines - 1)
    shown = lines[: min(last + 1, row.lines)]
    return "\n".join([*shown, *(["…"] if len(shown) < len(lines) else [])]) + "\n"


def small(picture: bytes) -> bytes:
    """A picture as WebP that is small enough for a page."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for width, quality in ((WIDEST, 85), (WIDEST, 70), (900, 60), (800, 50), (700, 40), (600, 30)):
        scaled = image.copy()
        scaled.thumbnail((width, width * 4), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        scaled.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def _run(command: str, folder: Path, language: str) -> str:
    """What a command prints in a folder of its own; statuses 0 and 1 are both results."""
    program, *arguments = shlex.split(command)
    assert program == "whygrad"
    done = subprocess.run(
        [sys.executable, "-m", "whygrad", *arguments, "--lang", language], cwd=folder, capture_output=True, text=True,
        check=False, env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: {done.stderr}")
    return done.stdout


def write() -> None:
    """Both pages."""
    for language in LANGUAGES:
        ending = "" if language == "en" else f".{language}"
        (ROOT / "docs" / f"gallery{ending}.md").write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for one in rows():
        if not wanted or one.id in wanted:  # "--pages" is the name of no row
            make(one)
    write()
