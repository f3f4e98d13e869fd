"""What `claim.toml` may say: read once, checked, frozen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from whygrad.claims.judging import Rule, Verdict
from whygrad.i18n import language

TOPICS = (
    "perceptron", "nonlinearity", "chain-rule", "vanishing-gradients", "remedies", "generalization", "convolution",
    "depth",
)  # fmt: skip
"""In the order in which a beginner reads them."""

Settings = Mapping[str, Any]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Frozen):
    """A phrase in both languages."""

    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)

    def __str__(self) -> str:
        return self.ko if language() == "ko" else self.en


class Formula(_Frozen):
    """A formula of a claim: LaTeX, and what it says to readers who do not see it."""

    tex: str = Field(min_length=1)
    says: Words


class Related(_Frozen):
    """A network on the subject of a claim whose own networks no page can train; `says` relates it to the claim."""

    settings: dict[str, Any]
    says: Words


class Source(_Frozen):
    """A publication for or against the claim; `id` is a DOI or an arXiv number, or an ISBN for books."""

    stance: Literal["for", "against"]
    cite: str
    id: str = Field(pattern=r"^(doi:10\.\S+|arXiv:\S+|isbn:[\d-]+)$")


class Measure(BaseModel):
    """Which number is compared: a function of `whygrad.claims.measures` with its arguments, or "own" (`measure.py`).

    `unit` is shown after the number; differences of "log2" and "log10" are shown as factors.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    name: str
    title: Words
    unit: str = ""

    @property
    def arguments(self) -> dict[str, Any]:
        """What is handed on to the measure."""
        return dict(self.model_extra or {})


class Arm(_Frozen):
    """One of the two things that are compared: its name and the settings that make it."""

    name: Words
    settings: dict[str, Any] = {}


class Condition(_Frozen):
    """Where the arms are compared: settings for both, and settings for one of them. `value` is the number that
    is varied, where the conditions are numbers.
    """

    name: Words
    value: float | None = None
    settings: dict[str, Any] = {}
    claimed: dict[str, Any] = {}
    other: dict[str, Any] = {}


class Tuning(BaseModel):
    """Each arm gets the value of `key` that is best for it on data that no verdict sees (`whygrad.claims.tuning`), by
    the mean of a measure: `best` says whether more is better ("higher") or less ("lower").
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    key: str
    values: tuple[float, ...] = Field(min_length=2)
    measure: str
    best: Literal["higher", "lower"]
    seeds: int = Field(4, ge=3)

    @property
    def arguments(self) -> dict[str, Any]:
        """What is handed on to the measure."""
        return dict(self.model_extra or {})


class Definition(_Frozen):
    """A claim as its folder states it. Everything here was written down before the run.

    `seeds`: runs of each arm. `seconds`: the budget of a whole run on two cores. `other` may be left out: the claimed
    arm is then compared with the number `rule.reference`. `control`: a condition under which the claim must not hold.
    `texts_say`: the verdict that `en.md` and `ko.md` explain; `depends_on`: what it turns on, if it is "depends".
    `own_settings`: where `values` of `measure.py` trains the experiment that the settings make, those of them that are
    its own; the studio opens such an experiment. `None`: it trains no such experiment. `own_factors`: those of its own
    settings that multiply another one, by the other one's name. `related`: what the page trains instead.
    """

    id: str = Field(pattern=r"^C\d\d$")
    topic: str
    statement: Words
    literature: tuple[Source, ...] = Field(min_length=1)
    seeds: int = Field(20, ge=1)
    seconds: float = Field(gt=0)
    texts_say: Verdict
    depends_on: Words | None = None
    own_settings: tuple[str, ...] | None = None
    own_factors: dict[str, str] = {}
    related: Related | None = None
    measure: Measure
    rule: Rule
    experiment: dict[str, Any] = {}
    claimed: Arm
    other: Arm | None = None
    conditions: tuple[Condition, ...] = Field(min_length=1)
    control: Condition
    tuning: Tuning | None = None
    value_name: Words | None = None
    """What the values of the conditions are: below the axis of a figure that draws the effect over them."""
    formulas: tuple[Formula, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Definition:
        """The definition in a claim's folder."""
        return cls.model_validate(tomllib.loads((folder / "claim.toml").read_text(encoding="utf-8")))

    def decisive(self) -> dict[str, Any]:
        """What numbers and verdict depend on: everything but words and budget."""
        return {
            "measure": [self.measure.name, self.measure.arguments],
            "rule": self.rule.model_dump(),
            "seeds": self.seeds,
            "tuning": self.tuning.model_dump() if self.tuning is not None else None,
            "arms": [
                [self.settings(condition, "claimed"), self.settings(condition, "other")]
                for condition in (*self.conditions, self.control)
            ],
        }

    def settings(self, condition: Condition, arm: Literal["claimed", "other"]) -> dict[str, Any]:
        """The settings of an arm under a condition: the experiment's, the condition's, the arm's, and the condition's
        for this arm; the later ones count.
        """
        own = getattr(self, arm)
        return {
            **self.experiment, **condition.settings, **(own.settings if own is not None else {}),
            **(condition.claimed if arm == "claimed" else condition.other),
        }  # fmt: skip
