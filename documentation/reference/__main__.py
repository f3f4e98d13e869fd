"""Write the reference into a folder: `python -m documentation.reference FOLDER [en|ko]`."""

from __future__ import annotations

import sys
from pathlib import Path

from documentation.reference import write

if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "en")
