"""Weights edited by pointer and by keyboard, and the whole way without a pointer."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.studio import Studio


def _weight_of_first_unit(studio: Studio) -> Any:
    return studio.page.get_by_role("spinbutton", name="Weight from Input x₁").or_(
        studio.page.get_by_role("spinbutton", name="Weight from x₁")
    )


def test_a_weight_is_edited_by_pointer(studio: Studio) -> None:
    studio.button("Hidden 1, unit 1").click()
    field = _weight_of_first_unit(studio)
    index = int(field.get_attribute("data-index"))
    before = studio.now()
    field.fill("1.5")
    field.press("Enter")
    studio.until(f"state.frame.parameters[{index}] === 1.5")
    after = studio.now()
    assert after[index] == 1.5
    assert [i for i in range(len(after)) if after[i] != before[i]] == [index]


def test_a_link_of_the_drawing_opens_its_weight(studio: Studio) -> None:
    """The drawing's lines have no element of their own: point halfway between two units."""
    ends = [studio.button(name).bounding_box() for name in ("x₁", "Hidden 1, unit 1")]
    assert ends[0]
    assert ends[1]
    x = (ends[0]["x"] + ends[0]["width"] + ends[1]["x"]) / 2
    y = sum(end["y"] + end["height"] / 2 for end in ends if end) / 2
    studio.page.mouse.click(x, y)
    studio.until("document.activeElement.dataset.index !== undefined")
    assert studio.state("state.weight !== null")


def test_a_weight_is_edited_while_it_trains(studio: Studio) -> None:
    studio.button("Hidden 1, unit 1").click()
    studio.button("Run").click()
    studio.until("state.epoch > 3")
    field = _weight_of_first_unit(studio)
    index = int(field.get_attribute("data-index"))
    field.fill("40")
    field.press("Enter")
    studio.until(f"state.frame.parameters[{index}] > 30")
    assert studio.state("state.worker") == "running"


def test_what_is_no_number_changes_nothing(studio: Studio) -> None:
    studio.button("Hidden 1, unit 1").click()
    field = _weight_of_first_unit(studio)
    before = studio.now()
    field.fill("")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert studio.now() == before
    field.press("Escape")
    assert field.get_attribute("aria-invalid") is None


def test_the_whole_way_by_keyboard(studio: Studio) -> None:
    """Data, a feature, a layer, a weight, run, the verdict, a remedy: no pointer is used."""
    keys = studio.page.keyboard
    studio.tab_to("Skip to the network")
    keys.press("Enter")
    studio.until("document.activeElement.id === 'bench'")

    studio.tab_to("Circle")  # of the radio buttons the checked one has the focus
    keys.press("ArrowRight")
    studio.until("state.experiment.data.name === 'xor'")

    studio.tab_to("x₁x₂")
    keys.press("Space")
    keys.press("Space")
    studio.tab_to("x₂", back=True)
    keys.press("Space")
    studio.until("String(state.experiment.data.features) === 'x1'")

    studio.tab_to("Add a hidden layer")
    keys.press("Enter")
    studio.until("state.experiment.network.hidden.length === 3")
    studio.settled()

    studio.tab_to("Activation function")
    keys.type("Linear")
    studio.until("state.experiment.network.activation === 'linear'")
    studio.settled()

    studio.tab_to("x₁", inside="#drawing")  # one stop for all units; arrow keys move between them
    keys.press("ArrowRight")
    keys.press("Enter")
    studio.until("state.unit !== null")
    studio.tab_to("Weight from x₁", inside="#drawing")
    index = int(studio.page.evaluate("() => document.activeElement.dataset.index"))
    keys.press("ControlOrMeta+a")
    keys.type("0.5")
    keys.press("Enter")
    studio.until(f"state.frame.parameters[{index}] === 0.5")

    studio.tab_to("Run", back=True)
    keys.press("Enter")
    studio.until("state.diagnosis && !state.diagnosis.healthy && state.epoch > 30")
    keys.press("Enter")
    studio.until("state.worker === 'idle'")
    studio.until("document.querySelector('#status').textContent.length > 0")
    title = studio.state("state.diagnosis.findings.find((one) => one.cause).title")
    studio.until(f"document.querySelector('#status').textContent.toLowerCase().includes({title.lower()!r})")

    studio.tab_to("Try fixes")
    keys.press("Enter")
    studio.page.locator("table.remedy-table").wait_for()
    best = studio.page.locator("table.remedy-table tbody tr button").first.get_attribute("aria-label")
    before = studio.state("state.experiment")
    studio.tab_to(best or "")
    keys.press("Enter")
    studio.settled()
    assert studio.state("state.experiment") != before
    assert studio.page.evaluate("() => document.activeElement.textContent") == "Undo"
    keys.press("Enter")
    studio.settled()
    studio.until(
        f"JSON.stringify(state.experiment.network.hidden) === '{before['network']['hidden']}'.replaceAll(' ', '')"
    )
    assert studio.state("state.experiment") == before


