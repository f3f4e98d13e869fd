"""Data of one's own: points drawn without a pointer and with one, a CSV text."""

from __future__ import annotations

from typing import Any

from tests.browser.studio import Studio


def _open(studio: Studio, summary: str) -> None:
    studio.page.locator("summary", has_text=summary).click()


def test_points_drawn_by_keyboard_are_learned(fresh: Any) -> None:
    studio = fresh().open()
    _open(studio, "Draw your own points")
    area = studio.page.get_by_role("application")
    area.focus()
    keys = studio.page.keyboard
    drawn = []
    x = y = 0.0
    for k, moves in ((0, ["ArrowLeft"] * 2), (1, ["ArrowUp"] * 2)):
        keys.press(str(k))
        for move in (*moves, moves[0]):
            keys.press(f"Shift+{move}")
            x -= move == "ArrowLeft"
            y += move == "ArrowUp"
            keys.press("Enter")
            drawn.append((x, y, k))
    use = studio.button("Train on these points")
    assert use.is_enabled()
    use.press("Enter")
    studio.until("state.own && 'points' in state.own && !state.lowering")
    points = studio.state("state.own.points")
    assert [(*at, k) for at, k in zip(points["x"], points["y"], strict=True)] == drawn
    assert studio.state("state.lowered.meta.train_samples + state.lowered.meta.test_samples") == 6
    studio.run_to(20)
    studio.page.get_by_role("radio", name="Circle", exact=True).check()
    studio.until("state.own === null && state.experiment.data.name === 'circle'")


def test_points_are_drawn_and_removed_by_pointer(fresh: Any) -> None:
    studio = fresh().open()
    _open(studio, "Draw your own points")
    area = studio.page.get_by_role("application")
    area.scroll_into_view_if_needed()
    for x, y in ((30, 30), (60, 60), (90, 40)):
        area.click(position={"x": x, "y": y})
    hint = studio.page.locator("#points [role=status]")
    assert hint.inner_text().startswith("3 points")
    assert studio.button("Train on these points").is_disabled()
    area.focus()
    studio.button("Remove the last point").click()
    assert hint.inner_text().startswith("2 points")


CSV = "height,weight,kind\n" + "".join(f"{i % 17},{i * i % 23},{'cat' if i % 3 else 'dog'}\n" for i in range(60))


def test_a_csv_text_is_pasted(studio: Studio) -> None:
    _open(studio, "Your own data")
    studio.page.get_by_role("textbox", name="or paste CSV with a header line").fill(CSV)
    studio.button("Use this data").click()
    studio.until("state.own && 'csv' in state.own && !state.lowering")
    assert studio.state("state.lowered.points.feature_names") == ["height", "weight"]
    assert studio.state("state.lowered.points.class_names") == ["cat", "dog"]
    studio.run_to(10)
    studio.page.locator("#tools summary.button").click()
    studio.until("document.querySelector('.share-view').textContent.includes('does not include your own data')")


def test_another_column_is_predicted(studio: Studio) -> None:
    _open(studio, "Your own data")
    rows = "".join(f"{i / 7},{i * i / 23},{i % 2}\n" for i in range(60))
    studio.page.get_by_role("textbox", name="or paste CSV with a header line").fill(f"a,b,c\n{rows}")
    studio.button("Use this data").click()
    studio.until("state.own && !state.lowering && state.lowered.plan.task === 'classes'")
    studio.choose("Column to predict", "b")
    assert studio.state("state.lowered.plan.task") == "numbers"
    assert studio.state("state.lowered.points.feature_names") == ["a", "c"]
    studio.button("Back to the built-in datasets").click()
    studio.until("state.own === null && state.experiment.data.name === 'circle' && state.experiment.data.target === ''")


def test_a_bad_csv_is_said_and_the_old_data_stay(studio: Studio) -> None:
    _open(studio, "Your own data")
    studio.page.get_by_role("textbox", name="or paste CSV with a header line").fill("a,b\n1,2\n3\n")
    studio.button("Use this data").click()
    studio.page.locator("#notice", has_text="line 3").wait_for()
    studio.settled()
    assert studio.state("state.own") is None
    assert studio.option("data.name") == "circle"
    studio.run_to(5)
    studio.forgive("422")


def test_a_csv_cannot_bring_markup(studio: Studio) -> None:
    _open(studio, "Your own data")
    evil = "<img src=x onerror=alert(1)>"
    studio.page.get_by_role("textbox", name="or paste CSV with a header line").fill(
        CSV.replace("height", evil).replace("cat", f"{evil}cat")
    )
    studio.button("Use this data").click()
    studio.until("state.own && !state.lowering")
    studio.run_to(5)
    assert studio.page.locator("img[src=x]").count() == 0
