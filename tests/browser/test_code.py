"""Code and models that the page saves hold the shown network; code gives the losses that the page has shown."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from tests.browser.studio import Studio
from tests.views.export.running import printed

pytestmark = pytest.mark.torch


def _saved(studio: Studio, name: str, *, now: bool) -> Path:
    """The file that a button of the share menu gives."""
    menu = studio.page.locator(".share-view details.menu")
    if menu.get_attribute("open") is None:
        menu.locator("summary.button").click()
    studio.page.get_by_role("checkbox", name="With the current weights").set_checked(now)
    with studio.page.expect_download() as download:
        studio.button(name).click()
    return Path(download.value.path())


def _run(script: Path, epochs: int) -> tuple[np.ndarray, np.ndarray]:
    """The weights that a script starts from, and the losses (epochs, 2) that it prints."""
    space = {"__name__": "__main__"}
    out = io.StringIO()
    code = script.read_text(encoding="utf-8").replace("EPOCHS = 200", f"EPOCHS = {epochs}")
    with contextlib.redirect_stdout(out):
        exec(compile(code, "saved.py", "exec"), space)
    return np.asarray(space["START"]), printed(out.getvalue())


def test_code_gives_the_losses_of_the_page(studio: Studio) -> None:
    """Of the network that is shown, which is the third here."""
    studio.page.evaluate("() => whygrad.actions.selectSeed(2)")
    per_epoch = studio.state("state.lowered.meta.steps_per_epoch")
    shown: list[list[float]] = []
    for epoch in (1, 2, 3):
        studio.page.get_by_role("button", name="Step: one epoch").click()
        studio.until(f"state.frame.record.step === {epoch * per_epoch}")
        shown.append([studio.state(f"state.frame.record.run.loss_{share}[2]") for share in ("train", "test")])
    losses = _run(_saved(studio, "PyTorch code", now=False), 3)[1]
    np.testing.assert_allclose(losses, shown, atol=1e-5)
    assert np.ptp(shown) > 0.01


def test_code_and_model_hold_the_weights_of_now(studio: Studio) -> None:
    studio.run_to(5)
    shown = np.array(studio.at_rest(), np.float32)
    start, _ = _run(_saved(studio, "PyTorch code", now=True), 1)
    np.testing.assert_array_equal(start, shown)
    model = onnxruntime.InferenceSession(_saved(studio, "ONNX model", now=True).read_bytes())
    x = np.array([[0.3, -2.0]], np.float32)
    weights = np.split(shown, np.cumsum([8, 4, 8, 2, 2]))
    hidden = np.tanh(x @ weights[0].reshape(4, 2).T + weights[1])
    hidden = np.tanh(hidden @ weights[2].reshape(2, 4).T + weights[3])
    np.testing.assert_allclose(
        model.run(["output"], {"input": x})[0], hidden @ weights[4][:, None] + weights[5], atol=1e-5
    )
    untrained, _ = _run(_saved(studio, "PyTorch code", now=False), 1)
    assert np.abs(untrained - shown).max() > 0.1


def test_keras_code_is_offered_in_korean(studio: Studio) -> None:
    studio.page.evaluate("() => whygrad.actions.setLanguage('ko')")
    studio.until("document.documentElement.lang === 'ko'")
    studio.page.locator(".share-view summary.button").click()
    with studio.page.expect_download() as download:
        studio.button("Keras 코드").click()
    assert download.value.suggested_filename.endswith("-keras.py")
    assert "시드 0" in Path(download.value.path()).read_text(encoding="utf-8")
