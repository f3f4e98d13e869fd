"""Fetching the files of a data set, by pooch: what arrives must have the SHA-256 that stands here.

A download that is cut off stays beside its place as `NAME.part`, and the next call goes on from there. The hashes are
those that TensorFlow Datasets publishes for the same addresses (`tensorflow_datasets/url_checksums`); Debian's files of
Fashion-MNIST are these with the original name and time taken out of the gzip header, byte for byte.
"""

from __future__ import annotations

import errno
import shutil
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from whygrad.data.files import places
from whygrad.errors import DataError, MissingExtraError

Progress = Callable[[float], None]
_PIECE = 1 << 16


@dataclass(frozen=True)
class Remote:
    """A file on the network. An archive is unpacked: of it, the files `members` are kept, without their folders."""

    name: str
    bytes: int
    sha256: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a data set comes from."""

    address: str
    files: tuple[Remote, ...]

    @property
    def bytes(self) -> int:
        """How much there is to download."""
        return sum(file.bytes for file in self.files)


SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "fashion-mnist": Source(
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
            (
                Remote(
                    "train-images-idx3-ubyte.gz",
                    26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                ),
                Remote(
                    "train-labels-idx1-ubyte.gz",
                    29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                ),
                Remote(
                    "t10k-images-idx3-ubyte.gz",
                    4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                ),
                Remote(
                    "t10k-labels-idx1-ubyte.gz",
                    5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                ),
            ),
        ),
        "cifar-10": Source(
            "https://www.cs.toronto.edu/~kriz/",
            (
                Remote(
                    "cifar-10-binary.tar.gz",
                    170_052_171,
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                    (*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin"),
                ),
            ),
        ),
    }
)


def download(name: str, progress: Progress | None = None, source: Source | None = None) -> Path:
    """Fetch the files of a data set into the user's cache, those that are not there; the folder that they are in.

    `progress` hears the share that is done. Raises `DataError` for a name that has no download, no network, a download
    that is cut off or wrong, a full disk; `MissingExtraError` without pooch. Ctrl-C keeps what has arrived.
    """
    source = source or SOURCES.get(name)
    if source is None:
        raise DataError("error-download-none", name=name, known=", ".join(SOURCES))
    folder = places.cache() / name
    done = 0
    for file in source.files:
        wanted = file.members or (file.name,)
        if not all((folder / one).is_file() for one in wanted):

            def hear(arrived: int, done: int = done) -> None:
                if progress is not None:
                    progress(min(1.0, (done + arrived) / source.bytes))

            try:
                folder.mkdir(parents=True, exist_ok=True)
                _fetch(source.address + file.name, file, folder, hear)
                if file.members:
                    _unpack(folder / file.name, file.members)
            except OSError as error:
                message = "error-download-full" if error.errno == errno.ENOSPC else "error-download-disk"
                room = f"{_megabytes(source.bytes)}"
                reason = error.strerror or str(error)
                raise DataError(message, folder=str(folder), reason=reason, size=room) from None
        done += file.bytes
    return folder


def _fetch(address: str, file: Remote, folder: Path, hear: Callable[[int], None]) -> None:
    """One file into its folder, by way of `NAME.part`; raises `DataError`, and `OSError` of the disk."""
    try:
        import pooch
        import requests
    except ImportError:
        raise MissingExtraError("error-pooch-missing") from None
    part = folder / f"{file.name}.part"

    def fetch(url: str, place: str, _pooch: Any) -> None:
        have = part.stat().st_size if part.is_file() else 0
        if have < file.bytes:
            headers = {"Range": f"bytes={have}-"} if have else {}
            with requests.get(url, headers=headers, stream=True, timeout=30) as answer:
                answer.raise_for_status()
                goes_on = answer.status_code == requests.codes.partial_content
                have = have if goes_on else 0
                with part.open("ab" if goes_on else "wb") as written:
                    for piece in answer.iter_content(_PIECE):
                        written.write(piece)
                        have += len(piece)
                        hear(have)
        shutil.move(part, place)

    pooch.get_logger().setLevel("ERROR")
    try:
        pooch.retrieve(address, f"sha256:{file.sha256}", file.name, folder, downloader=cast("Any", fetch))
    except requests.HTTPError as error:
        raise DataError("error-download-refused", address=address, status=str(getattr(error.response, "status_code", "?"))) from None
    except requests.ConnectionError:
        message = "error-download-cut" if part.is_file() else "error-download-network"
        raise DataError(message, address=address, name=folder.name) from None
    except requests.RequestException:
        raise DataError("error-download-cut", address=address, name=folder.name) from None
    except ValueError:  # pooch's word for a wrong hash; it has removed the file
        raise DataError("error-download-checksum", address=address) from None


def _unpack(archive: Path, members: tuple[str, ...]) -> None:
    """The named files of an archive beside it, whatever folder they are in there; the archive goes."""
    with tarfile.open(archive) as packed:
        for member in packed:
            name = Path(member.name).name
            content = packed.extractfile(member) if name in members else None
            if content is not None:
                part = archive.with_name(f"{name}.part")
                with part.open("wb") as written:
                    shutil.copyfileobj(content, written)
                part.replace(archive.with_name(name))
    archive.unlink()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f}"
