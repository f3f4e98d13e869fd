"""Watches scripts in forks of one process that has imported PyTorch, what its optimizers import when they are made, and
what watches them.

To import them for each script takes longer than most of the scripts that tests are made of.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import threading
import traceback
from dataclasses import asdict, replace
from pathlib import Path

from whygrad.session.frames import Receiver
from whygrad.session.script import Request, ScriptRun, Told

ROOT = Path(__file__).parents[2]
_one_at_a_time = threading.Lock()


def watched(script: Path, steps: int = 0) -> ScriptRun:
    """What a script's run leaves. It runs in its folder; what it printed stands beside it (.txt).

    `steps`: as many updates as `--steps` asks for; 0: until the verdict is stable.
    """
    printed = script.with_suffix(".txt")
    return run(Request(str(script), (), str(script.with_suffix(".ran")), steps), script.parent, printed, printed)


def run(request: Request, folder: Path, out: Path, err: Path) -> ScriptRun:
    """What a script's run in this folder leaves; the files get what it printed (the same file: both of it)."""
    process = _helper()
    assert process.stdin is not None
    assert process.stdout is not None
    with _one_at_a_time:
        process.stdin.write(json.dumps([asdict(request), str(folder), str(out), str(err)]) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    assert answer, "the helper has ended"
    result = Path(request.result)
    told = Told()
    try:
        told.take(Receiver().feed(result.read_bytes()))
    finally:
        result.unlink(missing_ok=True)
    told.died(int(answer))
    return told.ran()


@functools.cache
def _helper() -> subprocess.Popen[str]:
    """One for all tests of this process, as long as that lives."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, __file__]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )
    atexit.register(process.communicate)  # closes its standard input, which ends it
    return process


def _serve() -> None:
    import torch._dynamo
    import torch.utils.data  # noqa: F401

    import whygrad.session.observed
    import whygrad.watch._assemble
    import whygrad.watch._recorder  # noqa: F401

    for line in sys.stdin:
        request, *places = json.loads(line)
        child = os.fork()
        if child == 0:
            given = Request.from_json(json.dumps(request))
            _run(replace(given, result=str(Path(given.result).resolve())), *map(Path, places))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(request: Request, folder: Path, out: Path, err: Path) -> None:
    from whygrad.session.observed import Observed

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND), 1)
    os.dup2(1 if err == out else os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND), 2)
    os.chdir(folder)
    runner = Observed(request)
    status = 0
    try:
        runner.torch_is_here()
        runner.run()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 (a script's failure is its own test's)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
