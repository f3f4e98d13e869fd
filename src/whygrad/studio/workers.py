"""Processes that answer questions. One that takes too long or too much memory, or that nobody waits for, is ended.

The server itself only reads and writes: whatever a question costs, others go on being answered. Questions are sorted
into lanes, each with processes of its own, in which the senders take turns.
"""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import os
import signal
import sys
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from whygrad.studio.security import Refusal

if TYPE_CHECKING:
    from whygrad.studio.desk import Desk
    from whygrad.studio.line import Answer, Question

    Gone = Callable[[], Awaitable[bool]]  # whether whoever asked went away

_LOOK = 0.05  # seconds between two looks at a question: whether its time is over, whether somebody still waits
_MOST_WAITING = 256  # in a lane
_MOST_WAITING_EACH = 128  # of one sender
_BUSY = 6  # times as long as allowed a question may be under way on a machine that is busy with other things
_STEP_BACK = 10  # by how much a long question's process is nicer than the others
_PER_THREAD = 16 << 20  # bytes of memory that a thread may reserve, beside what a lane allows
_CORES = os.cpu_count() or 1
_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
_GB = 1 << 30
_PROC = Path("/proc")  # of Linux


@dataclass(frozen=True, slots=True)
class Lane:
    """How many processes answer questions of a kind, and what each question may cost.

    A question that has taken `patience` seconds of a processor is a long one: its process steps back and no longer
    counts, and another takes its place. Of more than `most_long` of them the oldest is given up.
    """

    processes: int
    seconds: float  # of its work on an idle machine; then the process is ended
    memory: int  # bytes, beyond what a process begins with
    cores: int = 1  # that its work takes at a time
    nice: int = 0
    patience: float = math.inf
    most_long: int = 0


LANES: Mapping[str, Lane] = MappingProxyType(
    {
        "short": Lane(3 * max(2, _CORES), seconds=20.0, memory=_GB, patience=0.15, most_long=3),
        "trial": Lane(2, seconds=40.0, memory=2 * _GB, cores=_CORES, nice=5),  # each trains on all cores
        "pixels": Lane(1, seconds=30.0, memory=2 * _GB, cores=_CORES, nice=_STEP_BACK),  # a map on all cores
        # With PyTorch: looking hangs hooks into a network.
        "inside": Lane(1, seconds=60.0, memory=4 * _GB, cores=_CORES),
        "traces": Lane(1, seconds=60.0, memory=2 * _GB),  # it keeps the traces read last
    }
)


def lane_of(route: str) -> str:
    """The lane of what the page asks at a path of the API."""
    kind, _, rest = route.partition("/")
    if kind in ("trace", "traces"):
        return "traces"
    if route in ("claim/run", "exercise/check"):
        return "trial"
    if route == "atlas/pixels":
        return "pixels"
    if rest in ("augment", "look", "maps", "evidence", "pictures"):
        return "inside"
    return kind if kind in LANES else "short"


