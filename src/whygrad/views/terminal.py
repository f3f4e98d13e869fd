"""Rich tables and panels of diagnoses, trials and traces. Each function gives renderables for a console to print."""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from whygrad.diagnose import message, test_message, title
from whygrad.i18n import clean, text
from whygrad.i18n.numbers import number, share, signed
from whygrad.views import findings as words
from whygrad.views import narrow
from whygrad.views.runs import last, quantiles

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis, Finding
    from whygrad.trace import Trace
    from whygrad.trial import Result, Trial

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_MARKS = {"error": "✗", "warning": "!", "info": "i"}
_INDENT = 3
_BORDER = 4  # columns of a panel's sides
_WIDEST = 100  # columns of what is shown in a notebook


def plain(parts: Iterable[RenderableType]) -> str:
    """Renderables as text without colors, as wide as the window but not wider than 100 columns."""
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    console = Console(
        file=io.StringIO(), width=width, color_system=None, force_jupyter=False, highlight=False, emoji=False
    )
    with console.capture() as captured:
        for part in parts:
            console.print(Cleaned(part))
    return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A renderable without the control characters that names of others may hold; colors are added after it."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.content, options):
            yield Segment(clean(segment.text), segment.style, segment.control)


def diagnosis(found: Diagnosis, trace: Trace | None = None) -> list[RenderableType]:
    """The verdict, then each root cause in a panel with its consequences indented under it."""
    runs = len(trace.seeds) if trace is not None else max((finding.of for finding in found.findings), default=1)
    mark, style = ("✓", "bold green") if found.healthy else ("✗", "bold red")
    if words.uncertain(found):
        mark, style = "?", "bold yellow"
    head = Text.assemble(
        (f"{mark} {found.meta.name}", style), "  ", (words.subject(found.meta, runs, _done(trace)), "dim")
    )
    parts: list[RenderableType] = [head, Text(words.verdict(found), style="bold"), Text()]
    if likely := words.probability(found):
        parts[2:2] = [Text(likely, style="dim")]
    if trace is not None:
        parts[-1:-1] = [Text(line, style="dim") for line in endings(trace)]
    for finding in found.findings:
        level = words.depth(found, finding)
        parts.append(_consequence(found, finding, level) if level else _root(found, finding))
    if found.undecided:
        codes = ", ".join(undecided.code for undecided in found.undecided)
        parts.append(Text(text("view-undecided", codes=codes), style="dim"))
    return parts


def cause_tests(found: Diagnosis) -> list[RenderableType]:
    """What experiments say of the causes: a line for each one that was tested."""
    return [Text(f"{title(one.code)}. {test_message(one.test)}") for one in found.findings if one.test is not None]


def _done(trace: Trace | None) -> int | None:
    """The updates that were recorded: fewer than planned if the training was interrupted."""
    return int(trace.steps[-1]) if trace is not None and len(trace.steps) else None


_UNFINISHED = ("non-finite", "diverged", "interrupted")


def endings(trace: Trace) -> list[str]:
    """How runs ended that did not finish, one sentence a kind."""
    ended = [str(status) for status in trace.status]
    counts = {code: ended.count(code) for code in _UNFINISHED}
    program = trace.meta.program
    running = program is not None and program.stop == "running"
    sentences = [
        text("view-status-running") if code == "interrupted" and running
        else text(f"view-status-{code}", count=count, of=len(ended))
        for code, count in counts.items() if count
    ]  # fmt: skip
    if program is not None and program.stop == "crashed":
        sentences.append(text("view-status-crashed", error=program.error, place=program.error_place or "none"))
    return sentences


def ended(trace: Trace) -> str:
    """The same for a narrow column: "NaN 4/8"."""
    codes = [str(status) for status in trace.status]
    counts = {code: codes.count(code) for code in _UNFINISHED}
    return ", ".join(f"{text(f'view-ended-{code}')} {n}/{len(codes)}" for code, n in counts.items() if n)


