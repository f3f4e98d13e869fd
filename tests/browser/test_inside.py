"""What goes on inside: linear regions while a network trains, functions turned into networks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio

from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.nets import plan
from whygrad.zoo import linear_regions

RELU = Experiment().replace(hidden=[6, 5], activation="relu", init="he-normal")


def unfold(studio: Studio, place: str) -> None:
    """Open the part of "Look closer" that a view stands in, and wait until it is loaded."""
    studio.page.evaluate("(id) => { document.getElementById(id).closest('details').open = true; }", place)
    studio.until(f"[...document.getElementById('{place}').children].every((view) => view.childElementCount > 0)")
    studio.page.evaluate("(id) => document.getElementById(id).scrollIntoView()", place)


def counted(studio: Studio, experiment: Experiment, expected: int) -> None:
    """Python counts the same on the weights that the page shows, and the page says so."""
    dataset = load(experiment.data)
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    found = linear_regions(network, np.array(studio.parameters()), [(-6, 6), (-6, 6)])
    assert found.count == expected
    text = studio.page.locator(".regions-count")
    studio.told(".regions-count", f"told.startsWith('{expected:,} linear')")
    assert text.inner_text().startswith(f"{expected:,} linear regions")


def test_regions_are_counted_while_a_network_trains(kept: Callable[..., Studio]) -> None:
    studio = kept(RELU.to_link())
    unfold(studio, "regions")
    studio.told(".regions-count", r"/^\d/.test(told)")
    start = int(studio.page.locator(".regions-count").inner_text().split()[0])
    counted(studio, RELU, start)
    studio.button("Run").click()
    studio.told(".regions-count", f"!told.startsWith('{start} ')")  # while it runs
    studio.until("state.epoch > 20")
    studio.button("Pause").click()
    studio.at_rest()
    dataset = load(RELU.data)
    network = plan(RELU, 2, dataset.task, dataset.classes)
    end = linear_regions(network, np.array(studio.parameters()), [(-6, 6), (-6, 6)]).count
    counted(studio, RELU, end)
    assert f"At initialization there were {start}." in studio.page.locator("#regions").inner_text()


def test_the_main_thread_is_never_blocked_by_regions(kept: Callable[..., Studio]) -> None:
    """A slice is a few milliseconds: of 2 × 32 units no task of the page's takes as long as a whole count would."""
    studio = kept(Experiment().replace(hidden=[32, 32], activation="relu", init="he-normal").to_link())
    unfold(studio, "regions")
    studio.told(".regions-count", r"/^[\d,]+ linear/.test(told)")
    slices = studio.page.evaluate(
        """async () => {
          const { advance, regions } = await import(`${location.origin}/charts/regions.js`);
          const { inputMap } = await import(`${location.origin}/charts/straight.js`);
          const { lowered, frame } = whygrad.store.get();
          const inputs = inputMap(lowered.points, lowered.grid, 2, true);
          const random = frame.parameters.map((value) => value + 0.2 * Math.random());
          const steps = regions(lowered.plan, random, [], [[-6, 6], [-6, 6]], inputs);
          const slices = [];
          for (let found = null; found === null; ) {
            const start = performance.now();
            found = advance(steps, start + 4, () => performance.now());
            slices.push(performance.now() - start);
          }
          return slices;
        }"""
    )
    # One that another process interrupted may be longer; a step that does too much would make many long.
    assert np.quantile(slices, 0.9) < 50
    assert len(slices) > 3


def test_curved_networks_say_why_and_can_be_straightened(studio: Studio) -> None:
    unfold(studio, "regions")
    reason = studio.page.get_by_text("There are no linear regions: tanh is curved")
    reason.wait_for()
    studio.page.get_by_role("button", name="Use ReLU instead").click()
    studio.settled()
    studio.told(".regions-count", r"/^\d/.test(told)")
    assert not reason.is_visible()
    studio.page.evaluate("whygrad.actions.toggleFeature('x1^2')")
    studio.settled()
    studio.page.get_by_text("the regions are not polygons").wait_for()


