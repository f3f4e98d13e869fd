"""Records one program and writes what published rules report, as a JSON list of codes.

python -m training_programs.adapters.ask_rules autotrainer|sagemaker PROGRAM FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from training_programs.adapters.published_rules import RULES
from training_programs.adapters.recorded import record


def main() -> int:
    """Exit status 0; a program that breaks off is judged by what it did until then."""
    name, program, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]).resolve()
    import torch

    torch.set_num_threads(1)
    sys.argv = [str(program)]
    sys.path[0] = str(program.parent)
    codes = RULES[name].ask(record(program))
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(codes), encoding="utf-8")
    unfinished.replace(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
