"""Every public name with signature and docstring, read from the sources: no framework has to be installed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import griffe

import whygrad as wg
from documentation.reference.markdown import code, fenced, join, table
from documentation.reference.words import say
from whygrad.experiment.options import BY_KEY

SOURCES = Path(wg.__file__).parent.parent


@dataclass(frozen=True)
class Section:
    """Names that stand together under a heading of `words`: "module:Name"."""

    word: str
    names: tuple[str, ...]


PUBLIC = Section(
    "api-import",
    (
        "whygrad.experiment.model:Experiment", "whygrad.experiment.presets:presets", "whygrad.engine.train:train",
        "whygrad.diagnose.diagnosis:diagnose", "whygrad.trial.run:trial", "whygrad.watch.entry:watch",
        "whygrad.diagnose.diagnosis:Diagnosis", "whygrad.trace.trace:Trace", "whygrad.trial.result:Trial",
        "whygrad.claims.catalog:claims", "whygrad.course.path:course", "whygrad.studio.notebook:Studio",
        "whygrad.maps.plane:train_map", "whygrad.compare.run:compare", "whygrad.search.experiments:search",
        "whygrad.search.scripts:search_script", "whygrad:__version__", "whygrad.errors:WhygradError",
    ),
)  # fmt: skip
"""The names of `import whygrad as wg`; a test compares them with the package's own list."""

SECTIONS = (
    Section(
        "api-values",
        (
            "whygrad.diagnose.finding:Finding", "whygrad.diagnose.finding:Severity", "whygrad.diagnose.finding:Where",
            "whygrad.diagnose.finding:Evidence", "whygrad.diagnose.finding:Undecided",
            "whygrad.diagnose.finding:CauseTest", "whygrad.trial.cause_tests:confirm_causes",
            "whygrad.trial.cause_tests:confirm_by_trial",
            "whygrad.trial.result:Result", "whygrad.trial.result:Failed", "whygrad.trial.result:Outcome",
            "whygrad.trace.meta:Meta", "whygrad.trace.meta:LayerInfo", "whygrad.trace.meta:DataFacts",
            "whygrad.trace.meta:Status",
            "whygrad.session.watching:Watch", "whygrad.instrument.settings:Settings", "whygrad.experiment.model:Data",
            "whygrad.experiment.model:Network", "whygrad.experiment.model:Training",
            "whygrad.experiment.model:Recording", "whygrad.claims.claim:Claim", "whygrad.course.path:Course",
            "whygrad.course.path:Topic", "whygrad.course.path:Step", "whygrad.course.exercise:Exercise",
            "whygrad.course.assignment:Assignment", "whygrad.course.checking:Outcome", "whygrad.maps.plane:Map",
            "whygrad.maps.axis:Axis", "whygrad.compare.comparison:Comparison", "whygrad.compare.variants:Variant",
            "whygrad.compare.cost:Cost", "whygrad.compare.ranking:Ranks", "whygrad.search.result:Search",
            "whygrad.search.result:Tried", "whygrad.search.goal:Goal", "whygrad.search.confirmation:Confirmed",
        ),
    ),
    Section("api-testing", ("whygrad.testing:assert_trains", "whygrad.testing:CHECKS")),
    Section(
        "api-callbacks",
        (
            "whygrad.session.callback:TrainingCallback", "whygrad.watch.keras:WhygradCallback",
            "whygrad.watch.lightning:WhygradCallback", "whygrad.watch.transformers:WhygradCallback",
            "whygrad.watch.skorch:WhygradCallback",
        ),
    ),
    Section("api-tensorboard", ("whygrad.watch.tensorboard:write", "whygrad.watch.tensorboard:check")),
    Section(
        "api-errors",
        (
            "whygrad.errors:InputError", "whygrad.errors:ExperimentError", "whygrad.errors:DataError",
            "whygrad.errors:TraceError", "whygrad.errors:MissingExtraError",
        ),
    ),
)  # fmt: skip

# What a user calls of classes whose other methods are called by whygrad itself.
USED = {
    "Watch": ("trace", "diagnosis", "epochs", "main", "paused", "finish", "close"),
    "WhygradCallback": (),
}

_COLUMN = re.compile(r"^(\w+(?: \(\w+(?:, \w+)*\))?) {2,}(\S.*)$")


def page() -> str:
    """The names of `whygrad`, then one section for each other module."""
    blocks = [f"# {say('python-api')}", say("python-api-about"), "## `whygrad`", say(PUBLIC.word)]
    blocks += [block for name in PUBLIC.names for block in _entry(name)]
    for section in SECTIONS:
        blocks += [f"## {say(section.word)}", say(f"{section.word}-about")]
        blocks += [block for name in section.names for block in _entry(name)]
    return join(blocks)


def documented() -> dict[str, str]:
    """Every documented name and member -> its docstring."""
    found: dict[str, str] = {}
    for name in (*PUBLIC.names, *(one for section in SECTIONS for one in section.names)):
        thing = _find(name)
        found[name] = _doc(thing)
        if thing.kind is griffe.Kind.CLASS:
            found |= {f"{name}.{one.name}": _doc(one) for one in methods(thing)}
    return found


@cache
def _module(name: str) -> Any:
    path = SOURCES.joinpath(*name.split("."))
    file = path.with_suffix(".py")
    if not file.is_file():
        file = path / "__init__.py"
    return griffe.visit(name, filepath=file, code=file.read_text(encoding="utf-8"))