def test_pictures_have_no_regions(kept: Callable[..., Studio]) -> None:
    digits = Experiment().replace(name="digits", hidden=[8], activation="relu")
    studio = kept(digits.to_link())
    unfold(studio, "regions")
    studio.page.get_by_text("Regions can be drawn for one or two inputs; this data has 64.").wait_for()


def test_a_drawn_function_becomes_the_network(studio: Studio) -> None:
    """By keyboard: a point is added and changed, a mistake is named, then the network is the function."""
    unfold(studio, "regions")
    page = studio.page
    page.get_by_role("button", name="Add a point").click()
    second = page.get_by_role("spinbutton", name="x of point 2", exact=True)
    second.fill("-5")
    page.get_by_text("x must increase from point to point: point 2 has -5, the one before it -4.5.").wait_for()
    assert page.get_by_role("button", name="Load it as a network").is_disabled()
    points = page.locator(".function-table tbody tr").count()
    for number in range(1, points + 1):
        page.get_by_role("spinbutton", name=f"x of point {number}", exact=True).fill(str(number - 3))
        page.get_by_role("spinbutton", name=f"f(x) of point {number}", exact=True).fill(str((-1) ** number * 1.5))
    make = page.get_by_role("button", name="Load it as a network")
    make.focus()
    page.keyboard.press("Enter")
    studio.settled()
    studio.until(f"state.frame.parameters.length === {3 * (points + 1) + 1} && state.frame.parameters[0] === -1")
    assert studio.option("network.hidden") == [points + 1]
    values = page.evaluate(
        """async (xs) => {
          const samples = xs.map((x) => ({ x: [x], y: 0 }));
          const { seed } = whygrad.store.get();
          return Array.from((await whygrad.actions.inquire({ what: "values", run: seed, samples })).at(-1));
        }""",
        [number - 3 for number in range(1, points + 1)],
    )
    np.testing.assert_allclose(values, [(-1) ** number * 1.5 for number in range(1, points + 1)], atol=1e-5)


def test_points_are_set_and_dragged_by_pointer(studio: Studio) -> None:
    unfold(studio, "regions")
    area = studio.page.locator(".function-area")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    before = studio.page.locator(".function-table tbody tr").count()
    x, y = box["x"] + box["width"] * 5.5 / 6, box["y"] + box["height"] / 4  # (5, 3)
    studio.page.mouse.move(x, y)
    studio.page.mouse.down()
    studio.page.mouse.move(x, y + box["height"] / 4, steps=4)
    studio.page.mouse.up()
    assert studio.page.locator(".function-table tbody tr").count() == before + 1
    last = studio.page.get_by_role("spinbutton", name=f"f(x) of point {before + 1}", exact=True)
    assert abs(float(last.input_value())) < 0.2


def test_all_optimizers_train_from_the_same_start(studio: Studio) -> None:
    """The experiment's own optimizer arrives where the shown network is after as many updates."""
    unfold(studio, "surface")
    race = studio.page.locator("#surface .race")
    race.get_by_role("spinbutton", name="Epochs").fill("3")
    race.get_by_role("button", name="Train").click()
    studio.until("document.querySelectorAll('#surface .race tbody tr td:nth-child(3)').length === 7")
    studio.until("document.querySelector('#surface .race progress').hidden")
    rows = race.locator("tbody tr")
    assert [text.split()[1] for text in rows.locator("th").all_inner_texts()] == [
        "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw",
    ]  # fmt: skip
    for _ in range(3):
        studio.page.evaluate("whygrad.actions.stepEpoch()")
        studio.at_rest()
    loss = studio.losses()[0]
    assert float(rows.nth(0).locator("td").nth(1).inner_text().split()[0]) == pytest.approx(loss, rel=1e-2)
    studio.until("!document.querySelector('#surface figure').hidden")
    before = _surface(studio)
    race.get_by_role("checkbox", name="sgd", exact=True).uncheck()
    studio.until(f"document.querySelector('.surface-canvas').toDataURL().length !== {before}")
    race.get_by_label("Learning rates").select_option("usual")
    race.get_by_text("0.001 for Adam and AdamW, 0.01 for the others").wait_for()
    race.get_by_role("spinbutton", name="Epochs").fill("1000")
    studio.page.evaluate(  # at once: a small network is soon done
        "() => document.querySelectorAll('#surface .race button').forEach((button) => button.click())"
    )
    assert race.get_by_role("button", name="Train").is_enabled()


