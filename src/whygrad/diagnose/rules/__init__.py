"""The rules, one group of findings a file.

A rule is found by listing this folder: every module here has a tuple `RULES`. A new rule is a new entry in one of them,
or a new file (see docs/internals/add-a-rule.md).
"""

from __future__ import annotations

import importlib
import pkgutil

from whygrad.diagnose.rule import Rule


def _found() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        for rule in importlib.import_module(f"{__name__}.{module.name}").RULES:
            if rule.code in rules:
                raise RuntimeError(f"two rules have the code {rule.code}")
            rules[rule.code] = rule
    return rules


RULES: dict[str, Rule] = _found()

__all__ = ["RULES"]
