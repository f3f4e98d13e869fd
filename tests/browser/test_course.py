"""The course on the page: what do you expect, a run of 16 seeds, the result, progress, and a teacher's link."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio

import whygrad as wg
from whygrad.views.claims import depends_on, rule_sentence, verdict_word

LIVE, STORED = "C11", "C23"
KEY = "whygrad-progress-1"


def _there(studio: Studio, name: str = LIVE) -> Studio:
    """The claim of the address is open, its network on the page."""
    studio.until(f"state.claim?.id === '{name}' && state.course")
    studio.settled()
    return studio


def _claim(studio: Studio, name: str = LIVE) -> Studio:
    """A page that is loaded with a claim's link."""
    return _there(studio.open(f"view.step={name}"), name)


@pytest.fixture
def claim(kept: Callable[..., Studio]) -> Callable[..., Studio]:
    """Opens a claim on the page that stays open."""
    return lambda name=LIVE, **settings: _there(kept(f"view.step={name}", **settings), name)


def _panel(studio: Studio) -> Studio:
    studio.button("Course").click()
    studio.page.locator(".course-step").first.wait_for(state="attached")
    return studio


def _reveal(studio: Studio) -> Studio:
    studio.page.locator(".claim-banner").get_by_role("button", name="Show the result").first.click()
    studio.until("state.claim.result")
    return studio


def test_the_question_comes_before_the_answer(fresh: Callable[..., Studio]) -> None:
    studio = _claim(fresh())
    claim = wg.claims[LIVE]
    on = depends_on(claim)
    assert on is not None
    assert claim.statement in studio.page.locator(".claim-banner .question").inner_text()
    studio.button("How it is tested").click()
    before = studio.page.content()
    assert on not in before
    assert "Verdict" not in before
    assert claim.result is not None
    assert studio.page.get_by_text(rule_sentence(claim.result)).is_visible()
    studio.page.keyboard.press("Escape")
    studio.button("It holds").first.click()
    assert studio.state("state.progress.C11.answer") == "holds"
    assert on not in studio.page.content()
    assert studio.button("It holds").first.get_attribute("aria-pressed") == "true"
    _reveal(studio)
    said = studio.page.locator(".claim-verdict").inner_text()
    assert verdict_word(claim.result.verdict) in said
    assert on in said
    assert 'You expected "It holds".' in said
    assert "correct" not in said


def test_who_expects_what_came_out_is_told_so(claim: Callable[..., Studio]) -> None:
    studio = claim()
    studio.button("It depends").first.click()
    _reveal(studio)
    assert "correct" in studio.page.locator(".claim-verdict").inner_text()


def test_the_reveal_shows_figure_reasons_and_rows(claim: Callable[..., Studio]) -> None:
    studio = _reveal(claim())
    studio.button("Why?").click()
    dialog = studio.page.locator("dialog.claim-details")
    figure = dialog.locator("img")
    figure.wait_for()
    assert LIVE in (figure.get_attribute("alt") or "")
    assert figure.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") > 100
    rows = dialog.locator("tbody tr")
    assert rows.count() == len(wg.claims[LIVE].definition.conditions) + 1
    headings = dialog.locator("h3").all_inner_texts()
    assert headings[:3] == ["What came out", "Why", "When it stops being true"]
    assert f"whygrad claims {LIVE} --run" in dialog.inner_text()
    studio.page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert studio.page.evaluate("document.activeElement.textContent") == "Why?"


def test_sixteen_seeds_are_judged_with_the_changes(claim: Callable[..., Studio]) -> None:
    studio = claim()
    studio.button("Run 16 seeds").click()
    studio.until("state.claim.run")
    said = studio.page.locator(".claim-run").inner_text()
    run = studio.state("state.claim.run")
    assert run["first_seed"] == 10_000
    assert run["effect"] in said
    assert said.count(run["decision_text"]) >= 1
    assert studio.page.locator(".claim-run [role=status]").count() == 1
    assert studio.page.locator(".claim-run .differences .seed").count() == 16
    studio.type("Noise: jitter", "0.3")
    assert studio.button("Undo my changes").is_visible()
    studio.button("Run 16 seeds").click()
    studio.until("state.claim.run && state.claim.run.first_seed === 10016")
    assert "noise 0.1 → 0.3" in studio.page.locator(".claim-run").inner_text()
    studio.button("Undo my changes").click()
    studio.settled()
    assert studio.option("data.noise") == 0.1
    assert not studio.button("Undo my changes").is_visible()


def test_what_distinguishes_the_arms_is_not_changed(claim: Callable[..., Studio]) -> None:
    studio = claim()
    studio.choose("Activation function", "ReLU")
    studio.button("Run 16 seeds").click()
    studio.until("state.claim.problem")
    assert "distinguishes" in studio.page.locator(".claim-run").inner_text()
    studio.forgive("422", "status of 422")


