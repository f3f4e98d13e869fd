"""What a remedy is, and where to find them: one file each in `remedies/`, found by listing the folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from whygrad.errors import ExperimentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment

Edit = Callable[["Experiment", "Diagnosis | None"], "Experiment | None"]
SECTIONS = ("data", "network", "training", "recording")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change to an experiment that should help against the findings it names, and those whose rules offer it.

    `edits` are the ways to do it, the likeliest first (a learning rate divided by 10, by 100); each takes the
    experiment and its diagnosis, if there is one, and gives the changed experiment, or `None` where it does not apply
    or changes nothing. A remedy without edits is advice: nothing to try, but something to tell. What it says stands in
    the catalog: `title-remedy-<code>` and `remedy-<code>`.
    """

    code: str
    helps: tuple[str, ...]
    edits: tuple[Edit, ...] = ()

    @property
    def advice_only(self) -> bool:
        """Whether there is nothing to try in an experiment."""
        return not self.edits

    def apply(self, experiment: Experiment, diagnosis: Diagnosis | None = None) -> Experiment | None:
        """The changed experiment, or `None` if the remedy does not apply to it or changes nothing."""
        return next(iter(self.variants(experiment, diagnosis)), None)

    def variants(self, experiment: Experiment, diagnosis: Diagnosis | None = None) -> tuple[Experiment, ...]:
        """What each edit makes of the experiment, without repetitions."""
        edited = (edit(experiment, diagnosis) for edit in self.edits)
        return tuple(dict.fromkeys(result for result in edited if result is not None and result != experiment))


@cache
def remedies() -> Mapping[str, Remedy]:
    """All remedies by their code, in alphabetical order of their files."""
    package = importlib.import_module("whygrad.trial.remedies")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    found: list[Remedy] = [importlib.import_module(f"{package.__name__}.{name}").REMEDY for name in names]
    return MappingProxyType({remedy.code: _with_offers(remedy) for remedy in found})


def _with_offers(remedy: Remedy) -> Remedy:
    """The remedy, which helps against the findings that offer it as well."""
    from whygrad.diagnose import RULES

    offers = (code for code, rule in RULES.items() if remedy.code in rule.remedies and code not in remedy.helps)
    return replace(remedy, helps=(*remedy.helps, *offers))


def remedies_for(finding: str) -> tuple[Remedy, ...]:
    """The remedies that say they help against a finding's code."""
    return tuple(remedy for remedy in remedies().values() if finding in remedy.helps)


def changed(experiment: Experiment, **values: Any) -> Experiment | None:
    """The experiment with other values (keys as `Experiment.replace` takes them: leaf names or dotted).

    `None` if that changes nothing or if the combination cannot be, such as dropout in a network without hidden layers.
    """
    try:
        result = experiment.replace(**values)
    except ExperimentError:
        return None
    return None if result == experiment else result


def changes(before: Experiment, after: Experiment) -> dict[str, tuple[Any, Any]]:
    """What differs between two experiments: dotted key -> (value before, value after), as plain values."""
    differing: dict[str, tuple[Any, Any]] = {}
    for section in SECTIONS:
        old, new = getattr(before, section), getattr(after, section)
        if old == new:
            continue
        for key in type(old).model_fields:
            pair = getattr(old, key), getattr(new, key)
            if pair[0] != pair[1]:
                differing[f"{section}.{key}"] = (_plain(pair[0]), _plain(pair[1]))
    return differing


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value
