"""The tools: their arguments, each with its limits, and the command that each of them is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from whygrad.cli._assistant.folder import target
from whygrad.i18n import text

SECONDS = 120  # of training; what waits for an answer waits less long than a person at a terminal
BUDGET = 120  # seconds for a trial
_MOST = 1_000_000


def _number(words: str, default: int | None = None) -> Any:
    """A whole number from 1; `words` is the id of its description."""
    return Field(default=default, ge=1, le=_MOST, description=words)


class Tool(BaseModel):
    """A call of a tool: its fields are the arguments. A field's description is the id of a message."""

    model_config = ConfigDict(extra="forbid")

    name: ClassVar[str]

    @abstractmethod
    def command(self, folder: Path) -> list[str]:
        """The command line; raises `InputError` for what lies outside of the folder."""

    @classmethod
    def input_schema(cls) -> dict[str, Any]:
        """The JSON schema of the arguments, in the language in use."""
        schema = cls.model_json_schema()
        del schema["title"]
        schema.pop("description", None)
        for field in schema["properties"].values():
            field.pop("title", None)
            field["description"] = text(field["description"])
        return schema


class Diagnose(Tool):
    """`whygrad diagnose TARGET`."""

    name = "diagnose"

    target: str = Field(description="mcp-argument-target")
    arguments: list[str] = Field(default=[], description="mcp-argument-arguments")
    steps: int | None = _number("mcp-argument-steps")
    seconds: int = _number("mcp-argument-seconds", SECONDS)
    seeds: int | None = _number("mcp-argument-seeds")
    changes: list[str] = Field(default=[], description="mcp-argument-changes")

    def command(self, folder: Path) -> list[str]:
        """A script has arguments and seconds, an experiment has seeds and changes."""
        from whygrad.cli._target import is_script

        words = ["diagnose", target(folder, self.target), *_option("--steps", self.steps)]
        if is_script(self.target):
            words += ["--seconds", str(self.seconds)]
        words += [*_option("--seeds", self.seeds), *_changes(self.changes)]
        return [*words, *(["--", *self.arguments] if self.arguments else [])]


class Trial(Diagnose):
    """`whygrad diagnose TARGET --trial`."""

    name = "trial"

    budget: int = _number("mcp-argument-budget", BUDGET)

    def command(self, folder: Path) -> list[str]:
        """The diagnosis with the remedies tried."""
        from whygrad.cli._target import is_script

        first, *rest = super().command(folder)
        budget = ["--budget", str(self.budget)] if is_script(self.target) else []
        return [first, "--trial", *budget, *rest]


class Explain(Tool):
    """`whygrad explain CODE`."""

    name = "explain"

    code: str | None = Field(default=None, description="mcp-argument-code")

    def command(self, folder: Path) -> list[str]:
        """A code, or the list of all."""
        return ["explain"] if self.code is None else ["explain", "--", self.code]


class Compare(Tool):
    """`whygrad compare EXPERIMENT --vary KEY=V1,V2`."""

    name = "compare"

    experiment: str = Field(description="mcp-argument-experiment")
    vary: list[str] = Field(min_length=1, description="mcp-argument-vary")
    seeds: int | None = _number("mcp-argument-seeds")
    changes: list[str] = Field(default=[], description="mcp-argument-changes")

    def command(self, folder: Path) -> list[str]:
        """One experiment in several variants."""
        varied = [word for change in self.vary for word in ("--vary", change)]
        words = ["compare", target(folder, self.experiment), *varied]
        return [*words, *_option("--seeds", self.seeds), *_changes(self.changes)]


TOOLS: dict[str, type[Tool]] = {tool.name: tool for tool in (Diagnose, Trial, Explain, Compare)}


def _option(name: str, value: int | None) -> list[str]:
    return [] if value is None else [name, str(value)]


def _changes(changes: Sequence[str]) -> list[str]:
    return [word for change in changes for word in ("--set", change)]
