"""Every headline number as a command: `python -m benchmarks.NAME`; `make bench` runs them all.

Peers run beside us in the same minutes on the same machine, turn by turn; every figure comes with how often it was
measured and how far the measurements lie apart. Results are written to `benchmarks/results/DATE-NAME.md`.
"""

import sys
from pathlib import Path

# The programs are a package of their own in this repository, which need not be installed for the benchmarks.
sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "training-programs" / "src"))
