"""The studio in JupyterLab and in marimo: it trains in a cell, Python reads it back and changes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page
from tests.browser.notebooks import jupyter, marimo, notebook, studios
from tests.browser.studio import PATIENCE

import whygrad as wg
from whygrad.engine.program import lower

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(find_spec, ("anywidget", "jupyterlab", "marimo"))),
        reason="the notebooks that it is tested in: pip install -r requirements/notebook.txt",
    ),
]

BEGIN = """\
import json
import whygrad as wg
one = wg.Studio(wg.presets["healthy-moons"], seeds=2, height=700)
one"""
OTHER = """\
other = wg.Studio(seeds=1, height=500)
other"""
READ = """\
print(json.dumps({
    "hidden": one.experiment.network.hidden, "step": one.step, "weights": one.weights.tolist(),
    "steps": one.trace.steps.tolist(), "loss": one.trace.channels["loss_train"][:, -1].tolist(),
    "healthy": one.diagnosis.healthy, "other": [other.step, other.trace is None],
}))"""
CHANGE = "one.experiment = one.experiment.replace(hidden=(3,))"

# What the page shows has reached Python.
KNOWN = (
    "window.frameElement.whygrad.reported === state.step && state.diagnosis && !state.diagnosing"
    " && !whygrad.actions.judge.due()"
)

MARIMO = """\
import marimo

app = marimo.App()


@app.cell
def _():
    import whygrad as wg

    one = wg.Studio(wg.presets["healthy-moons"], seeds=2)
    one
    return one, wg


@app.cell
def _():
    import marimo as mo

    read = mo.ui.run_button(label="Read")
    read
    return mo, read


@app.cell
def _(mo, one, read, wg):
    import json

    back = {"steps": one.trace.steps.tolist(), "step": one.step, "weights": one.weights.tolist(),
            "healthy": one.diagnosis.healthy} if read.value else None
    mo.plain_text(f"<<{json.dumps(back)}>>")
    return


if __name__ == "__main__":
    app.run()
"""


@pytest.fixture
def screen(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages whose errors fail the test."""
    pages: list[Page] = []
    troubles: list[str] = []

    def make(**settings: Any) -> Page:
        page = browser.new_context(viewport={"width": 1200, "height": 900}, **settings).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.context.close()
    assert troubles == []


def test_jupyterlab(screen: Callable[..., Page], tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(notebook(BEGIN, OTHER, READ, CHANGE), encoding="utf-8")
    with jupyter(tmp_path) as address:
        page = screen()
        page.goto(address.format(name="a.ipynb"))
        cells = page.locator(".jp-Notebook .jp-CodeCell")
        cells.first.locator(".cm-content").click()
        page.locator('[data-status="idle"]').first.wait_for()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        one, other = studios(page, 2)
        assert one.state("[state.where, state.preset, state.seeds]") == ["notebook", "healthy-moons", 2]
        start = lower(wg.presets["healthy-moons"], [0, 1], name="", kind="experiment").initial
        np.testing.assert_array_equal(np.float32(one.parameters()), start[0])

        one.run_to(5)
        one.until(KNOWN)
        cells.nth(2).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        back = json.loads(cells.nth(2).locator(".jp-OutputArea-output pre").inner_text())
        assert back["hidden"] == [16, 16]
        assert [back["step"], back["steps"][-1]] == one.state("[state.step, state.history.steps.at(-1)]")
        np.testing.assert_array_equal(np.float32(back["weights"][0]), np.float32(one.parameters()))
        np.testing.assert_array_equal(np.float32(back["loss"]), np.float32(one.losses()))
        assert back["healthy"] == one.state("state.diagnosis.healthy")
        assert back["other"] == [0, True]

        other.button("Step: one batch").click()  # of the other one; the first stands still
        other.until("state.step === 1")
        assert one.state("state.step") == back["step"]

        cells.nth(3).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        one.until("state.lowered.plan.widths.join() === '2,3,3,1' || state.experiment.network.hidden.join() === '3'")
        assert one.state("[state.step, state.seeds]") == [0, 2]
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != one.page.evaluate(
            "getComputedStyle(document.body).fontFamily"
        ), "the page's styles are its own"


def test_marimo(screen: Callable[..., Page], tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(MARIMO, encoding="utf-8")
    with marimo(tmp_path / "app.py") as address:
        page = screen(color_scheme="dark")
        page.goto(address)
        (one,) = studios(page)
        one.run_to(5)
        one.until(KNOWN)
        page.get_by_role("button", name="Read").click()
        said = page.get_by_text("<<{")
        said.wait_for()
        back = json.loads(said.inner_text().partition("<<")[2].partition(">>")[0])
        assert [back["step"], back["steps"][-1]] == one.state("[state.step, state.history.steps.at(-1)]")
        np.testing.assert_array_equal(np.float32(back["weights"][0]), np.float32(one.parameters()))
        assert back["healthy"] == one.state("state.diagnosis.healthy")
