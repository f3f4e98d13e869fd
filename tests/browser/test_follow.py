"""The page of `whygrad play DIR`: saved traces and growing ones, found, followed, read, and gone again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.axe import AXE, load_axe, needs_axe, violations
from tests.browser.studio import Studio, served
from tests.trace import modules, recording

import whygrad as wg
from whygrad.diagnose import diagnose
from whygrad.i18n.numbers import number
from whygrad.trace import Recorder, Trace

Follow = Callable[..., Studio]
SHOWN = "state && state.following.head && state.history.steps.length > 0 && state.diagnosis"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder `runs`, and the address of the one server that shows it."""
    runs = tmp_path_factory.mktemp("followed") / "runs"
    runs.mkdir()
    with served(str(runs)) as address:
        yield runs, address


@pytest.fixture
def runs(place: tuple[Path, str]) -> Iterator[Path]:
    """The folder that the page shows, empty for each test."""
    yield place[0]
    for trace in place[0].iterdir():
        shutil.rmtree(trace)


@pytest.fixture
def follow(browser: Browser, place: tuple[Path, str], runs: Path) -> Iterator[Follow]:
    """Opens the page over the folder `runs`; a page with trouble that the test did not ask for fails it."""
    studios: list[Studio] = []
    address = place[1]

    def make(link: str = "", until: str = SHOWN, **settings: Any) -> Studio:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **settings}
        studio = Studio(browser.new_context(**settings).new_page(), address)
        studios.append(studio)
        studio.page.goto(address + (f"#{link}" if link else ""))
        studio.until(until)
        return studio

    yield make
    troubles = [trouble for studio in studios for trouble in studio.troubles]
    for studio in studios:
        studio.page.context.close()
    assert troubles == []


def _entry(studio: Studio, file: str) -> Any:
    return studio.page.get_by_role("navigation", name="Traces").get_by_role("link", name=file)


def _unfold(view: Locator) -> None:
    """Open its table by the keyboard: what is drawn above it meanwhile moves it away from under a pointer."""
    summary = view.get_by_text("These numbers as a table")
    expect(summary).to_be_visible()  # what is hidden takes no key
    summary.press("Enter")


def test_a_saved_trace_is_shown_with_its_layers_findings_and_numbers(follow: Follow, runs: Path) -> None:
    trace = modules.saved(runs / "encoder.zarr", 20)
    studio = follow()
    page = studio.page
    assert [finding["code"] for finding in studio.state("state.diagnosis.findings")] == [
        finding.code for finding in diagnose(trace).findings
    ]
    expect(page.locator(".why-verdict")).to_contain_text("vanishing gradients")
    expect(page.locator("#head")).to_contain_text("finished")
    expect(page.locator("#head")).to_contain_text("torch")
    rows = page.locator(".trace-table tbody tr")
    expect(rows).to_have_count(14)
    expect(rows.nth(5)).to_contain_text("encoder.layers.0.mlp.fc1")
    expect(rows.nth(5)).to_contain_text("768 → 3,072")
    expect(rows.nth(5)).to_contain_text("gelu")
    # Numbers of the heat map, as the reader of a slider hears them.
    layer = page.get_by_role("slider", name="Layer, from input to output")
    layer.fill("13")
    value = float(trace["gradient_rms"][0, -1, 13])
    expect(page.locator("#heat .chart-readout")).to_have_text(f"classifier, update 190: {value:.3g}")
    # Nothing of the lab is here, and what was not recorded is not drawn.
    assert page.locator("#transport, #drawing, #output, #data").count() == 0
    expect(page.get_by_text("Accuracy", exact=True)).to_be_hidden()
    page.locator("#histograms").scroll_into_view_if_needed()
    expect(page.locator("#histograms")).to_contain_text("no histograms")
    expect(page.locator("#remedies")).to_contain_text("suggestions")
    page.get_by_text("Suggested fixes:").click()
    expect(page.locator("#diagnosis details li").first).to_be_visible()