def _surface(studio: Studio) -> int:
    studio.until("document.querySelector('#surface progress').hidden")
    return studio.page.evaluate("document.querySelector('.surface-canvas').toDataURL().length")


def test_a_race_ends_when_its_view_is_closed(studio: Studio) -> None:
    unfold(studio, "surface")
    race = studio.page.locator("#surface .race")
    race.get_by_role("spinbutton", name="Epochs").fill("1000")
    done = studio.page.evaluate(
        """async () => {
          document.querySelector('#surface .race button').click();
          const progress = document.querySelector('#surface .race progress');
          const began = !progress.hidden;
          document.getElementById('surface').closest('details').open = false;
          await new Promise((resolve) => setTimeout(resolve, 100));
          return [began, progress.hidden, document.querySelectorAll('#surface .race tbody tr').length];
        }"""
    )
    assert done[:2] == [True, True]
    assert done[2] < 7


def test_the_reader_chooses_the_path_of_the_chain_rule(kept: Callable[..., Studio]) -> None:
    """The products along all three paths add up to the derivative that the page shows for all of them."""
    studio = kept(Experiment().replace(hidden=[2, 3]).to_link())
    chain = studio.page.locator("#chain")
    chain.scroll_into_view_if_needed()
    through = chain.get_by_role("combobox", name="Through Hidden 2")
    through.wait_for()
    chain.get_by_text("3 paths lead from this weight").wait_for()
    products: list[float] = []
    for number in (1, 2, 3):
        through.select_option(index=number)
        studio.until(f"/Hidden 2, unit {number}, chosen from 3/.test(document.getElementById('chain').textContent)")
        factors = [_number(text) for text in chain.locator(".factor-value").all_inner_texts()]
        products.append(float(np.prod(factors)))
    sums = [_number(text) for text in chain.locator(".chain-check dd").all_inner_texts()]
    assert sum(products) == pytest.approx(sums[0], rel=0.03, abs=2e-4)  # of factors with three digits
    assert sums[1:] == pytest.approx([sums[0]] * 2, rel=1e-3, abs=1e-6)
    chain.get_by_role("button", name="Path with the largest product").click()
    studio.until("/the largest of 3/.test(document.getElementById('chain').textContent)")


@needs_axe
@pytest.mark.parametrize(("locale", "theme", "width"), [("en-US", "light", 1280), ("ko-KR", "dark", 320)])
def test_axe_finds_nothing_inside(kept: Callable[..., Studio], locale: str, theme: str, width: int) -> None:
    """With regions drawn, a race run, a path chosen and stages of every kind of a step shown."""
    studio = kept(RELU.to_link(), locale=locale, color_scheme=theme, viewport={"width": width, "height": 900})
    page = studio.page
    load_axe(page)
    unfold(studio, "surface")
    race = page.locator("#surface .race")
    race.locator("button").first.click()
    studio.until("document.querySelectorAll('#surface .race tbody tr').length === 7")
    found = violations(studio.page, "#surface")
    unfold(studio, "regions")
    studio.told(".regions-count", "told !== ''")
    page.locator(".function-table input").first.fill("9")  # a mistake, named
    found += violations(studio.page, "#regions")
    page.locator("#chain").scroll_into_view_if_needed()
    page.locator(".chain-turns select").first.select_option(index=1)
    found += violations(studio.page, "#chain")
    unfold(studio, "learning")
    page.locator("#learning h3").wait_for()
    for _ in range(4):  # forward, loss, backward, update
        found += violations(studio.page, "#learning")
        for _ in range(3):
            page.locator("#learning button").nth(1).dispatch_event("click")
    assert not found, "\n".join(dict.fromkeys(found))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _number(text: str) -> float:
    """A number as the page writes it: 0.0123, 1.2×10⁻⁷."""
    mantissa, _, power = text.replace(",", "").partition("×10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
