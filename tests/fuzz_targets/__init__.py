"""What is fed with inputs that nobody expects: in `make test` for a moment, in `benchmarks.fuzz` for as long as asked.

A target is a module of this folder with

    SAYS           what is fed to what, in a few words, for the table
    STRATEGY       a Hypothesis strategy for the inputs
    attempt(value) what a user could do with one; it raises nothing but `WhygradError`
    MEMORY         megabytes that an attempt may take beyond what the imports take (512 unless given)
    EXAMPLES       inputs that `make test` tries (30 unless given)

Every target runs in a process of its own (`__main__`), with that limit and one on time, so that a blow-up or a hang is
counted, not suffered (`frame`).
"""

from __future__ import annotations

import pkgutil

_OTHERS = ("frame", "target", "test_targets")
TARGETS = tuple(
    module.name
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_") and module.name not in _OTHERS
)