def _root(found: Diagnosis, finding: Finding) -> RenderableType:
    severity = str(finding.severity)
    name = Text.assemble(
        (f"{_MARKS[severity]} {title(finding.code)}", _STYLES[severity]), (f"  {finding.code} ", "dim"),
    )  # fmt: skip
    sentence = message(finding, found.meta)
    body: list[RenderableType] = [Text(sentence)]
    place = [part for part in words.places(found, finding) if part not in sentence]
    if place:
        body.append(Text(" · ".join(place), style="dim"))
    if finding.evidence:
        body += [Text(), _evidence(finding)]
    if finding.remedies:
        helps = ", ".join(words.remedy_title(code) for code in finding.remedies)
        body += [Text(), Text.assemble((f"{text('view-helps')} ", "bold"), helps)]
    color = _STYLES[severity].split()[-1]
    untitled = Panel(Group(name, *body), border_style=color, box=box.ROUNDED)  # a border would cut a name too long
    titled = Panel(Group(*body), title=name, title_align="left", border_style=color, box=box.ROUNDED)
    return narrow.Fitting(titled, untitled, name.cell_len + _BORDER)


def _consequence(found: Diagnosis, finding: Finding, level: int) -> RenderableType:
    severity = str(finding.severity)
    line = Text.assemble(
        (f"{title(finding.code)}", _STYLES[severity]), (f"  {finding.code}", "dim"), "\n",
        message(finding, found.meta),
    )  # fmt: skip
    row = Table.grid(padding=(0, 1))
    row.add_column(width=1)
    row.add_column(overflow="fold")  # the default would cut a line of wide characters that is one column too long
    row.add_row(Text("↳", style="dim"), line)
    return Padding(row, (0, 0, 1, _INDENT * level))


