"""The page of networks: sizes and formulas, lists of one's own, the inside of a trained network, augmentation."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio, served

import whygrad as wg

torch = pytest.importorskip("torch")

INSIDE = "state.zoo.look && state.zoo.maps && state.zoo.evidence"
CHANGED = "state.zoo.changed"
START = 90.0  # seconds: the first look at a network imports PyTorch, which a busy machine is slow at
BYTES = "(one) => one.toDataURL()"

Zoo = Callable[..., Studio]


def _address(address: str, link: str) -> str:
    base, _, token = address.partition("/?")
    return f"{base}/zoo.html?{token}#{link}"


@pytest.fixture
def zoo(fresh: Any, address: str) -> Zoo:
    """Opens the page of networks at what follows its `#`."""

    def make(link: str = "", until: str = "state.zoo.shown", **settings: Any) -> Studio:
        studio = fresh(**settings)
        studio.page.goto(_address(address, link))
        studio.until(f"state && {until}", START)
        return studio

    return make


def _row(studio: Studio, name: str) -> list[str]:
    row = studio.page.locator("#table tr", has=studio.page.get_by_role("rowheader", name=name, exact=True))
    return [cell.strip() for cell in row.first.locator("td").all_inner_texts()]


def _good(studio: Studio) -> None:
    studio.until("state.zoo.problem === null && state.zoo.shown.text.trim() === state.zoo.text.trim()")


def test_the_studio_leads_here_and_pays_nothing_for_it(studio: Studio) -> None:
    asked: list[str] = []
    studio.page.on("request", lambda request: asked.append(request.url))
    studio.page.reload()
    studio.ready()
    assert not [one for one in asked if "/zoo" in one]
    studio.page.get_by_role("link", name="Networks").click()
    studio.until("state?.zoo?.shown")
    assert studio.page.url.endswith("zoo.html#network=lenet-5")
    studio.page.get_by_role("link", name="Studio").click()
    studio.ready()


def test_a_network_layer_by_layer(zoo: Zoo) -> None:
    studio = zoo()
    page = studio.page
    page.get_by_role("link", name="vgg-16", exact=True).click()
    studio.until("state.zoo.shown.name === 'vgg-16'")
    assert "network=vgg-16" in studio.hash()
    assert "138,357,544" in page.locator("#head").inner_text()
    assert _row(studio, "features.0")[1:4] == ["64×224×224", "3", "1,792"]
    assert _row(studio, "classifier.0")[3] == "102,764,544"
    row = page.get_by_role("button", name="features.2", exact=True)
    expect(row).to_have_attribute("aria-expanded", "false")
    row.press("Enter")
    expect(row).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#table .zoo-worked:visible")).to_contain_text("3·3·64·64 + 64 = 36928")
    page.get_by_role("checkbox", name="Formulas for all layers").check()
    assert page.locator("#table .zoo-worked:visible").count() == 22  # 13 convolutions, 3 dense, 6 pools
    drawing = page.locator("#drawing svg")
    assert "from 3×224×224 to 1000" in (drawing.get_attribute("aria-label") or "")
    drawing.locator("[data-place]").nth(3).click()
    assert page.locator("#table tr.lit").count() == 1
    page.reload()
    studio.until("state?.zoo?.shown?.name === 'vgg-16'")


def test_a_list_of_ones_own_by_keyboard(zoo: Zoo) -> None:
    studio = zoo()
    page = studio.page
    studio.tab_to("Edit these layers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Back to lenet-5")).to_be_focused()
    studio.tab_to("Kernel, layer 4")
    page.keyboard.press("ArrowDown")  # 5 becomes 4
    _good(studio)
    assert studio.state("state.zoo.shown.layers[3].kernel") == 4
    expect(page.locator(".zoo-row").nth(3)).to_contain_text("16×11×11")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("15")
    studio.until("state.zoo.problem?.place === 3")
    expect(page.locator(".zoo-problem:visible")).to_contain_text("its window spans 15 values")
    expect(page.get_by_role("combobox", name="Kind of layer 4")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".zoo-gutter")).to_contain_text("Line 6")
    assert studio.state("state.zoo.shown.lines[3].output[1]") == 11  # the last good one
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3x5")
    _good(studio)
    assert studio.state("state.zoo.shown.layers[3].kernel") == [3, 5]
    studio.tab_to("Move layer 4 up")
    page.keyboard.press("Enter")
    _good(studio)
    expect(page.get_by_role("button", name="Move layer 3 up")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    studio.tab_to("Add a layer after layer 3")
    page.keyboard.press("Enter")
    _good(studio)
    assert studio.state("state.zoo.shown.layers.length") == 13
    studio.tab_to("Remove layer 4", back=True)
    page.keyboard.press("Enter")
    _good(studio)
    assert studio.state("state.zoo.shown.layers.length") == 12
    assert studio.page.evaluate("() => document.activeElement !== document.body")


def test_a_list_of_ones_own_as_text_and_in_the_address(zoo: Zoo) -> None:
    studio = zoo()
    page = studio.page
    page.get_by_role("button", name="Edit these layers").click()
    text = page.get_by_role("textbox", name="As TOML")
    text.fill('input = [3, 32, 32]\nlayers = [\n  { conv = 8, kernel = 3 },\n  "relo",\n]')
    studio.until("state.zoo.problem?.line === 4")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".zoo-problem:visible")).to_contain_text("did you mean relu?")
    text.fill("input = [3, 32, 32]\nlayers = [{ conv = 8, kernel = 3 }, { residual = [{ conv = 8, padding = 1 }] }]")
    studio.until("state.zoo.problem === null && state.zoo.shown.input[1] === 32")
    assert studio.state("state.zoo.shown.parameters") == 8 * 27 + 8 + 8 * 72 + 8
    inner = page.get_by_role("textbox", name="Layers inside, layer 2")
    expect(inner).to_have_value("[{ conv = 8, padding = 1 }]")
    inner.fill('[{ conv = 8, padding = 1 }, "relu"')
    studio.until("state.zoo.problem?.place === 1")
    inner.fill('[{ conv = 8, padding = 1 }, "relu"]')
    _good(studio)
    page.get_by_role("textbox", name="Input (channels × height × width)").fill("3x64")
    studio.until("state.zoo.problem")
    page.get_by_role("textbox", name="Input (channels × height × width)").fill("3x64x48")
    _good(studio)
    page.reload()
    studio.until("state?.zoo?.editing && state.zoo.shown?.input[2] === 48")
    assert studio.state("state.zoo.shown.layers[1].residual.length") == 2
    page.get_by_role("combobox", name="Language").select_option("ko")
    studio.until("document.documentElement.lang === 'ko' && state.zoo.shown")
    expect(page.get_by_role("heading", name="직접 만든 층")).to_be_visible()
    assert studio.state("state.zoo.shown.input[2]") == 48


def test_looking_inside(zoo: Zoo, tmp_path: Path) -> None:
    studio = zoo("part=inside", INSIDE)
    page = studio.page
    first = page.get_by_role("radio", name="t-shirt, image 1")
    expect(first).to_be_checked()
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="t-shirt, image 2")).to_be_checked()
    studio.until(f"state.zoo.place === 1 && state.zoo.look.label === 0 && {INSIDE}")
    best = studio.state("state.zoo.look.names[state.zoo.look.prediction[0].label]")
    expect(page.get_by_role("heading", name=f"Evidence for {best}")).to_be_visible()
    saliency = page.locator(".zoo-figures canvas").first
    before = saliency.evaluate(BYTES)
    page.get_by_role("radio", name=re.compile("^dress")).last.check()
    expect(page.get_by_role("heading", name="Evidence for dress")).to_be_visible()
    studio.until("document.querySelectorAll('.zoo-figures canvas').length === 3")
    expect(page.locator(".zoo-figures figcaption strong")).to_have_text(["Saliency map", "Occlusion", "Grad-CAM"])
    studio.until(f"({BYTES})(document.querySelector('.zoo-figures canvas')) !== {before!r}")
    label = page.locator(".zoo-figures canvas").nth(1).get_attribute("aria-label") or ""
    assert re.match(r"Occlusion: strongest (at|on|in) the ", label), label
    page.locator(".zoo-layer", has_text="max_pool 2×2").first.click()
    studio.until("state.zoo.layer === '2' && state.zoo.maps.maps.shape[1] === 14")
    expect(page.locator(".zoo-maps canvas")).to_have_count(8)

    picture = np.zeros((300, 200, 3), np.uint8)
    picture[40:260, 60:140] = 230
    Image.fromarray(picture).save(tmp_path / "mine.png")
    page.get_by_label("Your own image").set_input_files(tmp_path / "mine.png")
    studio.until(f"state.zoo.file?.name === 'mine.png' && state.zoo.look?.label === null && {INSIDE}")
    expect(page.locator(".zoo-says")).to_contain_text("your image mine.png")
    assert page.locator(".zoo-shot input:checked").count() == 0
    (tmp_path / "broken.png").write_bytes((tmp_path / "mine.png").read_bytes()[:60])
    page.get_by_label("Your own image").set_input_files(tmp_path / "broken.png")
    expect(page.locator(".zoo-found-place .zoo-problem")).to_contain_text("broken.png is truncated or damaged")
    studio.forgive("422")


def test_without_pytorch_it_says_what_brings_it(fresh: Any, address: str) -> None:
    studio = fresh()
    page = studio.page
    answer = {"models": [{"id": "", "name": "small"}], "missing": "torch"}
    page.route("**/api/zoo/models*", lambda route: route.fulfill(json=answer))
    page.goto(_address(address, "network=vgg-11"))
    studio.until("state?.zoo?.shown?.parameters === 132863336")
    for part in ("Inside", "Augmentation"):
        page.get_by_role("link", name=part).click()
        expect(page.get_by_text('pip install "whygrad[zoo,torch]"').locator("visible=true")).to_have_count(1)


def test_augmentation(zoo: Zoo) -> None:
    studio = zoo("part=augmentation", CHANGED)
    page = studio.page
    strips = page.locator(".zoo-strip:visible")
    expect(strips).to_have_count(8)  # as it is, six changes, all together
    rotated = page.locator(".zoo-change", has_text="Rotate").locator("canvas")
    before = rotated.evaluate(BYTES)
    slider = page.get_by_role("slider", name="Rotate: up to ± degrees")
    slider.focus()
    page.keyboard.press("End")
    studio.until("state.zoo.changed.words.includes('rotate:180')")
    after = rotated.evaluate(BYTES)
    assert after != before
    expect(rotated).to_have_attribute("aria-label", "Rotate: up to ± degrees at 180: 8 variants of the image.")
    page.get_by_role("button", name="New random values").click()
    studio.until(f"({BYTES})(document.querySelectorAll('.zoo-change')[4].querySelector('canvas')) !== {after!r}")
    for name in ("Flip", "Crop", "Scale", "Color jitter", "Erase"):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).uncheck()
    studio.until("state.zoo.changed?.words.length === 1")
    expect(strips).to_have_count(2)
    expect(page.locator(".zoo-toml")).to_contain_text('augmentation = ["rotate:180"]')
    page.get_by_role("checkbox", name=re.compile("^Rotate")).uncheck()
    expect(page.get_by_text("Select at least one change.")).to_be_visible()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small training."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("runs") / "digits"
    source = """
    data = { name = "digits", samples = 200 }
    network = { layers = [{ conv = 4, padding = 1 }, "relu", "flatten", { dense = 10 }] }
    training = { epochs = 1 }
    """
    wg.train(wg.Experiment.from_toml(source), seeds=1, engine="torch", out=folder)
    torch.set_num_threads(threads)
    return folder


def test_the_network_of_a_training_is_a_step_from_its_trace(browser: Browser, trained: Path) -> None:
    with served(str(trained)) as address:
        studio = Studio(browser.new_context(viewport={"width": 1280, "height": 900}).new_page(), address)
        studio.page.goto(address)
        studio.until("state?.following?.head")
        studio.page.get_by_role("link", name="Look inside").click()
        studio.until(f"state?.zoo && {INSIDE}", START)
        assert studio.state("state.zoo.models.length") == 2
        assert "digits/model.safetensors" in studio.page.get_by_label("Trained network").inner_text()
        assert studio.state("state.zoo.look.picture.shape") == [8, 8, 1]
        studio.page.get_by_label("Trained network").select_option("")
        studio.until(f"state.zoo.look?.picture.shape[0] === 28 && {INSIDE}")
        assert studio.troubles == []
        studio.page.context.close()


@needs_axe
@pytest.mark.parametrize(("locale", "theme", "width"), [("en-US", "light", 1280), ("ko-KR", "dark", 320)])
def test_axe_finds_nothing(zoo: Zoo, locale: str, theme: str, width: int) -> None:
    viewport = {"width": width, "height": 900}
    studio = zoo("network=resnet-18", locale=locale, color_scheme=theme, viewport=viewport)
    page = studio.page
    load_axe(page)
    found: list[str] = []

    def look(what: str) -> None:
        page.wait_for_timeout(100)
        found.extend(f"{what}: {one}" for one in violations(page))
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{what}: the page scrolls sideways")

    page.locator("#table button").nth(2).click()
    look("network")
    page.evaluate("() => { whygrad.actions.choose('lenet-5'); }")
    studio.until("state.zoo.shown.name === 'lenet-5'")
    page.evaluate("() => { whygrad.actions.edit(); whygrad.actions.setSetting(3, 'kernel', 50); }")
    studio.until("state.zoo.problem")
    page.evaluate("() => { for (const one of document.querySelectorAll('main details')) one.open = true; }")
    look("editing")
    page.evaluate("() => whygrad.actions.showPart('inside')")
    studio.until(INSIDE, START)
    look("inside")
    page.evaluate("() => whygrad.actions.showPart('augmentation')")
    studio.until(CHANGED)
    look("augmentation")
    assert not found, "\n".join(dict.fromkeys(found))


def test_nothing_blocks_the_page_and_paper_is_right(zoo: Zoo) -> None:
    studio = zoo("network=plain-56")
    page = studio.page
    longest = page.evaluate(
        """async () => {
          let longest = 0;
          const observer = new PerformanceObserver((list) => {
            for (const one of list.getEntries()) longest = Math.max(longest, one.duration);
          });
          observer.observe({ type: 'longtask' });
          const wait = (time) => new Promise((done) => setTimeout(done, time));
          whygrad.actions.choose('resnet-50');
          while (whygrad.store.get().zoo.shown.name !== 'resnet-50') await wait(20);
          await wait(200);
          return longest;
        }"""
    )
    assert longest < 1_000  # milliseconds; about 40 on a machine with nothing else to do
    page.emulate_media(media="print")
    assert not page.locator(".zoo-list").is_visible()
    assert page.locator("#table tr[data-place]").last.is_visible()
