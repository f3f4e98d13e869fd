"""Formulas: LaTeX, as claims have it, as MathML that is safe to insert into a page."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree import ElementTree

_SPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = """
math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle
mpadded mphantom
"""
_ATTRIBUTES = """
display mathvariant stretchy fence form separator lspace rspace width height depth columnalign linethickness minsize
maxsize accent accentunder scriptlevel displaystyle
"""
ELEMENTS = frozenset(_ELEMENTS.split())
"""The elements that a formula may consist of: presentation only, none that loads or runs anything."""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


@cache
def markup(tex: str, *, block: bool = False) -> str:
    """The MathML of a formula as markup; raises `ValueError` if it has an element or attribute that is not known."""
    return ElementTree.tostring(_element(tex, block), encoding="unicode")


@cache
def tree(tex: str) -> list[Any]:
    """The same as nested lists, `[name, {attribute: value}, [children or texts]]`, of which a page makes elements."""
    return _nested(_element(tex, block=True))


def _element(tex: str, block: bool) -> ElementTree.Element:
    from latex2mathml.converter import convert

    made = ElementTree.fromstring(convert(tex, display="block" if block else "inline"))
    for one in made.iter():
        one.tag = one.tag.removeprefix(_SPACE)
        if one.tag not in ELEMENTS or not set(one.attrib) <= ATTRIBUTES:
            msg = f"{tex}: <{one.tag}> with {sorted(one.attrib)}"
            raise ValueError(msg)
    made.set("xmlns", _SPACE.strip("{}"))
    return made


def _nested(one: ElementTree.Element) -> list[Any]:
    attributes = {name: value for name, value in one.attrib.items() if name != "xmlns"}
    return [one.tag, attributes, [*([one.text] if one.text else []), *map(_nested, one)]]