def _evidence(finding: Finding) -> RenderableType:
    headings = [text(heading) for heading in ("view-value", "view-threshold", "view-step")]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(text("view-evidence"), overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    blocks: list[narrow.Block] = []
    for row in words.evidence(finding):
        cells = (row.value, row.threshold, row.step)
        table.add_row(Text(row.name), *cells)
        blocks.append(narrow.Block(Text(row.name), list(zip(headings, cells, strict=True))))
    return narrow.Fitting(table, narrow.blocks(blocks), narrow.LEAST - _BORDER)


def trial(result: Trial) -> list[RenderableType]:
    """The ranked remedies beside the baseline and the random ones, and the verdict."""
    parts: list[RenderableType] = [Text()]
    if result.results:
        parts += [Text(words.trial_head(result), style="bold"), _trial_table(result)]
    parts.append(Text(" ".join(words.trial_verdict(result)), style="bold"))
    if result.advice:
        advice = ", ".join(words.remedy_title(code) for code in result.advice)
        parts.append(Text(f"{text('trial-advice')}: {advice}"))
    parts += [Text(sentence) for sentence in words.trial_failures(result)]
    for name, lines in words.trial_snippets(result):
        parts += [Text(f"\n{name}", style="bold"), Padding(_code(lines), (0, 0, 0, _INDENT))]
    if words.trial_snippets(result):
        parts.append(Text())
    if result.results:
        parts.append(Text(" ".join(words.trial_notes(result)), style="dim"))
    return parts


def _code(lines: str) -> Text:
    """A diff or a snippet in the colors of one."""
    shown = Text()
    for line in lines.split("\n"):
        style = {"+": "green", "-": "red", "#": "dim"}.get(line[:1], "")
        shown.append(f"{line}\n", style=style)
    shown.rstrip()
    return shown


def _trial_table(result: Trial) -> RenderableType:
    lines = [_line(result, one, words.rank(result, one), words.remedy_title(one.code)) for one in result.results]
    below = [_line(result, result.baseline, "", text("trial-baseline"))]
    if result.controls:
        mean = signed(words.in_points(result.metric) * result.control_difference)
        name = Text(text("trial-control", count=len(result.controls)))
        below.append(_Line("", None, name, "", mean, share(result.control_repaired)))
        below.append(_line(result, result.controls[0], "", text("trial-best-control")))

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", expand=False)
    table.add_column("#", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(text("trial-column-remedy"), overflow="fold")
    table.add_column(text("trial-column-mean"), justify="right", no_wrap=True)
    table.add_column(
        f"{text('trial-column-difference')}\n[{text('trial-column-interval')}]", justify="right", no_wrap=True
    )
    table.add_column(text("trial-column-repaired"), justify="right", no_wrap=True)
    for section in (lines, below):
        for line in section:
            table.add_row(
                line.rank, line.mark, line.name, line.mean, Text(line.difference), line.repaired,
                style="dim" if line.helps is False else "",
            )  # fmt: skip
        table.add_section()
    return narrow.Fitting(table, Group(Text(), narrow.blocks(line.block() for line in [*lines, *below])))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the trial's table; `helps` is `None` for what is no remedy."""

    rank: str
    helps: bool | None
    name: Text
    mean: str
    difference: str
    repaired: str

    @property
    def mark(self) -> Text:
        return Text("✓", style="bold green") if self.helps else Text()

    def block(self) -> narrow.Block:
        before = [Text(f"{self.rank} ")] if self.rank else []
        before += [self.mark, Text(" ")] if self.helps else []
        values = [
            (text("trial-column-mean"), self.mean),
            (text("trial-column-difference"), self.difference),
            (text("trial-column-repaired"), self.repaired),
        ]
        return narrow.Block(Text.assemble(*before, self.name), values)


def _line(trial: Trial, one: Result, rank: str, name: str) -> _Line:
    cell = Text(name)
    if one.changes:
        cell.append(f"\n{words.changes_in_words(one.changes)}", style="dim")
    if one.interrupted:
        cell.append(f"\n{text('view-was-interrupted')}", style="dim")
    difference = "" if one.code == "baseline" else words.difference(trial.metric, one)
    helps = one.helps if rank else None
    return _Line(rank, helps, cell, words.metric_value(trial.metric, one.mean), difference, share(one.repaired))


def summary(trace: Trace) -> list[RenderableType]:
    """How a training ended: start, and median, smallest and largest end over the runs of what has one number a run."""
    head = Text.assemble(
        (trace.meta.name, "bold"), "  ", (words.subject(trace.meta, len(trace.seeds), _done(trace)), "dim")
    )
    headings = [text(heading) for heading in ("view-start", "view-median", "view-smallest", "view-largest")]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(text("view-quantity"))
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    blocks: list[narrow.Block] = []
    for channel in ("loss_train", "loss_test", "accuracy_train", "accuracy_test", "gradient_norm"):
        if not trace.has(channel):
            continue
        low, mid, high = quantiles(last(trace[channel]), (0.0, 0.5, 1.0))
        if mid != mid:  # NaN: accuracy of numbers
            continue
        start = float(quantiles(trace[channel][:, 0], (0.5,))[0])
        name, cells = words.quantity_name(channel), [number(float(value)) for value in (start, mid, low, high)]
        table.add_row(name, *cells)
        blocks.append(narrow.Block(Text(name, style="bold"), list(zip(headings, cells, strict=True))))
    lines: list[RenderableType] = [Text(line, style="yellow") for line in endings(trace)]
    return [head, narrow.Fitting(table, narrow.blocks(blocks)), *lines]


_FOLDED = 9  # columns that what may be broken into lines is given at least


def rows(
    headings: list[tuple[str, Any]], lines: list[list[str]], *, whole: Collection[int] = (), tight: bool = False
) -> RenderableType:
    """A plain table: headings with their justification, then lines of text; without a heading if all are empty.
    The columns at the places `whole` are not broken into lines, nor are numbers, which stand to the right. Where a
    window has no room for them, each line of more than two columns is a block; `tight`: a cell of several lines takes
    the room of its longest one, not of all of them.
    """
    named = any(heading for heading, _ in headings)
    table = Table(
        box=box.SIMPLE_HEAD if named else None,
        pad_edge=False,
        header_style="bold",
        show_header=named,
        padding=(0, 1, 0, 0),
    )
    least = 0
    for place, (heading, justify) in enumerate(headings):
        kept = place in whole or justify == "right"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=kept)
        cells = [heading, *(line[place] for line in lines)]
        width = max(cell_len(part) for cell in cells for part in (cell.split("\n") if tight else [cell]))
        least += 1 + (width if kept else min(width, _FOLDED))
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    if len(headings) <= 2:
        return table
    others = [heading for heading, _ in headings[1:]]
    return narrow.Fitting(table, narrow.blocks(
        narrow.Block(
            Text.assemble((f"{headings[0][0]}: " if headings[0][0] else "", "dim"), (line[0], "bold")),
            list(zip(others, line[1:], strict=True)),
        )
        for line in lines
    ), max(least, narrow.LEAST))  # fmt: skip
