"""One picture of a file, upright and in RGB.

What is unusual about a picture (turned, gray, CMYK, transparent, of 16 bits) is handled and said; what cannot be used
(broken, no picture, too many pixels) is refused in one line.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from whygrad.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000  # a small file may unpack to a picture that fills the memory
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "PPM")
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, KeyError, TypeError, Warning)


@dataclass(frozen=True)
class Picture:
    """A picture in RGB. `notes` say what was done to it, as ids of messages behind `picture-`."""

    path: Path
    image: Image
    notes: tuple[str, ...]


def opened(path: Path) -> Picture:
    """The picture of a file, upright and in RGB; raises `InputError` that names the file and what is wrong with it."""
    if path.is_dir() or not path.exists():
        raise InputError("error-picture-missing", file=str(path))
    return _decoded(path, path, MOST_PIXELS)


def received(content: bytes, name: str, most_pixels: int) -> Picture:
    """The picture of a file that somebody sent, of at most so many pixels; `name` is what errors call it."""
    return _decoded(io.BytesIO(content), Path(name), most_pixels)


def _decoded(source: Path | IO[bytes], path: Path, most_pixels: int) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)  # odd EXIF data and the like: the picture counts
            with Image.open(source, formats=_FORMATS) as image:
                if image.width * image.height > most_pixels:
                    raise Image.DecompressionBombError
                image.load()
                found, notes = _in_rgb(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        most = f"{most_pixels // 10**6}"
        raise InputError("error-picture-huge", file=str(path), most=most) from None
    except UnidentifiedImageError:
        raise InputError("error-picture-unknown", file=str(path), known=", ".join(_FORMATS)) from None
    except _UNREADABLE:
        raise InputError("error-picture-broken", file=str(path)) from None
    return Picture(path, found, notes)


def _in_rgb(image: Image) -> tuple[Image, tuple[str, ...]]:
    """Upright, three channels of eight bits, transparency on white."""
    from PIL import Image, ImageOps

    notes: list[str] = []
    turned = ImageOps.exif_transpose(image)
    if image.getexif().get(0x0112, 1) not in (1, 0):
        notes.append("turned")
    if turned.mode.startswith(("I", "F")):  # 16 or 32 bits a pixel: those of 16 become 8, others by their range
        values = np.asarray(turned, np.float64)
        top = 65_535.0 if turned.mode.startswith("I") and values.max(initial=0) > 255 else 255.0
        turned = Image.fromarray(np.clip(values * (255 / top), 0, 255).astype(np.uint8))
        notes.append("deep")
    if turned.has_transparency_data:
        over = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over)
        notes.append("transparent")
    elif turned.mode in ("L", "1"):
        notes.append("gray")
    elif turned.mode == "CMYK":
        notes.append("cmyk")
    return turned.convert("RGB"), tuple(notes)
