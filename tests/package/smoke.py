"""What an installed whygrad must do, with nothing but its dependencies: run by the tests and for every built wheel.

python tests/package/smoke.py
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

SECONDS = 300  # for one command; generous, as machines that build may be busy


def _whygrad(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "whygrad", "--lang", "en", *arguments]


def _run(*arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        _whygrad(*arguments),
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == status, f"{arguments}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def version() -> None:
    """`--version` says what is installed."""
    from importlib.metadata import version

    assert _run("--version") == f"whygrad {version('whygrad')}\n"


def kernel() -> None:
    """The kernel is there and is not the one of a source folder."""
    from whygrad.engine import _kernel

    assert "baseline" in _kernel.instruction_sets()
    assert "site-packages" in Path(_kernel.__file__).parts, _kernel.__file__


def diagnosis() -> None:
    """A built-in network that does not learn is diagnosed; exit status 1 says that a problem was found."""
    found = json.loads(_run("diagnose", "vanishing-gradient-digits", "--json", "-", status=1))
    assert [one["code"] for one in found["findings"] if one["cause"]][:1] == ["vanishing-gradient"], found["findings"]


def page_of_a_finding() -> None:
    """Texts are inside."""
    assert "vanishing" in _run("explain", "vanishing-gradient").lower()


def studio() -> None:
    """`whygrad play` serves its page and answers a request."""
    with subprocess.Popen(
        _whygrad("play", "--port", "0", "--no-browser"),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8",
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = re.match(r"(http://[^/]+)/\?token=([\w-]+)", line)
            assert address, line
            page = urllib.request.urlopen(f"{address[1]}/", timeout=SECONDS).read()
            assert b"<html" in page
            question = urllib.request.Request(f"{address[1]}/api/presets", headers={"x-whygrad-token": address[2]})
            assert b"vanishing-gradient-digits" in urllib.request.urlopen(question, timeout=SECONDS).read()
        finally:
            server.terminate()


CHECKS = (version, kernel, diagnosis, page_of_a_finding, studio)

if __name__ == "__main__":
    for check in CHECKS:
        check()
        print(f"{check.__name__}: works")
