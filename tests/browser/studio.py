"""The page as a test sees it: opened in a browser context of its own, waited for by conditions, its troubles kept."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

# The shell without windows is the same engine and costs half the processor time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK = {"width": 1280, "height": 900}
PATIENCE = 90.0  # seconds; a busy machine is slow, not wrong

# Playwright's own wait_for_function evaluates a string again and again, which the page's security policy forbids.
_UNTIL = """([source, patience]) => {
  const holds = eval(source);
  const end = performance.now() + patience;
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = holds();
      if (value) resolve(value);
      else if (performance.now() > end) reject(new Error(`never came true: ${source}`));
      else setTimeout(look, 15);
    };
    look();
  });
}"""


# A frame without an origin has no storage.
_VISITED = "try { localStorage.setItem('whygrad-visited', 'yes'); } catch { /* nothing is kept here */ }"


@contextmanager
def served(*words: str) -> Iterator[str]:
    """`whygrad play` in a process of its own; the address that it prints."""
    command = [sys.executable, "-m", "whygrad", "play", "--no-browser", "--port", "0", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def opened() -> Iterator[Browser]:
    """Chromium, as the system packages it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Studio:
    """One page. `troubles` are its errors, refused requests and breaches of its security policy.

    The studio takes it for a later visit, unless `first_visit` says that nobody has been there.
    """

    def __init__(self, page: Page, address: str, *, first_visit: bool = False) -> None:
        self.page = page
        self.address = address
        if not first_visit:
            page.add_init_script(_VISITED)
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda message: self._trouble(message.text, message.type in ("error", "warning")))
        page.on("pageerror", lambda error: self._trouble(str(error)))
        # What a page no longer waits for when it is left is no trouble.
        aborted = "net::ERR_ABORTED"
        page.on("requestfailed", lambda ask: self._trouble(f"{ask.url}: {ask.failure}", ask.failure != aborted))
        page.on("response", lambda answer: self._trouble(f"{answer.status} {answer.url}", answer.status >= 400))

    def _trouble(self, text: str, counts: bool = True) -> None:
        if counts:
            self.troubles.append(text)

    def forgive(self, *texts: str) -> None:
        """Drop the troubles that a test made on purpose."""
        self.troubles = [trouble for trouble in self.troubles if not any(text in trouble for text in texts)]

    def open(self, link: str = "") -> Studio:
        """Open an experiment by what follows the `#`, and wait for its first picture."""
        address = self.address + (f"#{link}" if link else "")
        self.page.goto(address)
        return self.ready()

    def ready(self) -> Studio:
        """Wait for the first picture after a load."""
        self.until("window.whygrad && whygrad.store.get().frame && !whygrad.store.get().lowering")
        return self

    def until(self, condition: str, patience: float = PATIENCE) -> Any:
        """Wait until an expression is true in the page; `state` is the page's state. Its value."""
        source = f"() => {{ const state = window.whygrad?.store.get(); return {condition}; }}"
        return self.page.evaluate(_UNTIL, [source, patience * 1000])

    def told(self, place: str, condition: str) -> None:
        """Wait until a condition on the text `told` of an element is true, with the element in sight.

        Views are renewed only in sight, and what training adds to the page above moves them out of sight.
        """
        self.until(
            f"(at => {{ at.scrollIntoView({{ block: 'nearest' }}); const told = at.textContent; return {condition}; }})"
            f"(document.querySelector('{place}'))"
        )

    def state(self, expression: str) -> Any:
        """The value of an expression over the page's state."""
        return self.page.evaluate(f"() => {{ const state = whygrad.store.get(); return {expression}; }}")

    def settled(self) -> None:
        """Wait until the latest edit has arrived: server and worker have answered."""
        self.until(
            "!state.lowering && !whygrad.actions.arriving && whygrad.actions.timer === 0 && !whygrad.actions.asking"
            " && JSON.stringify(state.draft.experiment) === JSON.stringify(state.experiment)"
        )

    def option(self, key: str) -> Any:
        """The value of an option in the experiment that trains."""
        section, name = key.split(".")
        return self.state(f"state.experiment.{section}.{name}")

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def field(self, name: str) -> Locator:
        """A number field by its label, also one that is folded away."""
        return self.unfolded(self.page.get_by_label(name, exact=True).and_(self.page.locator("input[type=number]")))

    def select(self, name: str) -> Locator:
        """A select by its label, also one that is folded away."""
        return self.unfolded(self.page.get_by_label(name, exact=True).and_(self.page.locator("select")))

    def check(self, name: str) -> Locator:
        """A checkbox of a setting by its label, also one that is folded away."""
        setting = self.page.locator("input[type=checkbox]:not(.hand-out *)")
        return self.unfolded(self.page.get_by_label(name, exact=True).and_(setting))

    def unfolded(self, control: Locator) -> Locator:
        """Open the disclosures that a control lies in, as whoever looks for it does."""
        control.evaluate_all(
            "(found) => { for (const one of found)"
            " for (let up = one.closest('details'); up; up = up.parentElement.closest('details')) up.open = true; }"
        )
        return control

    def type(self, name: str, value: str) -> None:
        """Type into a number field and leave it."""
        self.field(name).fill(value)
        self.field(name).blur()
        self.settled()

    def choose(self, name: str, text: str) -> None:
        """Choose from a select by the words it shows."""
        self.select(name).select_option(label=text)
        self.settled()

    def run_to(self, epoch: float) -> None:
        """Run until an epoch is over, then pause."""
        self.button("Run").click()
        self.until(f"state.epoch >= {epoch} || state.worker !== 'running'")
        if self.state("state.worker") == "running":
            self.button("Pause").click()
        self.at_rest()

    def at_rest(self) -> list[float]:
        """Wait until training stands still and the picture shows the end of it; the shown network's numbers."""
        self.until("state.worker === 'idle'")
        numbers = [number if math.isfinite(number) else None for number in self.now()]
        self.until(f"{json.dumps(numbers)}.every((one, at) => one === null || one === state.frame.parameters[at])")
        return numbers

    def reading(self, label: str) -> str:
        """What the header says: `Epoch`, `Training loss`, `Test loss`."""
        return (
            self.page.locator(".reading", has=self.page.get_by_text(label, exact=True)).locator("dd").first.inner_text()
        )

    def losses(self) -> list[float]:
        """The training loss of every run at the latest record."""
        return self.state("Array.from(state.history.run.loss_train.at(-1))")

    def parameters(self) -> list[float]:
        """The shown network's numbers as they are shown."""
        return self.state("Array.from(state.frame.parameters)")

    def now(self) -> list[float]:
        """The shown network's numbers as the worker has them, after all that it was told before."""
        return self.page.evaluate(
            "async () => Array.from((await whygrad.actions.inquire("
            "{ what: 'parameters', run: whygrad.store.get().seed })).parameters)"
        )

    def hash(self) -> str:
        """What follows the address's `#`."""
        return self.page.url.partition("#")[2]

    def tab_to(self, name: str, *, back: bool = False, inside: str = "*", most: int = 260) -> None:
        """Press Tab until the focused element has this name (its label's text, or aria-label)."""
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate(
                """([name, inside]) => {
                  const here = document.activeElement;
                  if (!here || !here.closest(inside)) return false;
                  const label = here.getAttribute('aria-label') ?? here.labels?.[0]?.textContent ?? here.textContent;
                  return label.trim() === name;
                }""",
                [name, inside],
            ):
                return
        raise AssertionError(f"the keyboard does not reach {json.dumps(name)}")
