"""What the terminal shows: everything that was found, the root first, in any width and language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from whygrad import i18n
from whygrad.diagnose import RULES, Diagnosis, Evidence, Finding, Severity, Undecided, Where, evidence_text
from whygrad.i18n.numbers import setting_value
from whygrad.trace import DataFacts, Meta, Status, Trace
from whygrad.trace.program import ProgramFacts, Stop
from whygrad.trial import Outcome, Trial
from whygrad.views import findings as words
from whygrad.views import terminal
from whygrad.views.report import report


def _printed(parts: Sequence[RenderableType], width: int = 80) -> str:
    console = Console(width=width, color_system=None, highlight=False, emoji=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return captured.get()


def test_root_comes_first_and_consequences_below_it(diagnosis: Diagnosis, trace: Trace) -> None:
    shown = _printed(terminal.diagnosis(diagnosis, trace))
    places = [shown.index(finding.code) for finding in diagnosis.findings]
    assert places == sorted(places)
    first, second = (line for line in shown.splitlines() if "↳" in line)
    assert first.index("↳") < second.index("↳")  # the consequence of a consequence
    assert "3.1×10⁻⁷" in shown
    assert "0.001" in shown
    sentences = " ".join(shown.replace("│", " ").split())
    assert "hidden1, hidden2" in sentences
    assert "3 of 4" in sentences
    assert "ReLU" in shown
    assert "Not checked, because data is missing: overfitting" in shown


def test_healthy(meta_of: Callable[..., Meta]) -> None:
    shown = _printed(terminal.diagnosis(Diagnosis((), (), meta_of())))
    assert "✓ by-hand" in shown
    assert "No problems found:" in shown


def test_nothing_found_is_not_healthy_if_most_rules_cannot_tell(meta_of: Callable[..., Meta], trace: Trace) -> None:
    """A short training shows too little; the headline must not call it healthy, and the report neither."""
    for undecided, healthy in ((3, True), (len(RULES) - 3, False)):
        found = Diagnosis((), tuple(Undecided(code, ("records",)) for code in list(RULES)[:undecided]), meta_of())
        assert found.healthy  # as a status nothing is wrong
        shown, page = _printed(terminal.diagnosis(found)), report(trace, found)
        assert ("No problems found:" in shown) == ("✓" in shown) == healthy
        assert ("verdict healthy" in page) == ("No problems found:" in page) == healthy
        told = f"No problem found, but {undecided} of {found.asked} checks could not be decided"
        assert (told in " ".join(shown.split())) == (told in page) != healthy


@pytest.mark.parametrize(("kind", "hint"), [("model", "every=10"), ("experiment", "Train longer")])
def test_too_few_records_are_no_health(kind: str, hint: str, meta_of: Callable[..., Meta]) -> None:
    meta = meta_of(kind=kind)
    seldom = Diagnosis((), (Undecided("no-progress", ("records",)),), meta)
    shown = _printed(terminal.diagnosis(seldom))
    assert "No problems found:" not in shown
    assert hint in " ".join(shown.split())
    unknown = Diagnosis((), (Undecided("no-progress", ("chance_loss",)),), meta)  # seen well, but of an unknown scale
    shown = " ".join(_printed(terminal.diagnosis(unknown)).split())
    assert "No problem found, but 1 of" in shown
    assert "does not show how much was learned" in shown


def test_why_there_is_no_level_is_told(meta_of: Callable[..., Meta]) -> None:
    """Equal targets for all samples leave nothing to learn, which is another reason than a loss that nobody knows."""
    for floor, why in ((0.0, "The loss of a constant prediction is not known"), (0.5, "All samples have the same")):
        meta = meta_of(kind="script", chance_loss=0.5, loss_floor=floor)
        told = Diagnosis((), (Undecided("no-progress", ("chance_loss",)),), meta)
        assert why in " ".join(_printed(terminal.diagnosis(told)).split())


def test_one_is_no_plural(meta_of: Callable[..., Meta]) -> None:
    meta = meta_of(total_steps=1, train_samples=1, data=DataFacts(non_finite_columns=("a",), constant_columns=("b",)))
    evidence = (Evidence("non_finite_values", 1.0, 0.0, 0),)
    found = Finding("non-finite-data", Severity("error"), Where((), 0), 1, 1, evidence, ())
    constant = replace(found, code="constant-feature", evidence=(Evidence("constant_columns", 1.0, 0.0, None),))
    shown = _printed(terminal.diagnosis(Diagnosis((found, constant), (), meta)))
    assert "1 run · 1 update · " in shown
    assert " 1 training sample " in shown
    assert "contain 1 value that is NaN" in shown
    assert "1 input column has" in shown


def test_numbers_are_grouped_everywhere(meta_of: Callable[..., Meta]) -> None:
    """In the head, in a finding's sentence, in where it begins and in its evidence."""
    evidence = (Evidence("final_progress", 0.0, 0.1, 12345),)
    found = Finding("no-progress", Severity("error"), Where((), 12345), 4, 4, evidence, ())
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            shown = _printed(terminal.diagnosis(Diagnosis((found,), (), meta_of(total_steps=12345)))) + evidence_text(
                evidence[0]
            )
        assert "12345" not in shown
        assert shown.count("12,345") == 5


