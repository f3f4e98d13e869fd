"""Do the failing programs fail, do the others learn? The same as `training-programs check`.

python -m benchmarks.clinic.check [NAME…] [--write] [--show]
"""

from __future__ import annotations

import sys

from training_programs.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["check", *sys.argv[1:]]))