# The page's height has stayed the same for half a second.
STANDS = """(() => {
  const [height, now] = [document.documentElement.scrollHeight, performance.now()];
  if (window.stood?.height !== height) window.stood = { height, since: now };
  return now - window.stood.since > 500;
})()"""


@pytest.mark.parametrize("width", [1280, 320])
def test_the_focus_is_always_seen(fresh: Any, width: int) -> None:
    """Every stop of the Tab key is on the page, has a name, and shows that it has the focus."""
    studio = fresh(viewport={"width": width, "height": 900}).open()
    studio.until(STANDS)  # what is drawn late moves what has the focus already
    stops = []
    for _ in range(60):
        studio.page.keyboard.press("Tab")
        stop = studio.page.evaluate(
            """async () => {
              const here = document.activeElement;
              if (here === document.body) return null;
              // What comes into sight with it is drawn now, and the browser scrolls it back.
              const isInside = () => {
                const { top, right, bottom, left } = here.getBoundingClientRect();
                return right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
              };
              for (let turn = 0; turn < 40 && !isInside(); turn++) await new Promise((next) => setTimeout(next, 50));
              const parts = [here, ...here.labels ?? [], here.parentElement, here.nextElementSibling].filter(Boolean);
              const seen = parts.some((part) => {
                const style = getComputedStyle(part);
                const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                return outlined || style.boxShadow !== 'none';
              });
              const what = here.outerHTML.slice(0, 140);
              return { what, seen, inside: isInside() };
            }"""
        )
        if stop is not None:
            stops.append(stop)
    assert len(stops) > 40
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["inside"]] == []


@pytest.mark.parametrize("sought", [True, False], ids=["in sight", "left behind"])
def test_what_has_the_focus_stays_in_sight_where_the_page_grows_above_it(studio: Studio, sought: bool) -> None:
    """A view drawn late moves nothing out of sight; a reader who scrolled away is not pulled back."""
    studio.until(STANDS)
    inside = studio.page.evaluate(
        """async (sought) => {
          const turn = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
          const here = [...document.querySelectorAll("summary")].at(-1);
          const isInside = () => {
            const { top, bottom } = here.getBoundingClientRect();
            return bottom > 0 && top < innerHeight;
          };
          const until = async (wanted) => {  // a busy browser scrolls late
            for (let k = 0; k < 100 && isInside() !== wanted; k++) await turn();
            for (let k = 0; k < 3; k++) await turn();
          };
          here.focus();
          await until(true);
          if (!sought) scrollTo({ top: 0, behavior: "instant" });
          await until(sought);
          const added = document.createElement("div");
          added.style.height = "3000px";
          document.body.style.overflowAnchor = "none";  // as where the browser holds on to what grows itself
          document.querySelector("main").before(added);
          await until(sought);
          const inside = isInside();
          added.remove();
          document.body.style.overflowAnchor = "";
          return inside;
        }""",
        sought,
    )
    assert inside == sought
