"""What the scripts of all frameworks share: a template's surroundings, wrapped comments, packed arrays, targets."""

from __future__ import annotations

import base64
import math
import re
import textwrap
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset
from whygrad.engine.program import MOMENTUM
from whygrad.i18n import text
from whygrad.nets import Head, Op, Plan
from whygrad.views.export.subject import Subject
from whygrad.views.version import version

if TYPE_CHECKING:
    from jinja2 import Environment

    from whygrad.experiment import Training

WIDEST = 110  # columns; the scripts keep within the 120 that many projects allow


def render(
    template: str, subject: Subject, framework: str, *, imports: Mapping[str, str], agrees: bool = True, **values: Any
) -> str:
    """A script from a template of this folder; `agrees`: its losses are whygrad's."""
    plan, program = subject.plan, subject.job.program
    shared = {
        **training_facts(subject.experiment.training, program.total_steps, program.per_epoch),
        "subject": subject,
        "plan": plan,
        "dataset": subject.dataset,
        "dropout": subject.experiment.network.dropout if _has(plan, "dropout") else 0.0,
        "keeps_running": subject.trained and plan.running > 0,
        "batch_size": program.batch_size,
        "shuffles": program.per_epoch > 1 or _has(plan, "dropout"),  # dropout looks at a sample's place
        "features": spoken(", ".join(name[:40] for name in subject.dataset.feature_names), 300),
        "goals": goals(plan, subject.dataset),
        "targets_message": targets_message(plan),
    }
    origin = text("export-code-trained" if subject.trained else "export-code-untrained", seed=str(subject.seed))
    same = text("export-code-agrees" if agrees else "export-code-agrees-without-dropout")
    head = (title(subject.name, framework), f"{origin} {same}")
    return composed(template, head, imports, shared | values)


def title(name: str, framework: str) -> str:
    """The first line of a script."""
    return text("export-code-title", name=spoken(name), framework=framework, version=version())


def composed(template: str, head: Sequence[str], imports: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """A script: paragraphs that say what it is, its imports, and what a template of this folder gives.

    `imports` maps lines of code to a pattern of what needs them; only those that the script needs are written, empty
    ones always.
    """
    tools = {"t": text, "comment": comment, "packed": packed}
    body = _templates().get_template(template).render(tools, **values).strip() + "\n"
    body = re.sub(r"\n{4,}", "\n\n\n", body)  # what a template left out leaves empty lines
    needed = [line for line, pattern in imports.items() if re.search(pattern, body)]
    paragraphs = "\n\n".join("\n".join(wrapped(part)) for part in head)
    return f'"""{paragraphs}\n"""\n\n' + "\n".join(needed) + "\n\n" + body


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,  # this is Python, not HTML; the only foreign words in it are cleaned by `spoken`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def training_facts(training: Training, total: int, per_epoch: int) -> dict[str, Any]:
    """What every template asks about a training of so many steps."""
    rising = math.ceil(training.warmup * total)
    return {
        "training": training,
        "scheduled": training.schedule != "constant" or rising > 0,
        "rising": rising,
        "steps": total,
        "after": max(total - rising, 1),
        "per_epoch": per_epoch,
        "momentum": MOMENTUM,
    }


def _has(plan: Plan, kind: str) -> bool:
    return any(op.kind == kind for op in plan.ops)


def spoken(name: str, most: int = 80) -> str:
    """A name as it may stand in a comment or a docstring: nothing that could end it, no more than fits."""
    clean = "".join(letter if letter.isprintable() and letter not in "\\\"'" else "-" for letter in name)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def wrapped(words: str, width: int = WIDEST) -> list[str]:
    """Lines of at most `width` columns, of which a Korean syllable takes two."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _columns(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _columns(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def comment(message: str, indent: int = 0, **values: str) -> str:
    """A message as lines of comment."""
    margin = " " * indent + "# "
    return "\n".join(margin + line for line in wrapped(text(message, **values), WIDEST - indent))


def packed(array: NDArray[Any]) -> str:
    """An array as text: float32, column by column, since a column is alike; zlib, base64, in lines."""
    content = zlib.compress(array.astype("<f4").tobytes("F"), 9)
    return "\n".join(textwrap.wrap(base64.b64encode(content).decode("ascii"), 100))


@dataclass(frozen=True, slots=True)
class Goals:
    """Targets as a loss wants them: (N, O) numbers, or with `whole` (N,) classes; of both shares."""

    train: NDArray[np.float32]
    test: NDArray[np.float32]
    whole: bool


def goals(plan: Plan | Head, dataset: Dataset) -> Goals:
    """What the outputs are compared with."""
    whole = plan.loss == "softmax-cross-entropy"

    def of(y: NDArray[Any]) -> NDArray[np.float32]:
        if plan.task == "numbers" or whole:
            return y.astype(np.float32)
        low, high = plan.targets
        yes = y[:, None] if plan.outputs == 1 else np.eye(plan.classes)[y]
        return (low + (high - low) * yes).astype(np.float32)

    return Goals(of(dataset.y_train), of(dataset.y_test), whole)


def targets_message(plan: Plan | Head) -> str:
    """The message that says what the targets are."""
    if plan.task == "numbers":
        return "export-code-targets-numbers"
    if plan.loss == "softmax-cross-entropy":
        return "export-code-targets-classes"
    return "export-code-targets-signs" if plan.targets[0] < 0 else "export-code-targets-shares"


def layers_of(plan: Plan) -> list[list[Op]]:
    """The operations of each layer, in order."""
    return [[op for op in plan.ops if op.layer == number] for number in range(len(plan.layers))]