def _recurrent(path: Path, size: float = 1.0) -> Trace:
    """A plain RNN whose gradient fades through 12 steps in time, watched for three updates."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    layer = torch.nn.RNN(3, 8, batch_first=True)
    with torch.no_grad():
        layer.weight_hh_l0 *= size
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    with wg.watch(layer, optimizer, every=1, path=path) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            layer(torch.randn(16, 12, 3))[0][:, -1].square().mean().backward()
            optimizer.step()
    return watch.trace


@pytest.mark.torch
def test_a_recurrent_network_shows_its_gradient_through_time(follow: Follow, runs: Path) -> None:
    trace = _recurrent(runs / "rnn.zarr")
    values = trace["time_gradient"][0, :, 0]
    assert values[-1, 11] < values[-1, 0] / 10, "nothing fades here"
    studio = follow()
    page = studio.page
    view = page.locator("#through-time")
    view.scroll_into_view_if_needed()
    expect(view.locator("canvas")).to_be_visible()
    near, far = (number(float(one)) for one in values[-1, [0, 11]])
    expect(view.locator(".chart-readout")).to_contain_text(
        f"{near} at the last time step and {far} 11 time steps earlier."
    )
    _unfold(view)
    expect(view.locator("tbody tr")).to_have_count(12)
    expect(view.locator("tbody tr").nth(11).locator("td")).to_have_text(far)
    slider = view.get_by_role("slider")
    slider.fill("0")
    expect(view.locator("tbody tr").nth(11).locator("td")).to_have_text(number(float(values[0, 11])))
    if AXE.exists():
        load_axe(page)
        assert violations(page, "#through-time") == []

    modules.saved(runs / "encoder.zarr", 6)
    _entry(studio, "encoder.zarr").click()
    studio.until("state.following.head?.file === 'encoder.zarr' && state.history.steps.length === 6")
    expect(view).to_be_hidden()


@pytest.mark.torch
def test_two_gradients_through_time_are_read_side_by_side(follow: Follow, runs: Path) -> None:
    """Curves that are kept bring theirs along, such as that of a training whose gradients were clipped."""
    other = _recurrent(runs / "other.zarr", 2.0)
    _recurrent(runs / "rnn.zarr")
    studio = follow()
    page = studio.page
    view = page.locator("#through-time")
    expect(view).to_contain_text("Keep this curve")
    _entry(studio, "other.zarr").click()
    studio.until("state.following.head?.file === 'other.zarr' && state.history.time")
    page.get_by_role("button", name="Keep this curve").click()
    _entry(studio, "rnn.zarr").click()
    studio.until("state.following.head?.file === 'rnn.zarr' && state.history.time")
    expect(view.locator(".chart-legend")).to_contain_text("other.zarr: weight_hh_l0")
    far = number(float(other["time_gradient"][0, -1, 0, 11]))
    expect(view.locator(".chart-readout")).to_contain_text(f"{far} 11 time steps earlier")
    _unfold(view)
    expect(view.locator("tbody tr").nth(11).locator("td").nth(1)).to_have_text(far)


def test_a_training_that_has_begun_is_awaited(browser: Browser, tmp_path: Path) -> None:
    """Its page may be opened before its first record."""
    from whygrad.experiment import Experiment

    (tmp_path / "run").mkdir()
    Experiment().save(tmp_path / "run" / "experiment.toml")
    with served(str(tmp_path / "run")) as address:
        studio = Studio(browser.new_context(locale="en-US").new_page(), address)
        studio.page.goto(address)
        expect(studio.page.locator("#list")).to_contain_text("has started but has no record yet")
        modules.saved(tmp_path / "run" / "trace.zarr", 4)
        studio.until(SHOWN)
        assert studio.troubles == []
        studio.page.context.close()


def test_a_growing_trace_appears_and_is_followed_to_its_end(follow: Follow, runs: Path) -> None:
    studio = follow(until="state && state.following.listed")
    expect(studio.page.locator("#list")).to_contain_text("There is no trace in runs yet")
    command = [sys.executable, "-m", "tests.trace.modules", str(runs / "live.zarr")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as training:
        assert training.stdin is not None
        for records in (1, 6, 40):
            training.stdin.write(f"{records}\n")
            training.stdin.flush()
            studio.until(f"state.history.steps.length === {records}")
            expect(studio.page.locator("#head")).to_contain_text("recording")
    studio.until("state.following.state === 'finished'")
    assert studio.state("state.history.steps") == [10 * index for index in range(40)]
    expect(studio.page.locator("#head")).to_contain_text("finished")


def test_new_traces_and_records_appear_within_two_seconds(follow: Follow, runs: Path) -> None:
    """The quickest of three, since other work on this machine may hold up one."""
    studio = follow(until="state && state.following.listed")
    appeared, arrived = [], []
    for count in (1, 2, 3):
        into = modules.recorder(runs / f"{count}.zarr")
        start = time.perf_counter()
        studio.until(f"state.following.traces.length === {count}")
        appeared.append(time.perf_counter() - start)
        _entry(studio, f"{count}.zarr").click()
        studio.until(f"state.following.head?.file === '{count}.zarr'")
        modules.grow(into, 0, 3)
        start = time.perf_counter()
        studio.until("state.history.steps.length === 3")
        arrived.append(time.perf_counter() - start)
    assert min(appeared) < 2
    assert min(arrived) < 2


def test_following_can_be_put_off(follow: Follow, runs: Path) -> None:
    into = modules.recorder(runs / "live.zarr")
    modules.grow(into, 0, 5)
    studio = follow()
    studio.page.get_by_role("checkbox", name="Follow new records").uncheck()
    modules.grow(into, 5, 9)
    studio.until("state.following.traces[0].records === 9")
    assert len(studio.state("state.history.steps")) == 5
    studio.page.get_by_role("checkbox", name="Follow new records").check()
    studio.until("state.history.steps.length === 9")


def test_a_folder_that_goes_is_told_and_comes_back(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 6)
    studio = follow()
    shutil.rmtree(runs / "one.zarr")
    alert = studio.page.locator(".trace-problem")
    expect(alert).to_have_text("This trace no longer exists: its folder was deleted, moved or renamed.")
    modules.saved(runs / "one.zarr", 8)
    studio.until("state.history.steps.length === 8 && state.following.problem === ''")
    expect(alert).to_be_hidden()


def test_a_damaged_trace_is_a_sentence_beside_the_others(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "good.zarr", 6)
    modules.saved(runs / "bad.zarr", 6)
    next((runs / "bad.zarr" / "gradient_rms").glob("c.*")).unlink()
    modules.saved(runs / "worse.zarr", 6)
    (runs / "worse.zarr" / "zarr.json").write_text("{")
    studio = follow(until="state && state.following.listed && state.following.traces.length === 3")
    expect(_entry(studio, "worse.zarr")).to_contain_text("zarr.json is damaged")
    _entry(studio, "bad.zarr").click()
    expect(studio.page.locator(".trace-problem")).to_contain_text("gradient_rms is damaged")
    _entry(studio, "good.zarr").click()
    studio.until(SHOWN)
    expect(studio.page.locator(".trace-problem")).to_be_hidden()


def test_a_trace_without_records_waits_for_them(follow: Follow, runs: Path) -> None:
    into = modules.recorder(runs / "one.zarr")
    studio = follow(until="state && state.following.head")
    expect(studio.page.locator("#head")).to_contain_text("No record yet")
    expect(studio.page.locator("#heat")).to_be_hidden()
    expect(studio.page.locator(".trace-table tbody tr")).to_have_count(14)
    modules.grow(into, 0, 3)
    studio.until("state.history.steps.length === 3")
    expect(studio.page.locator("#heat canvas.heat-canvas")).to_be_visible()


def test_a_run_is_chosen_and_stands_in_the_address(follow: Follow, runs: Path) -> None:
    trace = recording.trained(runs / "moons.zarr")
    studio = follow()
    page = studio.page
    last = "Array.from(state.history.run.loss_train.at(-1))"
    np.testing.assert_array_equal(np.float32(studio.state(last)), trace["loss_train"][:, -1])
    page.get_by_role("combobox", name="Run", exact=True).select_option(label="seed 2")
    studio.until("state.history.run.loss_train.at(-1).length === 1")
    assert np.float32(studio.state(last)[0]) == trace["loss_train"][2, -1]
    assert "run=2" in studio.hash()

    again = follow(link=studio.hash())
    assert np.float32(again.state(last)[0]) == trace["loss_train"][2, -1]
    expect(again.page.get_by_role("combobox", name="Run", exact=True)).to_have_value("2")


def test_back_goes_to_the_trace_before(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 6)
    modules.saved(runs / "two.zarr", 7)
    studio = follow()
    _entry(studio, "one.zarr").click()
    studio.until("state.history.steps.length === 6")
    assert _entry(studio, "one.zarr").get_attribute("aria-current") == "true"
    studio.page.go_back()
    studio.until("state.history.steps.length === 7")


def test_korean_stands_in_the_address_and_is_spoken_by_server_and_page(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 20)
    studio = follow(link="lang=ko")
    expect(studio.page.locator(".why-verdict")).to_contain_text("기울기 소실")
    expect(studio.page.locator("#head")).to_contain_text("완료")
    assert "lang=ko" in studio.hash()
    studio.page.get_by_role("combobox", name="언어").select_option("en")
    expect(studio.page.locator(".why-verdict")).to_contain_text("vanishing gradients")
    assert "lang=en" in studio.hash()


def test_layers_of_a_finding_stand_out_everywhere(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 20, blocks=32)
    studio = follow()
    page = studio.page
    show = page.get_by_role("button", name="Show its").first
    show.click()
    named = studio.state("state.diagnosis.findings[0].where.layers")
    assert studio.state("state.lit") == named
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".trace-table button[aria-pressed=true]")).to_have_count(len(named))
    show.click()
    assert studio.state("state.lit") == []

    page.get_by_role("searchbox", name="Find layers").fill("layers.17.mlp")
    expect(page.locator(".trace-table tbody tr:visible")).to_have_count(2)
    page.get_by_role("button", name="encoder.layers.17.mlp.fc1").first.press("Enter")
    assert studio.state("state.lit") == ["encoder.layers.17.mlp.fc1"]
    page.locator("#layers").scroll_into_view_if_needed()
    chosen = page.locator("#layers .chart-legend button[aria-pressed=true]")
    expect(chosen).to_contain_text("encoder.layers.17.mlp.fc1")
    assert page.locator("#layers .chart-legend button").count() <= 20, "194 layers, of which some are shown"


def test_a_loss_that_became_nan_is_marked(follow: Follow, runs: Path) -> None:
    into = modules.recorder(runs / "one.zarr")
    modules.grow(into, 0, 8)
    for index in (8, 9):
        into.append(
            10 * index, {name: np.full_like(value, np.nan) for name, value in modules.record(index, 14).items()}
        )
    studio = follow()
    expect(studio.page.locator(".why-alarm")).to_contain_text("80")
    expect(studio.page.locator("#curves .chart-legend")).to_contain_text("NaN")


def test_a_trace_with_hardly_anything_is_shown(follow: Follow, runs: Path) -> None:
    into = Recorder(modules.meta(steps_per_epoch=0), [0], path=runs / "bare.zarr")
    for index in range(5):
        into.append(index, {"learning_rate": [0.1]})
    studio = follow()
    expect(studio.page.locator("#curves .chart-readout")).to_have_text("update 4 · no loss was recorded")
    expect(studio.page.locator("#heat")).to_contain_text("No quantity per layer was recorded.")


def test_an_experiment_inside_is_tried_and_opened_in_the_lab(follow: Follow, runs: Path) -> None:
    recording.trained(runs / "moons.zarr")
    studio = follow()
    studio.page.get_by_role("button", name="Try fixes").click()
    studio.page.locator(".remedy-verdict").wait_for()
    studio.page.get_by_role("link", name="Open the experiment in the studio").click()
    studio.ready()
    assert studio.option("training.epochs") == 20
    studio.page.go_back()
    studio.until(SHOWN)


def test_the_end_of_the_server_is_told(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 6)
    studio = follow()
    studio.page.route("**/api/**", lambda route: route.abort())
    expect(studio.page.locator(".trace-problem")).to_contain_text("No response from the server")
    studio.page.unroute("**/api/**")
    expect(studio.page.locator(".trace-problem")).to_be_hidden()
    studio.forgive("ERR_FAILED", "/api/")


def test_a_finished_trace_alone_is_asked_for_seldom(browser: Browser, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 6)
    with served(str(tmp_path / "one.zarr")) as address:
        studio = Studio(browser.new_context().new_page(), address)
        studio.page.goto(address)
        studio.until(SHOWN)
        expect(studio.page.get_by_role("navigation", name="Traces")).to_be_hidden()
        asked: list[str] = []
        studio.page.on("request", lambda request: asked.append(request.url))
        studio.page.wait_for_timeout(2_500)
        assert len(asked) <= 2
        assert studio.page.title() == "one.zarr – whygrad"
        (tmp_path / "one.zarr" / "zarr.json").write_text("{")
        studio.page.reload()
        expect(studio.page.locator(".trace-problem")).to_contain_text("zarr.json is damaged")
        assert studio.troubles == []
        studio.page.context.close()


@needs_axe
@pytest.mark.parametrize(("width", "theme", "locale"), [(1280, "light", "en-US"), (320, "dark", "ko-KR")])
def test_axe_finds_nothing(follow: Follow, runs: Path, width: int, theme: str, locale: str) -> None:
    modules.saved(runs / "encoder.zarr", 20)
    growing = modules.recorder(runs / "growing.zarr")
    modules.grow(growing, 0, 4)
    recording.trained(runs / "moons.zarr")
    studio = follow(viewport={"width": width, "height": 900}, color_scheme=theme, locale=locale)
    page = studio.page
    load_axe(page)
    found = []
    for file in ("encoder.zarr", "growing.zarr", "moons.zarr"):
        page.locator("#list").get_by_role("link", name=file).click()
        studio.until(f"state.following.head?.file === '{file}' && {SHOWN}")
        for place in ("#table", "#layers", "#histograms"):
            page.locator(place).scroll_into_view_if_needed()
        page.evaluate("() => { for (const one of document.querySelectorAll('main details')) one.open = true; }")
        page.wait_for_timeout(300)
        found += [f"{file}: {one}" for one in violations(page)]
    shutil.rmtree(runs / "moons.zarr")
    page.locator(".trace-problem").wait_for()
    found += [f"gone: {one}" for one in violations(page)]
    assert not found, "\n".join(dict.fromkeys(found))
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_the_keyboard_reaches_everything(follow: Follow, runs: Path) -> None:
    modules.saved(runs / "one.zarr", 20)
    modules.saved(runs / "two.zarr", 20)
    studio = follow()
    # Views are drawn one after the other, later on a busy machine, and what is not there yet takes no focus.
    expect(studio.page.locator(".trace-table tbody tr")).to_have_count(14)
    studio.page.keyboard.press("Tab")
    expect(studio.page.locator(".skip")).to_be_focused()
    studio.page.keyboard.press("Enter")
    expect(studio.page.locator("#bench")).to_be_focused()
    show = studio.page.get_by_role("button", name="Show its").first
    shown = show.get_attribute("aria-label") or show.inner_text()
    for name in (shown, "Keep this curve", "Quantity", "Layer, from input to output", "Find layers"):
        studio.tab_to(name, most=60)
    studio.page.keyboard.type("classifier")
    expect(studio.page.locator(".trace-table tbody tr:visible")).to_have_count(1)
