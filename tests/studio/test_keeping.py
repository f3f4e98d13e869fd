"""Answers that are the same for everybody are worked out once."""

from __future__ import annotations

import asyncio

from whygrad.studio import keeping
from whygrad.studio.keeping import Kept
from whygrad.studio.line import Answer, Question


class Asked:
    """Counts how often it is asked."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.count = status, 0

    async def __call__(self) -> Answer:
        self.count += 1
        await asyncio.sleep(0.01)
        return Answer(self.status, b"{}")


def _run(body: bytes = b"{}", language: str = "en") -> Question:
    return Question("claim/run?", body, language, packs=False)


def test_a_class_that_asks_at_once_costs_one_run() -> None:
    kept, asked = Kept(), Asked()

    async def many() -> None:
        await asyncio.gather(*(kept.answer("claim/run", _run(), asked) for _ in range(30)))
        await kept.answer("claim/run", _run(), asked)

    asyncio.run(many())
    assert asked.count == 1
    assert kept.turns == {}


def test_other_questions_are_other_answers() -> None:
    kept, asked = Kept(), Asked()

    async def each() -> None:
        for question in (_run(), _run(b'{"id": 1}'), _run(language="ko")):
            await kept.answer("claim/run", question, asked)
        for path in ("lower", "trial", "diagnose"):
            for _ in range(2):
                await kept.answer(path, _run(), asked)

    asyncio.run(each())
    assert asked.count == 3 + 6


def test_mistakes_are_not_kept() -> None:
    kept, asked = Kept(), Asked(422)
    asyncio.run(_twice(kept, asked))
    assert asked.count == 2
    assert not kept.runs


async def _twice(kept: Kept, asked: Asked) -> None:
    for _ in range(2):
        await kept.answer("claim/run", _run(), asked)


def test_one_who_leaves_does_not_spoil_it_for_the_others() -> None:
    kept, asked = Kept(), Asked()

    async def leave() -> None:
        first = asyncio.create_task(kept.answer("claim/run", _run(), asked))
        second = asyncio.create_task(kept.answer("claim/run", _run(), asked))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).status == 200

    asyncio.run(leave())
    assert asked.count == 2


def test_only_the_latest_runs_are_kept() -> None:
    kept, asked = Kept(), Asked()

    async def many() -> None:
        for number in range(keeping._MOST_RUNS + 20):  # pyright: ignore[reportPrivateUsage]
            kept._keep(("claim/run", str(number), "en", False), await _ready())  # pyright: ignore[reportPrivateUsage]

    asyncio.run(many())
    assert len(kept.runs) == keeping._MOST_RUNS  # pyright: ignore[reportPrivateUsage]
    assert asked.count == 0


async def _ready() -> Answer:
    return Answer(200, b"{}")