class Broken(Exception):
    """A process met an error that is a bug of whygrad's, of some `kind`, or ended by itself."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind

    def __str__(self) -> str:
        return str(self.args[1])


class Workers:
    """All processes, lane by lane. They begin when they are first needed and end with `close`."""

    def __init__(self, desk: Callable[[], Desk], lanes: Mapping[str, Lane] = LANES) -> None:
        """`desk` makes what answers, once in each process."""
        most = sum(lane.processes + lane.most_long + 1 for lane in lanes.values())
        self._threads = ThreadPoolExecutor(most, "worker")
        self._queues = {name: _Queue(lane, desk, self._threads) for name, lane in lanes.items()}

    def begin(self, lane: str) -> None:
        """Start a process before anybody asks: importing takes a moment."""
        self._queues[lane].begin()

    async def ask(self, lane: str, question: Question, sender: str, gone: Gone) -> Answer:
        """The answer to a question.

        Raises `Refusal` where it takes too long or there is too much to do, `Broken` for a bug.
        """
        return await self._queues[lane].ask(question, sender, gone)

    def close(self) -> None:
        """End all processes."""
        for queue in self._queues.values():
            queue.close()
        self._threads.shutdown(wait=False, cancel_futures=True)


@dataclass(eq=False)
class _Task:
    """A question that a process works on."""

    worker: _Worker
    long: bool = False
    refusal: Refusal | None = None  # why it was given up

    def give_up(self, refusal: Refusal) -> None:
        self.refusal = self.refusal or refusal
        self.worker.end()


@dataclass(eq=False)
class _Queue:
    """One lane: who waits, who works. Only the server's event loop touches it."""

    lane: Lane
    desk: Callable[[], Desk]
    threads: ThreadPoolExecutor
    idle: list[_Worker] = field(default_factory=list["_Worker"])
    tasks: list[_Task] = field(default_factory=list[_Task])  # oldest first
    waiting: OrderedDict[str, deque[asyncio.Future[None]]] = field(
        default_factory=OrderedDict[str, deque[asyncio.Future[None]]]
    )  # by sender, whose turn is next first
    free: int = field(init=False)

    def __post_init__(self) -> None:
        self.free = self.lane.processes

    def begin(self) -> None:
        self.idle.append(_Worker(self.lane, self.desk))
        self.threads.submit(self.idle[-1].start)

    def close(self) -> None:
        for worker in [*self.idle, *(task.worker for task in self.tasks)]:
            worker.end()

    async def ask(self, question: Question, sender: str, gone: Gone) -> Answer:
        await self._turn(sender, gone)
        loop = asyncio.get_running_loop()
        task = _Task(self.idle.pop() if self.idle else _Worker(self.lane, self.desk))
        self.tasks.append(task)
        work = loop.run_in_executor(self.threads, task.worker.exchange, question)
        try:
            while not (await asyncio.wait((work,), timeout=_LOOK))[0]:
                self._look(task)
                if await gone():
                    task.give_up(Refusal(408, "studio-error-gone"))
            return work.result()
        except EOFError:
            raise task.refusal or Broken("EOFError", "a process that answers questions has ended") from None
        finally:
            if task.long or task.worker.ended or not work.done() or work.exception() is not None:
                task.worker.end()  # one that stepped back cannot come forward again, and may hold much memory
            else:
                self.idle.append(task.worker)
            self.tasks.remove(task)
            if not task.long:
                self._release()

    def _look(self, task: _Task) -> None:
        """What is to be done about a question that has been worked on for some time."""
        lane, worker = self.lane, task.worker
        if worker.worked() > lane.seconds * lane.cores or worker.passed() > lane.seconds * _BUSY:
            task.give_up(Refusal(422, "studio-error-time", seconds=f"{self.lane.seconds:.0f}"))
        elif not task.long and task.worker.worked() > self.lane.patience:
            task.long = True
            task.worker.step_back()
            self._release()
            long = [one for one in self.tasks if one.long]
            if len(long) > self.lane.most_long:
                long[0].give_up(Refusal(429, "studio-error-busy"))

    async def _turn(self, sender: str, gone: Gone) -> None:
        """Wait until there is room for one more question, and take it."""
        if self.free and not self.waiting:
            self.free -= 1
            return
        queue = self.waiting.setdefault(sender, deque())
        if len(queue) >= _MOST_WAITING_EACH or sum(map(len, self.waiting.values())) >= _MOST_WAITING:
            raise Refusal(429, "studio-error-busy")
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            while not (await asyncio.wait((turn,), timeout=_LOOK))[0]:
                if await gone():
                    raise Refusal(408, "studio-error-gone")
        except BaseException:
            if turn.done():
                self._release()
            else:
                queue.remove(turn)
                if not queue:
                    self.waiting.pop(sender, None)
            raise

    def _release(self) -> None:
        """Give room to the next one who waits."""
        self.free += 1
        if self.waiting:
            sender, queue = self.waiting.popitem(last=False)
            self.free -= 1
            queue.popleft().set_result(None)
            if queue:
                self.waiting[sender] = queue


