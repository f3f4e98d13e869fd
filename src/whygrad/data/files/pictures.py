"""A folder of pictures as a data set: a subfolder is a class; `train/` and `test/`, if both are there, a split.

PNG and JPEG files. A picture is turned as its EXIF data say, transparency becomes white, and one of another size is
scaled until it covers the size asked for (that of the first picture, if none is) and cut at its edges. Pictures are
gray only if all of them are. A file that cannot be read is left out, and its name kept for a report.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whygrad.data.files.decoding import opened
from whygrad.data.listening import tell
from whygrad.data.sets.types import Table, pixel_names
from whygrad.errors import DataError, InputError

ENDINGS = frozenset({".png", ".jpg", ".jpeg"})
MOST_FILES = 200_000
MOST_SIDE = 1_024  # pixels
MOST_BYTES = 1_500_000_000  # of all pictures, unpacked

_Bytes = npt.NDArray[np.uint8]


def read(folder: Path, size: tuple[int, ...] | None = None) -> Table:
    """All readable pictures, of the size (H, W); raises `DataError` for a folder that is no data set."""
    shares = [folder / "train", folder / "test"]
    split = all(share.is_dir() for share in shares)
    listed = [_listed(share, folder) for share in (shares if split else [folder])]
    class_names = tuple(listed[0])
    if split and (unknown := next((name for name in listed[1] if name not in class_names), None)) is not None:
        raise DataError("error-pictures-class", folder=str(folder), name=unknown)
    files = [(path, class_names.index(name)) for share in listed for name, paths in share.items() for path in paths]
    if len(files) > MOST_FILES:
        raise DataError("error-pictures-many", folder=str(folder), files=f"{len(files):,}", most=f"{MOST_FILES:,}")
    published = sum(len(paths) for paths in listed[0].values()) if split else 0

    height, width = size or _first_size(folder, [path for path, _ in files])
    if len(files) * height * width * 3 > MOST_BYTES:
        most = f"{MOST_BYTES / 1e9:g}"
        raise DataError("error-pictures-bytes", folder=str(folder), height=str(height), width=str(width), most=most)
    x = np.empty((len(files), height, width, 3), np.uint8)
    gray, kept, skipped = True, np.zeros(len(files), np.bool_), list[str]()
    for number, (path, _) in enumerate(files):
        tell(number, len(files))
        picture = picture_of(path, (height, width))
        if picture is None:
            skipped.append(str(path.relative_to(folder)))
            continue
        x[number], kept[number] = picture, True
        gray = gray and bool((picture[..., 1:] == picture[..., :1]).all())
    tell(len(files), len(files))
    y = np.array([label for _, label in files], np.int64)[kept]
    lost = next((name for number, name in enumerate(class_names) if not (y == number).any()), None)
    if lost is not None:
        raise DataError("error-pictures-none", folder=str(folder), name=lost)
    shape = (1 if gray else 3, height, width)
    return Table(
        x=np.ascontiguousarray(x[kept][..., : shape[0]].transpose(0, 3, 1, 2)).reshape(len(y), -1),
        y=y,
        columns=pixel_names(shape),
        class_names=class_names,
        target="class",
        picture_shape=shape,
        published=int(kept[:published].sum()),
        skipped=tuple(skipped),
    )


def stamp(folder: Path) -> tuple[int, int]:
    """What changes when a picture of a data set does: the latest change in ns, and how many bytes there are.

    Looks where `read` does and no deeper, and raises `DataError` for a folder of far more files than a data set has.
    """
    latest, size, most = 0, 0, 2 * MOST_FILES
    shares = [folder / "train", folder / "test"]
    roots = shares if all(share.is_dir() for share in shares) else [folder]
    levels = [roots, [Path(entry.path) for root in roots for entry in _entries(root) if entry.is_dir()]]
    seen = 0
    for place in itertools.chain(*levels):
        for entry in _entries(place):
            seen += 1
            if seen > most:
                raise DataError("error-pictures-many", folder=str(folder), files=f"> {most:,}", most=f"{MOST_FILES:,}")
            with suppress(OSError):
                stat = entry.stat()
                latest, size = max(latest, stat.st_mtime_ns), size + stat.st_size
    return latest, size


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, hidden entries aside; nothing if it cannot be read."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry


def picture_of(path: Path, size: tuple[int, int] | None = None) -> _Bytes | None:
    """A picture as (H, W, 3) bytes, covering the size (H, W) if one is given; `None` if the file is none."""
    from PIL import Image, ImageOps

    try:
        picture = opened(path).image
    except InputError:
        return None
    if size is not None and picture.size != (size[1], size[0]):
        picture = ImageOps.fit(picture, (size[1], size[0]), Image.Resampling.BILINEAR)
    return np.asarray(picture)


def _listed(folder: Path, root: Path) -> dict[str, list[Path]]:
    """Class -> its files, both in alphabetical order; raises `DataError`."""
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        found = {
            path.name: sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() in ENDINGS and file.is_file() and not file.name.startswith(".")
            )
            for path in inside
        }
    except FileNotFoundError:
        raise DataError("error-pictures-missing", folder=str(root)) from None
    except NotADirectoryError:
        raise DataError("error-pictures-not-a-folder", folder=str(root)) from None
    except OSError as error:
        raise DataError("error-csv-unreadable", file=str(root), reason=error.strerror or str(error)) from None
    found = {name: files for name, files in found.items() if files}
    if len(found) < 2:
        raise DataError("error-pictures-classes", folder=str(root), count=str(len(found)))
    return found


def _first_size(folder: Path, files: list[Path]) -> tuple[int, int]:
    """Height and width of the first readable picture; raises `DataError` if there is none or it is too large."""
    for path in files:
        picture = picture_of(path)
        if picture is not None:
            height, width = picture.shape[:2]
            if max(height, width) > MOST_SIDE:
                values = {"height": str(height), "width": str(width), "most": str(MOST_SIDE)}
                raise DataError("error-pictures-size", file=str(path), **values)
            return height, width
    raise DataError("error-pictures-unreadable", folder=str(folder))
