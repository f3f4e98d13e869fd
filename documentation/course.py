"""The course as pages of the site: one each for its claims and exercises, in order, and the list of all.

`write(folder, "en")` writes `README.md`, `c01.md`, …, a file for each exercise, and the figures into a folder.
"""

from __future__ import annotations

from pathlib import Path

import whygrad as wg
from documentation import claims, live
from documentation.reference.markdown import code, fenced, join, plain, table
from documentation.reference.words import say
from whygrad import i18n
from whygrad.claims import Claim
from whygrad.course import Exercise, Step, Topic, words
from whygrad.i18n import text
from whygrad.views.plots import Picture, claim_effects


def topics() -> tuple[Topic, ...]:
    """The topics in the order of the course."""
    return wg.course.topics


def file_of(step: Step) -> str:
    """The name of a step's page, without suffix."""
    return step.id.lower()


def write(folder: Path, locale: str) -> None:
    """Write the list, every step and every figure in a language."""
    folder.mkdir(parents=True, exist_ok=True)
    with i18n.use(locale):
        (folder / "README.md").write_text(index(), encoding="utf-8")
        for step in wg.course.steps:
            figure = _figure(step.of)
            (folder / f"{file_of(step)}.md").write_text(_page(step.of, figure), encoding="utf-8")
            if figure is not None:
                figure.save(folder / f"{file_of(step)}.svg")


def index() -> str:
    """All topics with their steps."""
    about = say("claims-about", count=len(wg.claims), exercises=len(wg.course.exercises))
    blocks = [f"# {say('claims')}", about]
    headings = (text("course-step"), text("course-title"), text("claim-verdict"))
    for number, topic in enumerate(topics(), 1):
        blocks += [f"## {number}. {topic.title}", topic.about, table(headings, [_row(step) for step in topic.steps])]
    return join(blocks)


def _row(step: Step) -> tuple[str, str, str]:
    link = f"[{plain(step.title)}]({file_of(step)}.md)"
    if isinstance(step.of, Claim):
        return step.id, link, claims.verdict(step.of)
    return say("exercise"), link, "–"


def _figure(one: Claim | Exercise) -> Picture | None:
    if isinstance(one, Claim) and (outcome := one.result) is not None:
        return claim_effects(one, outcome)
    return None


def _page(one: Claim | Exercise, figure: Picture | None) -> str:
    return claims.page(one, one.result, figure) if isinstance(one, Claim) else exercise(one)


def exercise(one: Exercise) -> str:
    """One exercise: task, formulas, start with its live network, what must stay, goals, check, the hint on demand."""
    of = [f"[{name}: {plain(wg.claims[name].statement)}]({name.lower()}.md)" for name in one.claims]
    blocks = [f"# {plain(one.title)}", one.task]
    blocks += [claims.formula(said) for said in one.definition.formulas]
    blocks += [f"## {say('exercise-start')}", live.frame(one), fenced(one.start.to_toml().strip(), "toml")]
    blocks += [f"## {say('exercise-keep')}", _list(words.kept(one.assignment))]
    blocks += [f"## {say('exercise-goals')}", _list([words.goal(goal) for goal in one.assignment.goals])]
    blocks += [words.needed(one.assignment)]
    blocks += [f"## {say('exercise-check')}", say("exercise-studio", link=code(f"#view.exercise={one.name}"))]
    blocks += [fenced(f"whygrad course {one.name} --set KEY=VALUE", "sh")]
    blocks += [f"<details><summary>{say('exercise-hint')}</summary>\n\n{one.hint}\n\n</details>"]
    return join([*blocks, f"## {say('exercise-of')}", _list(of)])


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
