"""The page's files, and nothing else on this machine: what lies in `web/` and has a known type."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

WEB = Path(__file__).parent / "web"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".ftl": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_PACKED = frozenset({".html", ".css", ".js", ".json", ".ftl", ".svg", ".wasm"})


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is served: its content, as it is and packed, and the tag by which a browser knows its version."""

    type: str
    tag: str
    content: bytes
    packed: bytes | None


class Files:
    """The files of one folder by their paths, read again when they change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._known: dict[Path, tuple[tuple[int, int], File]] = {}

    def find(self, name: str) -> File | None:
        """The file at a path below the folder; `None` for everything else, whatever the path says."""
        if not name or any(part in ("", ".", "..") for part in name.split("/")) or not name.isprintable():
            return None
        if "\\" in name or ":" in name:
            return None
        path = (self.folder / name).resolve()
        if path.suffix not in TYPES or not path.is_relative_to(self.folder) or not path.is_file():
            return None
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size)
        known = self._known.get(path)
        if known is None or known[0] != version:
            known = version, made(path.read_bytes(), path.suffix)
            self._known[path] = known
        return known[1]


def made(content: bytes, suffix: str) -> File:
    """A file of some content and type."""
    packed = gzip.compress(content, 6, mtime=0) if suffix in _PACKED else None
    return File(TYPES[suffix], f'"{hashlib.sha256(content).hexdigest()[:20]}"', content, packed)


def response(request: Request, file: File) -> Response:
    """The file, or "not modified" for a browser that has this version.

    Browsers keep files but ask each time whether they are still the same: nobody sees an old page with a new server.
    """
    from starlette.responses import Response

    headers = {"cache-control": "no-cache", "etag": file.tag, "vary": "accept-encoding"}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding", "")
    if file.packed is not None and "gzip" in accepted:
        return Response(file.packed, media_type=file.type, headers={**headers, "content-encoding": "gzip"})
    return Response(file.content, media_type=file.type, headers=headers)