def test_the_other_network_keeps_the_changes(fresh: Callable[..., Studio]) -> None:
    studio = _claim(fresh())
    rate = studio.option("training.learning_rate")
    studio.type("Noise: jitter", "0.3")
    studio.page.locator(".claim-live").get_by_label("Network").select_option(label="sigmoid")
    studio.settled()
    assert studio.option("network.activation") == "sigmoid"
    assert studio.option("data.noise") == 0.3
    assert studio.option("training.learning_rate") != rate  # each has its own best one
    studio.page.locator(".claim-live").get_by_label("Condition").select_option(index=2)
    studio.settled()
    assert studio.option("network.hidden") == [8, 8, 8, 8]
    assert studio.option("data.noise") == 0.1
    studio.until("location.hash.includes('view.step=C11-3-other')")
    studio.page.reload()
    studio.ready().until("state.claim?.condition === 2 && state.claim.arm === 'other'")


def test_progress_is_there_after_a_reload(fresh: Callable[..., Studio]) -> None:
    studio = _claim(fresh())
    studio.button("It holds").first.click()
    studio.page.reload()
    studio.ready().until("state.claim && state.course")
    assert studio.button("It holds").first.get_attribute("aria-pressed") == "true"
    _reveal(studio)
    studio.page.reload()
    studio.ready().until("state.claim?.result")
    assert studio.page.locator(".claim-verdict").is_visible()
    studio.button("Close the claim").click()
    _panel(studio)
    studio.page.locator(".course-topic").evaluate_all("(all) => { for (const one of all) one.open = true; }")
    row = studio.page.locator(".course-step", has_text="C11:")
    assert "result seen" in row.inner_text()
    assert "live" in row.inner_text()
    assert "not begun" in studio.page.locator(".course-step", has_text="C23:").inner_text()
    studio.button("Forget progress").click()
    studio.button("Forget them").click()
    assert "not begun" in row.inner_text()
    assert json.loads(studio.page.evaluate(f"localStorage.getItem('{KEY}')")) == {}


def test_damaged_progress_is_no_progress(fresh: Callable[..., Studio]) -> None:
    """Of what may stand there in the place of progress, the page's own reader makes nothing; one is loaded with."""
    studio = fresh()
    studio.page.add_init_script(f"localStorage.setItem('{KEY}', '[1]')")
    _claim(studio)
    assert studio.state("JSON.stringify(state.progress)") == "{}"
    damaged = ["{", "null", "[1]", '{"C11": 3}', '{"C11": {"state": {}}}', '{"../x": {"state": "a"}}']
    found = studio.page.evaluate(
        "async (texts) => { const { read } = await import(`${location.origin}/progress.js`);"
        " return texts.map((text) => JSON.stringify(read(text))); }",
        damaged,
    )
    assert found == ["{}"] * len(damaged)
    studio.button("It holds").first.click()
    assert studio.state("state.progress.C11.state") == "answered"


def test_without_a_memory_it_works_for_now(fresh: Callable[..., Studio]) -> None:
    studio = fresh()
    studio.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    _claim(studio)
    studio.button("It holds").first.click()
    _reveal(studio)
    assert studio.page.locator(".claim-verdict").is_visible()


def test_a_claim_that_is_not_live_shows_what_is_stored(claim: Callable[..., Studio]) -> None:
    studio = claim(STORED)
    assert not studio.button("Run 16 seeds").is_visible()
    related = wg.claims[STORED].definition.related
    assert related is not None
    said = studio.page.get_by_text("The page does not train the networks of this claim")
    assert related.says.en in said.inner_text()
    assert studio.option("network.hidden") == [8]  # what is trained instead
    _reveal(studio)
    studio.button("Why?").click()
    dialog = studio.page.locator("dialog.claim-details")
    dialog.locator("img").wait_for()
    assert f"whygrad claims {STORED} --run" in dialog.inner_text()


def test_a_teacher_chooses_steps_and_a_learner_gets_these(studio: Studio, fresh: Callable[..., Studio]) -> None:
    teacher = _panel(studio)
    teacher.page.locator(".course-topic").evaluate_all("(all) => { for (const one of all) one.open = true; }")
    teacher.button("Share chosen steps").click()
    for name in ("C13", "C09"):
        teacher.page.get_by_role("checkbox", name=f"Choose {name}").check()
    link = teacher.page.get_by_label("Link to the chosen steps").input_value()
    hash_ = link.partition("#")[2]
    assert hash_ == "view.steps=C09,C13"

    learner = fresh().open(hash_)
    learner.until("state.course")
    assert "2 chosen steps, 0 done" in learner.page.locator(".claim-banner").inner_text()
    learner.button("Begin").click()
    learner.until("state.claim?.id === 'C09'")
    learner.settled()
    assert "Step 1 of 2" in learner.page.locator(".claim-banner").inner_text()
    assert learner.button("Previous step").is_disabled()
    learner.button("Next step").click()
    learner.until("state.claim?.id === 'C13'")
    assert learner.button("Next step").is_disabled()
    _panel(learner)
    assert learner.page.locator(".course-step").count() == 2
    learner.until("location.hash.includes('view.steps=C09,C13')")
    learner.page.locator("#course").get_by_role("button", name="Show the whole course").click()
    expect(learner.page.locator(".course-step")).to_have_count(len(wg.course.steps))
    learner.until("!location.hash.includes('view.steps')")


