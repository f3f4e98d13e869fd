"""The folder that an assistant may work in: what lies elsewhere is refused before anything is read or run."""

from __future__ import annotations

from pathlib import Path

from whygrad.errors import InputError


def served(word: str) -> Path:
    """The folder to serve, without symbolic links; raises `InputError` if there is none."""
    try:
        folder = Path(word).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # missing, not allowed, links in a circle, no name of a file
        folder = None
    if folder is None or not folder.is_dir():
        raise InputError("mcp-no-folder", path=word)
    return folder


def inside(folder: Path, word: str) -> str:
    """The path of a file or folder, counted from `folder`; raises `InputError` if it lies elsewhere.

    Symbolic links and `..` are followed first: where a path leads decides, not how it is written.
    """
    try:
        path = (folder / word).resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a null character
        raise InputError("mcp-outside", name=word, folder=str(folder)) from None
    if not path.is_relative_to(folder):
        raise InputError("mcp-outside", name=word, folder=str(folder))
    written = path.relative_to(folder).as_posix()
    return written if written[0].isalnum() else f"./{written}"  # else it may look like an option, a link or a home


def target(folder: Path, word: str) -> str:
    """What `whygrad diagnose` may be given: the name of a preset as it is, everything else as a path inside."""
    from whygrad.experiment import presets, recipes

    return word if word in presets or word in recipes else inside(folder, word)