@cache
def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _find(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return _module(module)[attribute]


def _doc(thing: Any) -> str:
    return thing.docstring.value.strip() if thing.docstring else DOCUMENTED_HERE.get(thing.name, "")


DOCUMENTED_HERE = {
    "presets": "The built-in experiments: a mapping of name to `Experiment`. The name of a faulty preset begins with "
    "the code of its finding, that of a healthy one with `healthy-`.",
    "claims": 'The claims about training: a mapping of id, such as "C09", to `Claim`.',
    "course": "The course: topics, steps and exercises. See `Course`.",
    "__version__": "The version of the installed package.",
    "CHECKS": "The names of the checks that `skip` accepts.",
}
"""Values have no docstring in Python."""


def methods(thing: Any) -> list[Any]:
    """The public functions and properties of a class, in the order of the source."""
    used = USED.get(thing.name)
    return [
        one
        for one in thing.members.values()
        if (one.is_function or "property" in one.labels)
        and not one.name.startswith("_")
        and (used is None or one.name in used)
    ]


def attributes(thing: Any) -> list[tuple[str, str, str, str]]:
    """The fields of a class: name, type, default, and the comment on the same line."""
    rows: list[tuple[str, str, str, str]] = []
    for one in thing.members.values():
        if not one.is_attribute or "property" in one.labels or one.name.startswith("_") or one.name == "model_config":
            continue
        of_class = "class-attribute" in one.labels or one.value is None  # the others are set in `__init__`
        if not of_class or (one.annotation is None and not _is_enum(thing)):
            continue
        line = _lines(one.filepath)[one.lineno - 1] if one.lineno else ""
        remark = line.partition("  # ")[2] if not line.rstrip().endswith("# fmt: skip") else ""
        rows.append((one.name, str(one.annotation or ""), _default(str(one.value)) if one.value else "", remark))
    return rows


def _default(value: str) -> str:
    """A default as written; of a key of an experiment file the one in the table of options."""
    key = re.fullmatch(r"_default\('([\w.]+)'\)", value)
    return repr(BY_KEY[key[1]].default) if key else value


def _is_enum(thing: Any) -> bool:
    return any(str(base).endswith("Enum") for base in thing.bases)


def _entry(name: str) -> list[str]:
    thing = _find(name)
    module = name.partition(":")[0]
    title = thing.name if thing.name != "WhygradCallback" else f"{module}.{thing.name}"
    blocks = [f"### `{title}`"]
    if thing.kind is griffe.Kind.CLASS:
        blocks += [fenced(_class_line(thing), "python"), prose(_doc(thing)), *_fields(thing)]
        for one in methods(thing):
            blocks += [fenced(_signature(one), "python"), prose(_doc(one))]
    elif thing.kind is griffe.Kind.FUNCTION:
        blocks += [fenced(_signature(thing), "python"), prose(_doc(thing))]
    else:
        if thing.annotation:
            blocks.append(fenced(f"{thing.name}: {thing.annotation}", "python"))
        blocks.append(prose(_doc(thing)))
    return blocks


def _class_line(thing: Any) -> str:
    start = thing.members.get("__init__")
    bases = [str(base) for base in thing.bases if not str(base).startswith("_")]
    head = f"class {thing.name}" + (f"({', '.join(bases)})" if bases else "")
    if start is None or thing.name == "Watch":  # a Watch is made by `watch`
        return head
    return f"{head}\n\n{_signature(start).replace('def __init__', thing.name).replace(' -> None', '')}"


def _signature(function: Any) -> str:
    if not function.is_function:  # a property
        return f"@property\ndef {function.name}(self) -> {function.annotation}"
    parameters: list[str] = []
    keyword = False
    for one in function.parameters:
        if one.name in ("self", "cls"):
            continue
        kind = one.kind.value if one.kind else ""
        if kind == "keyword-only" and not keyword:
            keyword = True
            parameters.append("*")
        if kind == "positional-only":
            parameters = [*(word for word in parameters if word != "/"), _parameter(one), "/"]
            continue
        stars = {"variadic positional": "*", "variadic keyword": "**"}.get(kind, "")
        keyword = keyword or bool(stars)
        parameters.append(stars + _parameter(one))
    returns = f" -> {function.returns}" if function.returns is not None else ""
    label = "@classmethod\n" if "classmethod" in function.labels else ""
    line = f"{label}def {function.name}({', '.join(parameters)}){returns}"
    if max(map(len, line.splitlines())) <= 100:
        return line
    inside = "".join(f"    {one},\n" for one in parameters)
    return f"{label}def {function.name}(\n{inside}){returns}"


def _parameter(one: Any) -> str:
    annotation = f": {one.annotation}" if one.annotation is not None else ""
    # Of `*args` and `**kwargs` griffe gives an empty default.
    has_default = one.default is not None and not (one.kind and one.kind.value.startswith("variadic"))
    equals = " = " if annotation else "="
    return f"{one.name}{annotation}{equals}{one.default}" if has_default else f"{one.name}{annotation}"


def _fields(thing: Any) -> list[str]:
    rows = [
        (code(name), code(kind) if kind else "", code(value) if value else "", remark)
        for name, kind, value, remark in attributes(thing)
    ]
    if not rows:
        return []
    headings = (say("attributes"), say("type"), say("default"), say("meaning"))
    wanted = [place for place in range(4) if place == 0 or any(row[place] for row in rows)]
    return [table([headings[place] for place in wanted], [[row[place] for place in wanted] for row in rows])]


def prose(docstring: str) -> str:
    """A docstring as Markdown: indented lines are code, columns of names become a list."""
    lines: list[str] = []
    for line in docstring.splitlines():
        if found := _COLUMN.match(line):
            if lines and lines[-1] and not lines[-1].startswith(("- ", "  ")):
                lines.append("")
            lines.append(f"- `{found[1]}`: {found[2]}")
        elif line.startswith("      ") and lines and lines[-1].startswith(("- `", "  ")):
            lines.append(f"  {line.strip()}")
        else:
            lines.append(line)
    return "\n".join(lines)
