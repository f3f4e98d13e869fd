"""PyTorch training programs that fail, each with a repaired twin, and healthy ones; tools are run on them and scored.

`programs()` lists them, `program(name)` gives one, `run(adapter, programs)` asks a tool about all, `Score` counts.
"""

from training_programs.adapters import ADAPTERS, Adapter, adapter
from training_programs.answers import Answer, Finding
from training_programs.index import PARTS, Program, program, programs
from training_programs.running import run
from training_programs.scoring import Result, Score

__version__ = "1.1.0"

__all__ = [
    "ADAPTERS",
    "PARTS",
    "Adapter",
    "Answer",
    "Finding",
    "Program",
    "Result",
    "Score",
    "adapter",
    "program",
    "programs",
    "run",
]
