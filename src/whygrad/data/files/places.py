"""Where the files of a data set lie: the user's folder, the user's cache, the system's folder, in this order."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from whygrad.errors import DataError, user_path

SYSTEM = Path("/usr/share/datasets")  # Debian's packages dataset-* put them there
VARIABLE = "WHYGRAD_DATA"


def cache() -> Path:
    """The folder that downloads go to: whygrad's in the user's cache, wherever this system has it."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "whygrad" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "whygrad"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "whygrad"


def folders(name: str) -> Iterator[Path]:
    """Where the files of a data set may lie, the first that has them counts."""
    if own := os.environ.get(VARIABLE):
        yield user_path(own) / name
    yield cache() / name
    yield SYSTEM / name


def find(name: str, *files: str) -> list[Path] | None:
    """The files of a data set, a `.gz` perhaps already unpacked; `None` if no folder has them all."""
    for folder in folders(name):
        found = [
            next((path for path in (folder / file, folder / file.removesuffix(".gz")) if path.is_file()), None)
            for file in files
        ]
        paths = [path for path in found if path is not None]
        if len(paths) == len(files):
            return paths
    return None


def files(name: str, *names: str) -> list[Path]:
    """The same; raises `DataError` that says how to get them."""
    found = find(name, *names)
    if found is None:
        looked = ", ".join(str(folder) for folder in folders(name))
        raise DataError("error-data-not-here", name=name, folders=looked, variable=VARIABLE)
    return found


def content(path: Path) -> bytes:
    """What is in a file, unpacked if it is a `.gz`; raises `DataError` for one that is cut off or unreadable."""
    try:
        packed = path.read_bytes()
        return gzip.decompress(packed) if path.suffix == ".gz" else packed
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise DataError("error-data-broken", file=str(path)) from None
    except OSError as error:
        raise DataError("error-csv-unreadable", file=str(path), reason=error.strerror or str(error)) from None
