"""The diagnosis beside the network, remedies tried and applied, and where not-a-numbers began."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.browser.studio import Studio

import whygrad as wg
from whygrad import i18n
from whygrad.experiment import preset_codes

VANISHING = "vanishing-gradient-moons"
BROKEN = "whygrad=1&network.activation=relu&training.loss=squared&network.output=identity&training.learning_rate=30"


def _lesson(studio: Studio, name: str) -> None:
    """Open a preset from the gallery of lessons."""
    question = studio.page.locator(f'[data-preset="{name}"]')
    if question.count() == 0:
        studio.page.evaluate("(name) => whygrad.actions.loadPreset(name)", name)
    else:
        question.click()
    studio.until(f"state.preset === '{name}' && !state.lowering")
    studio.settled()


@pytest.mark.parametrize("name", ["dead-units-moons", VANISHING, "linear-network-circle", "symmetric-init-circle"])
def test_a_lesson_shows_its_diagnosis(studio: Studio, name: str) -> None:
    _lesson(studio, name)
    studio.button("Run").click()
    code = preset_codes(name)[0]
    studio.until(f"state.diagnosis?.findings.find((one) => one.cause)?.code === '{code}'")
    finding = studio.page.locator(f'.why-finding[data-code="{code}"]').first
    finding.wait_for()
    title = studio.state(f"state.diagnosis.findings.find((one) => one.code === '{code}').title")
    assert title in finding.inner_text()
    assert finding.locator("table.why-evidence td.why-value").first.inner_text() != ""
    banner = studio.page.locator("#lesson .answer:not(.exercise-terms)")
    with i18n.use("en"):
        why = i18n.text(f"studio-lesson-why-{name}")
        assert banner.inner_text() == i18n.text("studio-lesson-answer", title=title, why=why)


def test_a_healthy_network_is_called_healthy(studio: Studio) -> None:
    studio.run_to(60)
    studio.until(
        "state.diagnosis?.healthy && state.diagnosis.undecided.every((one) => !one.missing.includes('records'))"
    )
    studio.page.locator('.why-verdict[data-kind="ok"]').wait_for()
    assert studio.page.locator(".why-finding").count() == 0


def _tried(studio: Studio) -> list[dict[str, Any]]:
    _lesson(studio, VANISHING)
    studio.run_to(30)
    studio.until("state.diagnosis && !state.diagnosis.healthy")
    studio.button("Try fixes").click()
    studio.page.locator("table.remedy-table").wait_for()
    return studio.state("state.trial.results.filter((one) => one.rank !== null)")


def test_remedies_are_ranked_applied_and_taken_back(studio: Studio) -> None:
    results = _tried(studio)
    assert len(results) > 2
    rows = studio.page.locator("table.remedy-table tbody tr")
    shown = rows.locator("td:first-child").all_inner_texts()  # "1=" shares its rank
    numbers = [int(rank.rstrip("=")) for rank in shown if rank]
    assert len(numbers) == len(results)
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    before = studio.state("state.experiment")

    apply = rows.first.get_by_role("button")
    name = apply.get_attribute("aria-label") or ""
    assert name.startswith("Apply: ")
    apply.click()
    studio.settled()
    after = studio.state("state.experiment")
    assert after != before
    assert name.removeprefix("Apply: ") in studio.page.locator(".remedy-applied").inner_text()
    studio.run_to(30)
    assert not studio.state("state.diagnosis?.findings.some((one) => one.code === 'vanishing-gradient')")

    studio.page.locator("#remedies").get_by_role("button", name="Undo").click()
    studio.until(f"state.experiment.network.activation === '{before['network']['activation']}'")
    studio.settled()
    assert studio.state("state.experiment") == before


def test_a_broken_run_names_layer_and_step(kept: Any) -> None:
    """The same as Python's own training says."""
    studio = kept(BROKEN)
    studio.button("Run").click()
    studio.until("state.frame.badStep.every((step) => step >= 0) && state.worker === 'idle'")
    trace = wg.train(wg.Experiment.from_link(BROKEN), seeds=8)
    assert studio.state("Array.from(state.frame.badStep)") == trace.non_finite_step.tolist()
    assert studio.state("Array.from(state.frame.badLayer)") == trace.non_finite_layer.tolist()
    first = trace.non_finite_step.argmin()
    layer = trace.meta.layers[trace.non_finite_layer[first]].name
    alarm = studio.page.locator(".why-alarm")
    alarm.wait_for()
    assert layer in alarm.inner_text()
    assert re.search(rf"\b{trace.non_finite_step[first]}\b", alarm.inner_text())
    studio.page.locator('.why-finding[data-code="non-finite"], .why-finding').first.wait_for()
    studio.button("Reset").click()
    studio.until("state.step === 0 && state.frame.badStep.every((step) => step < 0)")
    alarm.wait_for(state="hidden")


def test_findings_light_up_their_layers(studio: Studio) -> None:
    _lesson(studio, VANISHING)
    studio.run_to(30)
    studio.until("state.diagnosis && !state.diagnosis.healthy")
    where = studio.state("state.diagnosis.findings.find((one) => one.cause).where.layers.length")
    assert where > 0
    studio.page.locator("#drawing").scroll_into_view_if_needed()
    studio.until("document.querySelectorAll('.net-bands .band').length > 0")
