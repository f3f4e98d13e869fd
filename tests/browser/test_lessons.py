"""The lessons that carry numbers of their own: the neuron, gates and XOR, a stack of linear layers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio

from whygrad import i18n
from whygrad.i18n import text
from whygrad.zoo import GATES

PARTS = ("dendrite", "synapse", "body", "axon")


def _opened(studio: Studio, place: str) -> Studio:
    """By keyboard: what is loaded above may move the summary away from a pointer."""
    studio.page.locator("details", has=studio.page.locator(f"#{place}")).locator("> summary").press("Enter")
    studio.until(f"document.querySelector('#{place} .view').childElementCount")
    return studio


def _lit(studio: Studio) -> list[str]:
    """The names of the parts that are lit: their captions without the number before them."""
    captions = studio.page.locator(".neuron-part.lit .caption").all_text_contents()
    return [caption.split(" ", 1)[1] for caption in captions]


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_part_lights_its_counterpart(kept: Any, locale: str) -> None:
    """Pointed at, reached by keyboard, and kept by Enter."""
    studio = _opened(kept(locale=locale), "neuron")
    with i18n.use(locale[:2]):
        pairs = [[text(f"neuron-{part}"), text(f"neuron-as-{part}")] for part in PARTS]
    cells, units = (studio.page.locator(f".neuron-{one} .neuron-part") for one in ("cell", "unit"))
    for cell, unit in pairs:
        cells.and_(studio.page.get_by_role("button", name=cell)).locator(".caption").hover()
        assert _lit(studio) == [cell, unit]
        units.and_(studio.page.get_by_role("button", name=unit)).locator(".caption").hover()
        assert _lit(studio) == [cell, unit]
    studio.page.mouse.move(5, 5)
    assert _lit(studio) == []
    cells.first.focus()
    assert _lit(studio) == pairs[0]
    studio.page.keyboard.press("Enter")
    cells.first.evaluate("(one) => one.blur()")
    assert _lit(studio) == pairs[0]
    assert studio.page.locator(".neuron-part[aria-pressed=true]").count() == 2


@pytest.mark.parametrize("gate", ["and", "nand"])
def test_numbers_pass_through_the_neuron(studio: Studio, gate: str) -> None:
    """By keyboard alone, against the gate's own arithmetic."""
    _opened(studio, "neuron")
    press = studio.page.keyboard.press
    studio.page.locator("#neuron").get_by_role("button", name=gate.upper(), exact=True).focus()
    press("Enter")
    boxes = studio.page.locator("#neuron").get_by_role("checkbox")
    for x1, x2 in ((1, 1), (0, 1), (0, 0), (1, 0)):
        for box, wanted in zip(boxes.all(), (x1, x2), strict=True):
            if box.is_checked() != bool(wanted):
                box.focus()
                press("Space")
        fired = GATES[gate].output.fire((x1, x2))
        said = studio.page.locator(".neuron-sentence").inner_text()
        assert f"= {fired.sum:g} {'≥' if fired.output else '<'} 0" in said
        assert said.endswith(f"output is {fired.output}.")
        assert studio.page.locator(".unit-output").evaluate("(one) => one.classList.contains('on')") == bool(
            fired.output
        )
    assert gate.upper() in studio.page.locator("#neuron .hint").last.inner_text()
    slider = studio.page.locator("#neuron").get_by_role("slider").last
    slider.focus()
    before = studio.page.locator(".neuron-sentence").inner_text()
    press("ArrowRight")
    assert studio.page.locator(".neuron-sentence").inner_text() != before


def test_the_neuron_as_a_table(studio: Studio) -> None:
    _opened(studio, "neuron").page.locator("#neuron details summary").click()
    studio.until("document.querySelectorAll('#neuron tbody tr').length === 4")
    rows = studio.page.locator("#neuron tbody tr").all_inner_texts()
    assert all(text(f"neuron-does-{part}") in row for part, row in zip(PARTS, rows, strict=True))


def test_a_perceptron_learns_and_or_and_nand(studio: Studio) -> None:
    _opened(studio, "gates")
    for name in ("AND", "OR", "NAND"):
        studio.button(f"{name}, one perceptron").click()
        studio.settled()
        assert studio.option("training.optimizer") == "perceptron"
        studio.run_to(30)
        studio.told(".gates-told", "told.startsWith('4 of 4')")


