"""Formulas of claims: converted to MathML that only presents, with words beside it in both languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

import whygrad as wg
from whygrad.claims.definition import Formula
from whygrad.views import mathml

FORMULAS = [(claim.id, one) for claim in wg.claims.values() for one in claim.definition.formulas]
MUST = {"C01", "C08", "C09", "C19", "C20", "C22", "C23", "C24", "C28", "C31", "C33", "C38", "C39", "C50", "C54", "C55"}


def test_the_claims_about_formulas_have_them() -> None:
    assert {name for name, _ in FORMULAS} >= MUST


@pytest.mark.parametrize("formula", [one for _, one in FORMULAS], ids=[name for name, _ in FORMULAS])
def test_a_formula_presents_and_does_nothing_else(formula: Formula) -> None:
    made = ET.fromstring(mathml.markup(formula.tex, block=True))
    names = {one.tag.rpartition("}")[2] for one in made.iter()}
    assert names <= mathml.ELEMENTS
    assert {key for one in made.iter() for key in one.attrib} <= mathml.ATTRIBUTES
    assert "\\" not in "".join(made.itertext()), "a command that the library does not know"
    assert re.search("[가-힣]", formula.says.ko)
    assert not re.search("[가-힣]", formula.says.en)


def test_the_tree_is_the_markup() -> None:
    def tags(tree: list[object]) -> list[str]:
        name, _, children = tree
        assert isinstance(children, list)
        return [str(name), *(tag for child in children if isinstance(child, list) for tag in tags(child))]

    tex = r"\\frac{1}{1 + e^{-x}}".replace("\\\\", "\\")
    made = ET.fromstring(mathml.markup(tex, block=True))
    assert tags(mathml.tree(tex)) == [one.tag.rpartition("}")[2] for one in made.iter()]
    assert mathml.tree(tex)[1]["display"] == "block"


@pytest.mark.parametrize("tex", [r"\href{javascript:alert(1)}{x}", r"x<script>alert(1)</script>", r"\style{x:y}{z}"])
def test_nothing_that_runs_or_loads_comes_through(tex: str) -> None:
    try:
        made = ET.fromstring(mathml.markup(tex))
    except (ValueError, ET.ParseError):
        return
    assert {one.tag.rpartition("}")[2] for one in made.iter()} <= mathml.ELEMENTS
    assert all(not key.startswith("on") and key != "href" for one in made.iter() for key in one.attrib)