def test_a_trial_of_nothing_has_no_head(trial: Trial) -> None:
    """ "Trial: 1 experiments" would be no trial."""
    nothing = replace(trial, results=(), controls=(), verdict=Outcome.NO_REMEDY)
    assert "compared by" not in _printed(terminal.trial(nothing))
    assert "compared by" in _printed(terminal.trial(trial))
    assert "× 1 seed," in words.trial_head(replace(trial, seeds=(0,)))


def test_a_remedy_without_random_ones_beside_it_says_so(trial: Trial) -> None:
    assert "no comparison with them" not in " ".join(_printed(terminal.trial(trial)).split())
    assert "no comparison with them" in " ".join(_printed(terminal.trial(replace(trial, controls=()))).split())


def test_a_line_of_code_is_shown_beside_a_sentence_that_names_the_layers(meta_of: Callable[..., Meta]) -> None:
    evidence = (Evidence("unoptimized_share", 0.5, 0.0, 0),)
    found = Finding("not-optimized", Severity("error"), Where(("hidden1",), 0, "train.py:31"), 1, 1, evidence, ())
    shown = _printed(terminal.diagnosis(Diagnosis((found,), (), meta_of())))
    assert "train.py:31" in shown
    assert shown.count("hidden1") == 1


@pytest.mark.parametrize(
    ("stop", "error", "place", "said"),
    [
        ("crashed", "ValueError: no", "train.py:9", "The program stopped with an error at train.py:9: ValueError: no"),
        ("crashed", "ValueError: no", "", "The program stopped with an error: ValueError: no"),
        ("running", "", "", "the training was still running"),
        ("finished", "", "", None),
    ],
)
def test_how_a_program_ended(
    stop: Stop, error: str, place: str, said: str | None, meta_of: Callable[..., Meta]
) -> None:
    program = ProgramFacts(stop=stop, error=error, error_place=place)
    status = Status.INTERRUPTED if stop == "running" else Status.FINISHED
    ended = Trace(meta_of(program=program), [0], [0], {}, status=status)
    assert [said is not None and said in line for line in terminal.endings(ended)] == [True] * (said is not None)
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            assert all(error in line for line in terminal.endings(ended))
    found = Diagnosis((), (), ended.meta).to_json()["ended"]
    assert found == {"how": stop, "error": error or None, "place": place or None}


def test_runs_that_ended_early_are_told(trace_of: Callable[..., Trace]) -> None:
    assert "1 of 4 runs ended in NaN" in _printed(terminal.summary(trace_of(broken=True)))


def test_trial(trial: Trial) -> None:
    shown = _printed(terminal.trial(trial))
    lines = shown.splitlines()
    best = next(line for line in lines if "ReLU with He" in line)
    assert best.lstrip().startswith("1=")
    assert "✓" in best
    assert "90.0 %" in best
    assert "+80" in best
    assert "[76, 82]" in best
    assert "100 %" in best
    useless = next(line for line in lines if "Layer normalization" in line)
    assert "✓" not in useless
    assert "activation sigmoid → relu" in shown
    assert "hidden [8 ×10] → [8, 8]" in shown
    assert any("random fixes (2)" in line and "+1.25" in line for line in lines)
    assert "One more fix does about as well" in " ".join(shown.split())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [72, 80, 100, 140])