@dataclass(eq=False)
class _Worker:
    """One process, begun by the thread that first asks it."""

    lane: Lane
    desk: Callable[[], Desk]
    process: Any = None
    connection: Connection[Question, Answer | Broken | None] | None = None
    ended: bool = False
    began: float | None = None  # when the question came, in seconds
    before: float = 0.0  # and how many seconds of a processor it had used then
    lock: Lock = field(default_factory=Lock)

    def start(self) -> None:
        """Begin, if that was not done; raises `EOFError` if it was ended meanwhile."""
        with self.lock:
            if self.process is None and not self.ended:
                prepare()
                context: Any = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
                connection, far = context.Pipe()
                process = context.Process(target=_serve, args=(far, self.desk, self.lane), daemon=True)
                process.start()
                far.close()
                self.process, self.connection = process, connection
                if self.ended:
                    process.kill()
                connection.recv()  # it is ready

    def exchange(self, question: Question) -> Answer:
        """Ask the process and wait for its answer; raises `EOFError` if it was ended."""
        try:
            self.start()
            if self.connection is None:
                raise EOFError
            self.before, self.began = self._processor(), time.monotonic()
            self.connection.send(question)
            answer = self.connection.recv()
        except OSError:
            raise EOFError from None
        finally:
            self.began = None
        if answer is None or isinstance(answer, Broken):
            raise answer or EOFError
        return answer

    def passed(self) -> float:
        """Seconds since the question came."""
        began = self.began  # read once: the thread that asks forgets it as soon as the answer is there
        return 0.0 if began is None else time.monotonic() - began

    def worked(self) -> float:
        """Seconds of a processor that the question has taken; those since it came where the system does not tell."""
        if sys.platform != "linux" or self.began is None:
            return self.passed()
        return self._processor() - self.before

    def _processor(self) -> float:
        with suppress(OSError, AttributeError):
            text = (_PROC / str(self.process.pid) / "stat").read_text(encoding="ascii", errors="replace")
            user, system = text.rpartition(")")[2].split()[11:13]  # proc_pid_stat(5)
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return 0.0

    def step_back(self) -> None:
        """Let the other processes go first."""
        if self.process is not None and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, self.lane.nice + _STEP_BACK)

    def end(self) -> None:
        """Kill it, whatever it does."""
        self.ended = True
        if self.process is not None:
            self.process.kill()


def prepare() -> None:
    """Start the process that all others are forked from, which imports what they need; where there is one."""
    if not _FORKS:
        return
    with _PREPARING:
        multiprocessing.set_forkserver_preload(["whygrad.studio.warm"])
        before = os.environ.get("PYTHONSAFEPATH")
        os.environ["PYTHONSAFEPATH"] = "1"  # it is `python -c`: a json.py in the current folder is none of ours
        try:
            forkserver.ensure_running()
        finally:
            del os.environ["PYTHONSAFEPATH"]
            if before is not None:
                os.environ["PYTHONSAFEPATH"] = before


_PREPARING = Lock()


def _serve(connection: Connection[Answer | Broken | None, Question], desk: Callable[[], Desk], lane: Lane) -> None:
    """Answer until the server goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this
    if hasattr(os, "nice"):
        os.nice(lane.nice)
    _limit(lane.memory)
    answering = desk()
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            question = connection.recv()
            try:
                answer = answering.reply(question)
            except Exception as error:  # noqa: BLE001 (the server says what it was)
                answer = Broken(type(error).__name__, str(error))
            connection.send(answer)


def _limit(memory: int) -> None:
    """Let this process take so many bytes more than it has; what asks for more gets a `MemoryError`."""
    if sys.platform == "linux":
        import resource

        status = (_PROC / "self/status").read_text(encoding="ascii")
        data = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:"))
        most = data + memory + _PER_THREAD * _CORES
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
