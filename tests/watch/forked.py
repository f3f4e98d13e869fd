"""Watches scripts in forks of one process that has imported PyTorch, and what its optimizers import when they are made.

To import them for each script takes longer than most of the scripts that tests are made of.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path

from whygrad.session.script import Request, ScriptRun

ROOT = Path(__file__).parents[2]


def watched(script: Path, steps: int = 0) -> ScriptRun:
    """What a script's run leaves. It runs in its folder; what it printed stands beside it (.txt).

    `steps`: as many updates as `--steps` asks for; 0: until the verdict is stable.
    """
    result = script.with_suffix(".ran")
    process = _helper()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([str(script), str(result), steps]) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n", "the helper has ended"
    try:
        return ScriptRun.read(result)
    finally:
        result.unlink(missing_ok=True)


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

    import whygrad.session.observed  # noqa: F401

    for line in sys.stdin:
        script, result, steps = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(Path(script), result, steps)
        os.waitpid(child, 0)
        print("done", flush=True)


def _run(script: Path, result: str, steps: int) -> None:
    from whygrad.session.observed import Observed

    printed = os.open(script.with_suffix(".txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.chdir(script.parent)
    runner = Observed(Request(str(script), (), result, steps))
    try:
        runner.torch_is_here()
        runner.run()
    except SystemExit:
        pass
    except BaseException:  # noqa: BLE001 (a script's failure is its own test's)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    _serve()
