"""Processes that answer: what takes too long or too much memory ends, what is short is answered beside it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from whygrad.studio.desk import Desk
from whygrad.studio.line import Answer, Question
from whygrad.studio.security import Refusal
from whygrad.studio.workers import LANES, Broken, Lane, Workers, lane_of

LONG = 600.0  # seconds: longer than any test waits


class Slow(Desk):
    """A desk that does what the question says."""

    def reply(self, question: Question) -> Answer:
        if question.path == "sleep":
            time.sleep(LONG)
        if question.path == "nap":
            time.sleep(0.3)
        if question.path == "spin":
            while True:
                pass
        if question.path == "fill":
            try:
                return Answer(200, bytes(8 << 30))
            except MemoryError:
                return Answer(422, b"memory")
        if question.path == "die":
            os._exit(3)
        if question.path == "raise":
            raise ZeroDivisionError("nothing to divide by")
        return Answer(200, str(os.getpid()).encode())


async def _stays() -> bool:
    return False


def _working(lane: Lane, test: Callable[[Callable[..., Awaitable[Answer]]], Coroutine[Any, Any, None]]) -> None:
    """Run a test that asks the processes of one lane."""
    workers = Workers(Slow, {"one": lane})

    def ask(path: str = "", sender: str = "me", gone: Callable[[], Awaitable[bool]] = _stays) -> Awaitable[Answer]:
        return workers.ask("one", Question(path, b"{}", "en", packs=False), sender, gone)

    try:
        asyncio.run(asyncio.wait_for(test(ask), 120))
    finally:
        workers.close()


def test_a_process_answers_more_than_once() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        first, second = await ask(), await ask()
        assert first == second
        assert first.content != str(os.getpid()).encode()

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


@pytest.mark.parametrize("path", ["sleep", "spin"])
def test_what_takes_too_long_is_ended(path: str) -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        with pytest.raises(Refusal, match="longer than 1 s") as refused:
            await ask(path)
        assert refused.value.status == 422
        assert (await ask()).status == 200

    _working(Lane(1, seconds=1.0, memory=1 << 30), test)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can")
def test_what_takes_too_much_memory_hears_of_it() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        assert (await ask("fill")).content == b"memory"

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_a_process_that_was_ended_just_after_its_answer_is_asked_no_more() -> None:
    """Whether somebody still waits is found out while the answer comes."""

    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        async def went_away() -> bool:
            await asyncio.sleep(2.0)  # longer than the question takes
            return True

        assert (await ask()).status == 200  # the process has begun
        first = await ask("nap", gone=went_away)
        assert (await ask()).content != first.content

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_nobody_is_worked_for_who_went_away() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        process = int((await ask()).content)
        looks = 0

        async def gone() -> bool:
            nonlocal looks
            looks += 1
            return looks > 1

        with pytest.raises(Refusal) as refused:
            await ask("spin", gone=gone)
        assert refused.value.status == 408
        assert int((await ask()).content) != process

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_a_bug_and_an_end_are_told_and_others_are_answered() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        with pytest.raises(Broken, match="nothing to divide by") as broken:
            await ask("raise")
        assert broken.value.kind == "ZeroDivisionError"
        with pytest.raises(Broken):
            await ask("die")
        assert (await ask()).status == 200

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_long_questions_make_room_and_the_oldest_gives_way() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        first = asyncio.ensure_future(ask("spin"))
        assert (await ask()).status == 200  # beside the long one, though there is one process
        second = asyncio.ensure_future(ask("spin"))
        with pytest.raises(Refusal) as refused:
            await first
        assert refused.value.status == 429
        assert not second.done()
        assert (await ask()).status == 200
        second.cancel()

    _working(Lane(1, seconds=LONG, memory=1 << 30, patience=0.2, most_long=1), test)


def test_senders_take_turns() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        order: list[str] = []

        async def one(sender: str) -> None:
            await ask(sender=sender)
            order.append(sender)

        await asyncio.gather(*(one("many") for _ in range(12)), one("other"))
        assert order.index("other") <= 2

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_too_many_are_put_off() -> None:
    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        asked = [asyncio.ensure_future(ask("sleep")) for _ in range(140)]
        done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(Refusal) as refused:
            done.pop().result()
        assert refused.value.status == 429
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


def test_a_file_of_the_current_folder_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('this is not json')")
    monkeypatch.chdir(tmp_path)

    async def test(ask: Callable[..., Awaitable[Answer]]) -> None:
        assert (await ask()).status == 200

    _working(Lane(1, seconds=LONG, memory=1 << 30), test)


@pytest.mark.parametrize(
    ("route", "lane"),
    [("lower", "short"), ("trial", "trial"), ("traces", "traces"), ("trace/0/diagnosis", "traces"),
     ("zoo/layers", "short"), ("zoo/look", "inside"), ("zoo/pictures", "inside"), ("export/html", "short")],
)  # fmt: skip
def test_questions_are_sorted_by_what_they_cost(route: str, lane: str) -> None:
    assert lane_of(route) == lane
    assert lane in LANES


def test_what_comes_back_is_what_the_desk_says() -> None:
    question = Question("lower", json.dumps({"seeds": 2}).encode(), "ko", packs=True)
    workers = Workers(Desk)
    try:
        answer = asyncio.run(workers.ask("short", question, "", _stays))
    finally:
        workers.close()
    assert answer == Desk().reply(question)
    assert answer.packed