def test_a_perceptron_never_learns_xor(studio: Studio) -> None:
    _opened(studio, "gates").button("XOR, one perceptron").click()
    studio.settled()
    studio.page.evaluate(
        "() => { window.right = []; whygrad.store.subscribe(['history'], ({ history }) =>"
        " window.right.push(...(history.run.accuracy_train?.at(-1) ?? []))); }"
    )
    studio.run_to(60)
    assert (
        0 < max(studio.page.evaluate("() => window.right")) < 0.9
    )  # three of the four corners, as often as they are drawn
    studio.told(".gates-told", "/^[0-3] of 4/.test(told)")


def test_xor_by_weights_set_by_hand(studio: Studio) -> None:
    """The truth table of the network, and the zoo's own weights in it."""
    _opened(studio, "gates").button("XOR, two layers, weights set by hand").click()
    studio.settled()
    studio.told(".gates-told", "told.startsWith('4 of 4')")
    assert studio.now() == GATES["xor"].parameters[0].tolist()
    rows = [row.split() for row in studio.page.locator("#gates tbody tr").all_inner_texts()]
    assert [row[2:5] for row in rows] == [["1", "0", "0"], ["1", "1", "1"], ["1", "1", "1"], ["0", "1", "0"]]
    studio.page.evaluate("() => whygrad.actions.reset()")
    studio.until(f"state.frame.parameters[0] !== {GATES['xor'].parameters[0, 0]}")
    studio.button("Set the weights by hand: NAND, OR, then AND").click()
    studio.told(".gates-told", "told.startsWith('4 of 4')")


def test_a_linear_stack_is_one_layer_and_tanh_makes_it_more(studio: Studio) -> None:
    _opened(studio, "stack").button("Three linear layers").click()
    studio.settled()
    studio.run_to(20)
    told = studio.page.locator(".stack-told")
    studio.told(".stack-told", "told.includes('equal one layer')")
    # While it trains, the sides may be of two moments; what stands still must agree once it is drawn.
    studio.until(
        "(rows => rows.length === 4 && rows.every(row => { const [left, right] = [...row.cells].slice(-2)"
        ".map(cell => Number(cell.textContent.replaceAll(',', '').replace('\u2212', '-')));"
        " return Math.abs(left - right) <= 2e-3; }))([...document.querySelectorAll('#stack .chart-scroll tbody tr')])"
    )
    studio.button("The same with tanh between the layers").click()
    studio.settled()
    studio.run_to(40)
    studio.told(".stack-told", "told.includes('more than their product')")
    assert float(told.inner_text().split("Wx + b is ")[1].split()[0]) > 0.05


def test_the_gallery_has_function_derivative_saturation_and_cost(studio: Studio) -> None:
    """Of every activation: curves of two looks, and the numbers that tell where it is flat and what it costs."""
    _opened(studio, "gallery")
    gallery = studio.page.locator("#gallery")
    for name in ("sigmoid", "relu"):
        gallery.get_by_role("button", name=name, exact=True).click()
        studio.until(f"document.querySelector('#gallery .chart-note').textContent.includes('{name}')")
        facts = dict(zip(gallery.locator("dt").all_inner_texts(), gallery.locator("dd").all_inner_texts(), strict=True))
        assert facts[text("studio-gallery-costly")] == {"sigmoid": "1", "relu": "0"}[name]
        assert facts[text("studio-gallery-saturated")] == {"sigmoid": "|z| > 4.36", "relu": "–"}[name]
        gallery.locator("summary").click()
        assert gallery.locator("thead").inner_text().split() == ["z", "f(z)", "f′(z)"]
        gallery.locator("summary").click()


@needs_axe
@pytest.mark.parametrize(("locale", "width"), [("en-US", 1280), ("ko-KR", 320)])
def test_axe_finds_nothing_in_the_lessons(kept: Any, locale: str, width: int) -> None:
    studio = kept(locale=locale, viewport={"width": width, "height": 900})
    for place in ("neuron", "gates", "stack"):
        _opened(studio, place)
    studio.page.locator("#neuron details summary").click()
    studio.page.locator("#gates .buttons.wrap button").first.click()
    studio.settled()
    load_axe(studio.page)
    assert violations(studio.page, ".lessons") == []
