"""Links that hold more than an experiment: the shown seed, its weights on request, points that were drawn."""

from __future__ import annotations

from typing import Any

from tests.browser.studio import Studio

from whygrad.experiment import Linked


def _share(studio: Studio) -> None:
    studio.page.locator("#tools summary.button").click()


def _link(studio: Studio) -> str:
    return studio.page.get_by_role("textbox", name="Link to this experiment").input_value()


def _with_weights(studio: Studio) -> str:
    _share(studio)
    studio.page.get_by_role("checkbox", name="Include the current weights").check()
    studio.until("document.querySelector('.share-view input.text').value.includes('weights=')")
    return _link(studio)


def test_the_shown_seed_is_in_the_link(studio: Studio, fresh: Any) -> None:
    studio.page.evaluate("() => whygrad.actions.selectSeed(3)")
    studio.until("location.hash.includes('view.shown=3') && state.frame.run === 3")
    other = fresh().open(studio.hash())
    assert other.state("[state.seed, state.frame.run]") == [3, 3]
    assert other.parameters() == studio.parameters()
    assert Linked.read(studio.hash()).seed == 3


def test_training_goes_on_from_the_weights_of_a_link(fresh: Any) -> None:
    studio = fresh().open("whygrad=1&data.name=xor&network.normalization=batch&view.seeds=4&view.first=5&view.shown=2")
    studio.run_to(10)
    link = _with_weights(studio)
    trained = studio.now()
    linked = Linked.read(link)
    assert linked.seed == 7
    assert linked.parameters is not None
    assert list(linked.parameters[: len(trained)]) == trained
    assert len(linked.parameters) == len(trained) + 2 * (4 + 2)

    other = fresh().open(link.split("#")[1])
    assert other.now() == trained
    assert other.state("[state.firstSeed, state.seed, state.epoch, state.seeds]") == [7, 0, 0, 4]
    before = other.state("state.frame.record.run.loss_train[0]")
    assert before < 0.69  # it does not begin at chance
    other.run_to(2)
    assert other.now() != trained
    other.button("Reset").click()
    other.until("state.epoch === 0 && state.worker === 'idle'")
    assert other.now() == trained
    other.type("Batch size", "20")  # only the training changes: the same weights
    assert other.now() == trained
    assert "weights=" in other.hash()
    other.page.reload()
    other.ready()
    assert other.now() == trained
    other.choose("Activation function", "ReLU")  # another network: weights of its own
    assert other.now() != trained
    other.until("!location.hash.includes('weights=')")
    other.page.locator("#tools").get_by_role("button", name="Undo", exact=True).click()
    other.settled()
    assert other.now() == trained
    other.button("New seed").click()
    other.settled()
    assert other.now() != trained


def test_a_large_network_does_not_fit(kept: Any) -> None:
    studio = kept("whygrad=1&network.hidden=40~40")
    _share(studio)
    studio.page.get_by_role("checkbox", name="Include the current weights").click()  # it takes itself back
    count = studio.state("state.frame.parameters.length")
    studio.page.locator(".share-view .hint", has_text=f"{count:,} weights do not fit").wait_for()
    assert "weights=" not in _link(studio)
    assert not studio.page.get_by_role("checkbox", name="Include the current weights").is_checked()


def test_a_damaged_link_leaves_what_there_was(studio: Studio) -> None:
    before = studio.parameters()
    for text in ("AAA", "AACAfw", "AAAAAA"):
        studio.page.evaluate("(link) => whygrad.actions.openLink(link)", f"whygrad=1&weights={text}")
        studio.until("state.notice && !state.lowering")
        assert "weights" in studio.page.locator("#notice").inner_text()
        assert studio.parameters() == before
        studio.page.evaluate("() => whygrad.actions.dismissNotice()")
    studio.forgive("422")


def test_drawn_points_are_in_the_link(fresh: Any) -> None:
    studio = fresh().open()
    x = [[1, 1.125], [2, 2], [-1, -1], [-2, -6], [0, 3]]
    points = {"x": x, "y": [0, 0, 1, 1, 2], "task": "classes", "names": []}
    studio.page.evaluate("(points) => whygrad.actions.setOwnData({ points })", points)
    studio.settled()
    studio.until("location.hash.includes('points=c2.')")
    other = fresh().open(studio.hash())
    assert other.state("state.own") == studio.state("state.own")
    assert other.parameters() == studio.parameters()
    assert other.button("Back to the built-in datasets").is_visible()
    held = Linked.read(studio.hash())
    assert held.points is not None
    assert held.points.y == (0, 0, 1, 1, 2)
    assert other.state("state.undo.length") == 0
    # They are drawn here, too, and can be drawn on.
    other.page.locator("summary", has_text="Draw your own points").click()
    assert "5" in other.page.locator(".own p[role=status]").inner_text()


def test_a_file_is_not_in_the_link(studio: Studio) -> None:
    rows = "\\n".join(f"{i % 5},{i % 3},{'ab'[i % 2]}" for i in range(20))
    studio.page.evaluate(f"() => whygrad.actions.setOwnData({{ csv: 'x,y,z\\n{rows}\\n', csv_name: 'mine.csv' }})")
    studio.settled()
    _share(studio)
    studio.page.locator(".share-view .hint", has_text="A link does not include your own data").wait_for()
    studio.until("location.hash === ''")
    assert "points=" not in _link(studio)