def test_unknown_steps_of_a_link_are_named(fresh: Callable[..., Studio]) -> None:
    studio = fresh().open("view.steps=C13,C99,C09")
    studio.until("state.course")
    assert "C99" in studio.page.locator(".claim-banner").inner_text()
    _panel(studio)
    assert studio.page.locator(".course-step .course-title").all_inner_texts()[0].startswith("C13")
    assert studio.page.locator(".course-step").count() == 2


def test_an_unknown_step_is_one_line(fresh: Callable[..., Studio]) -> None:
    studio = fresh().open("view.step=C99")
    studio.until("state.notice")
    assert "C99" in studio.page.locator("#notice").inner_text()
    assert studio.state("state.claim") is None
    studio.forgive("422", "status of 422")


def test_a_complaint_outlives_the_first_frame_of_a_network_on_its_way(studio: Studio) -> None:
    """As that of an unknown step, whose answer may come between a network's parameters and its first frame."""
    studio.page.evaluate(
        """() => {
          const { actions } = whygrad;
          const accept = actions.accept.bind(actions);
          actions.accept = (...given) => {
            delete actions.accept;
            accept(...given);
            actions.complain(new Error('came in between'));
          };
          actions.openLink('whygrad=1&network.hidden=3');
        }"""
    )
    studio.until("state.experiment.network.hidden.length === 1 && state.experiment.network.hidden[0] === 3")
    studio.settled()
    assert "came in between" in studio.page.locator("#notice").inner_text()
    studio.forgive("came in between")


def test_the_page_does_not_ask_for_the_course_by_itself(fresh: Callable[..., Studio]) -> None:
    studio = fresh()
    asked: list[str] = []
    studio.page.on("request", lambda request: asked.append(request.url))
    studio.open()
    studio.settled()
    assert not [url for url in asked if "course" in url.split("/api/")[-1] and "/api/" in url]
    _panel(studio)
    assert [url for url in asked if "/api/course" in url]


def test_the_course_by_keyboard(claim: Callable[..., Studio]) -> None:
    studio = claim()
    studio.page.locator(".claim-banner").get_by_role("button", name="It depends").focus()
    studio.page.keyboard.press("Enter")
    assert studio.page.evaluate("document.activeElement.dataset.answer") == "depends"
    studio.tab_to("Show the result", inside=".claim-banner", most=4)
    studio.page.keyboard.press("Enter")
    studio.until("state.claim.result && document.activeElement.textContent === 'Why?'")
    studio.page.keyboard.press("Enter")
    studio.until("document.querySelector('dialog.claim-details').open")
    assert studio.page.evaluate("document.activeElement.closest('dialog') !== null")
    studio.page.keyboard.press("Escape")
    studio.button("Run 16 seeds").focus()
    studio.page.keyboard.press("Space")
    studio.until("state.claim.run")
    assert studio.page.evaluate("document.activeElement.textContent") == "Run 16 seeds"


def test_the_texts_follow_the_language(claim: Callable[..., Studio]) -> None:
    studio = _reveal(claim())
    studio.page.get_by_label("Language").select_option("ko")
    studio.until("state.lang === 'ko' && /[가-힣]/.test(state.claim?.data.statement ?? '') && state.claim.result")
    studio.page.locator(".claim-verdict", has_text="판정").wait_for()
    assert studio.option("data.name") == "moons"


def test_nothing_is_wider_than_a_small_page(claim: Callable[..., Studio]) -> None:
    studio = claim(viewport={"width": 320, "height": 700})
    _reveal(studio)
    studio.page.locator(".claim-banner .strong").click()
    studio.until("state.claim.run")
    studio.page.locator(".claim-row").get_by_role("button", name="Why?").click()
    studio.page.locator("dialog.claim-details img").wait_for()
    wide = []
    for width in (320, 640):
        studio.page.set_viewport_size({"width": width, "height": 700})
        if studio.page.locator("dialog.claim-details").evaluate("(one) => one.scrollWidth > one.clientWidth"):
            wide.append(f"details at {width}")
    studio.page.keyboard.press("Escape")
    _panel(studio)
    for width in (320, 640):
        studio.page.set_viewport_size({"width": width, "height": 700})
        if studio.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(f"page at {width}")
    assert wide == []


@needs_axe
@pytest.mark.parametrize(("theme", "width"), [("light", 320), ("dark", 1366)])
def test_axe_finds_nothing(claim: Callable[..., Studio], theme: str, width: int) -> None:
    studio = claim(color_scheme=theme, viewport={"width": width, "height": 768})
    load_axe(studio.page)
    assert violations(studio.page, ".claim-banner") == []
    _reveal(studio)
    studio.button("Why?").click()
    studio.page.locator("dialog.claim-details img").wait_for()
    assert violations(studio.page, "dialog.claim-details") == []
    studio.page.keyboard.press("Escape")
    studio.button("Run 16 seeds").click()
    studio.until("state.claim.run")
    assert violations(studio.page, ".claim-banner") == []
    _panel(studio)
    studio.button("Share chosen steps").click()
    assert violations(studio.page, ".course-panel") == []
