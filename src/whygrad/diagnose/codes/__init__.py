"""Everything about a finding in one folder, named after its code: the rule, thresholds, texts, page and presets.

| file | what it holds |
| --- | --- |
| `rule.py` | `RULE`: the check, what it needs and suggests, its place among the others, what explains what |
| `limits.toml` | the thresholds that are its own, and the names of those that it shares with others (`uses`) |
| `en.ftl`, `ko.ftl` | its messages: title, finding, explanation, quantities, thresholds, lessons |
| `en.md`, `ko.md` | its page |
| `CODE-….toml` | experiments that show it, with their data |

A folder is found by listing this one; `docs/internals/add-a-rule.md` says how to write it.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass

from whygrad.diagnose.rule import Rule, Trait

# In the order in which readers see them.
_GROUPS = ("gradient-flow", "initialization", "optimization", "data", "output-and-loss", "generalization")

# The order in which rules are evaluated, which JSON shows in `undecided`. It is kept as it was; codes that do not stand
# here come after these, from causes to symptoms.
_FIRST = (
    "inputs-not-normalized", "non-finite-data", "constant-feature", "class-imbalance", "labels-look-random",
    "overfitting", "underfitting", "vanishing-gradient", "exploding-gradient", "no-gradient", "non-finite",
    "init-too-small", "init-too-large", "symmetric-init", "learning-rate-too-high", "learning-rate-too-low",
    "noisy-updates", "no-progress", "softmax-before-cross-entropy", "sigmoid-before-logit-loss",
    "output-loss-mismatch", "output-range-mismatch", "linear-network", "gradients-accumulate", "not-optimized",
    "frozen-parameters", "loss-shape-broadcast", "target-out-of-range", "eval-in-train-mode", "train-in-eval-mode",
    "not-shuffled", "batch-mixing", "dead-units", "saturated-units",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """`cause` explains `effect`; if `timed`, not where the effect was there before it; if `shown` is the name of a
    quantity, only where it is among the effect's evidence, and if `hidden` is one, only where it is not; if `given` are
    some, only where one of them is among the cause's.
    """

    cause: str
    effect: str
    timed: bool = False
    shown: str = ""
    given: tuple[str, ...] = ()
    hidden: str = ""


def _rules() -> dict[str, Rule]:
    """Code -> rule, by rank."""
    rules: list[Rule] = []
    for folder in pkgutil.iter_modules(__path__):
        rule: Rule = importlib.import_module(f"{__name__}.{folder.name}.rule").RULE
        if rule.code != folder.name.replace("_", "-"):
            raise RuntimeError(f"the rule {rule.code} stands in the folder {folder.name}")
        if rule.group not in _GROUPS:
            raise RuntimeError(f"the rule {rule.code} has the group {rule.group!r}, not one of {', '.join(_GROUPS)}")
        rules.append(rule)
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: (rule.rank, rule.code))}


def _edges(rules: dict[str, Rule]) -> tuple[Edge, ...]:
    """Every edge, in the order in which they are looked at."""
    found: list[tuple[int, Edge]] = []
    for code, rule in rules.items():
        pairs = [(link, code, other) for link in rule.explains for other in link.codes]
        pairs += [(link, other, code) for link in rule.explained_by for other in link.codes]
        for link, cause, effect in pairs:
            order = rules[cause].rank if link.order is None else link.order
            found.append((order, Edge(cause, effect, link.timed, link.shown, link.given, link.hidden)))
    return tuple(edge for _, edge in sorted(found, key=lambda one: one[0]))


_by_rank = _rules()

ORDER: tuple[str, ...] = tuple(_by_rank)
"""Codes from root to symptom. Among findings that do not explain each other, the earlier one here is shown first; an
edge may not point backwards unless it is timed, so that explanations never run in circles.
"""

EDGES: tuple[Edge, ...] = _edges(_by_rank)

RULES: dict[str, Rule] = dict(
    sorted(_by_rank.items(), key=lambda one: _FIRST.index(one[0]) if one[0] in _FIRST else len(_FIRST))
)


def codes_with(trait: Trait) -> frozenset[str]:
    """The codes of the rules that have a trait."""
    return frozenset(code for code, rule in RULES.items() if trait in rule.traits)


GROUPS: dict[str, tuple[str, ...]] = {
    group: tuple(sorted((code for code in ORDER if RULES[code].group == group), key=lambda code: RULES[code].place))
    for group in _GROUPS
}
"""The codes as a reader looks for them."""