def test_nothing_is_wider_than_the_window(
    language: str, width: int, diagnosis: Diagnosis, trace: Trace, trial: Trial
) -> None:
    with i18n.use(language):
        parts = [*terminal.diagnosis(diagnosis, trace), *terminal.trial(trial), *terminal.summary(trace)]
        shown = _printed(parts, width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert "…" not in shown  # nothing was cut off
    for finding in diagnosis.findings:
        assert finding.code in shown


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_word_is_lost_in_a_narrow_table(language: str) -> None:
    with i18n.use(language):
        long = i18n.text("remedy-wider-network")
        shown = _printed([terminal.rows([("a", "left"), ("b", "left")], [["x" * 20, long]])], 80)
    assert "…" not in shown
    assert "".join(long.split()) in "".join(line[22:] for line in shown.splitlines()[2:]).replace(" ", "")


def test_names_are_no_markup(diagnosis_of: Callable[..., Diagnosis], meta_of: Callable[..., Meta]) -> None:
    shown = _printed(terminal.diagnosis(diagnosis_of(meta_of("[red]a[/red] [/]:smile:"))))
    assert "[red]a[/red] [/]:smile:" in shown


def test_values_as_people_write_them() -> None:
    assert setting_value((32,) * 10) == "[32 ×10]"
    assert setting_value([4, 2]) == "[4, 2]"
    assert setting_value(True) == "true"
    assert setting_value(1e-5) == "1e-05"
    assert words.changes_in_words({"training.l2": (0.0, 0.01), "network.residual": (False, True)}) == (
        "l2 0 → 0.01, residual false → true"
    )


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_word_of_a_diagnosis_is_cut_off(language: str, diagnosis: Diagnosis) -> None:
    for width in range(50, 100):
        with i18n.use(language):
            assert "…" not in _printed(terminal.diagnosis(diagnosis), width)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [30, 40, 50])
def test_a_narrow_window_keeps_every_name_and_number(
    language: str, width: int, diagnosis: Diagnosis, trace: Trace, trial: Trial
) -> None:
    """Spaces apart, all that stands in a wide window stands in a narrow one, and nothing sticks out of it."""
    with i18n.use(language):
        shown = _printed(terminal.trial(trial), width)
        for one in trial.results:
            block = _squeezed(f"{words.rank(trial, one)} {'✓' if one.helps else ''} {words.remedy_title(one.code)}")
            assert block in _squeezed(shown)
            assert _squeezed(words.difference(trial.metric, one)) in _squeezed(shown)
        ended = _printed(terminal.summary(trace), width)
        for channel in ("loss_train", "loss_test", "accuracy_train", "accuracy_test", "gradient_norm"):
            assert _squeezed(words.quantity_name(channel)) in _squeezed(ended)
        assert "…" not in ended
        found = _printed(terminal.diagnosis(diagnosis, trace), width)
        for finding in diagnosis.findings:
            assert _squeezed(finding.code) in _squeezed(found)
        for row in words.evidence(diagnosis.findings[0]):
            assert _squeezed(row.name) in _squeezed(found)
        table = _printed(
            [terminal.rows([("a", "left"), ("b", "left"), ("c", "right")], [["x" * 20, "y" * 20, "z"]])], width
        )
    assert "x" * 20 in _squeezed(table)
    assert max(cell_len(line) for line in (shown + ended + found + table).splitlines()) <= width


def _squeezed(shown: str) -> str:
    """Without spaces, line ends and borders: a name may be wrapped anywhere."""
    return "".join(character for character in shown if not character.isspace() and character not in "│╭╮╰╯─")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_printed_is_what_the_command_shows(
    diagnosis: Diagnosis, trial: Trial, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`print(…)`, and the last line of a notebook's cell."""
    monkeypatch.setenv("COLUMNS", "90")
    with i18n.use(language):
        for thing, shown in ((diagnosis, terminal.diagnosis(diagnosis)), (trial, terminal.trial(trial))):
            lines = [line.rstrip() for line in _printed(shown, width=90).rstrip().splitlines()]
            assert str(thing).splitlines() == lines
            pretty = pytest.importorskip("IPython.lib.pretty").pretty
            assert pretty(thing) == str(thing)


def test_a_wide_window_is_not_filled(diagnosis: Diagnosis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert max(cell_len(line) for line in str(diagnosis).splitlines()) == 100


def test_names_of_a_diagnosis_and_a_trial_are_one_line(diagnosis: Diagnosis, trial: Trial) -> None:
    codes = ", ".join(finding.code for finding in diagnosis.findings)
    assert repr(diagnosis) == f"<Diagnosis {diagnosis.meta.name}: {codes} ({len(diagnosis.undecided)} undecided)>"
    assert repr(Diagnosis((), (), diagnosis.meta)) == f"<Diagnosis {diagnosis.meta.name}: nothing found (0 undecided)>"
    assert trial.best is not None
    count, seeds = len(trial.results), len(trial.seeds)
    best = f", best {trial.best.code}"
    assert repr(trial) == f"<Trial of {trial.root}: helps, {count} remedies over {seeds} seeds{best}>"
