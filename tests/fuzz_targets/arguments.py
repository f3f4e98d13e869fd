"""Command lines. What trains is a network of a few units for a few updates."""

from __future__ import annotations

import os
import tempfile

from hypothesis import strategies as st
from tests.fuzz_targets._commands import command

from whygrad.cli._commands import names

SAYS = "command lines"
EXAMPLES = 25
MEMORY = 2_048

ODD = st.sampled_from(
    ["", "-", "--", "=", "~nouser/x", "/", "/dev/null", "/dev/zero", ".", "..", "nosuch.toml", "nosuch.csv", "\x1b[2J",
     "\ud800", "x" * 3_000, "-1", "0", "nan", "1e9", "9" * 50, "0:1", "0:1:log", "hidden=[4]", "=1", "hidden", "ko",
     "a,b", "1x28x28"]
) | st.text(max_size=8)  # fmt: skip
OPTIONS = st.sampled_from(
    ["--json", "--set", "--lang", "--seeds", "--steps", "--out", "--report", "--to", "--vary", "--input", "--help",
     "--version", "--weights", "--classes", "--device", "--engine", "--plots", "--trial", "--script"]
)  # fmt: skip
COMMANDS = st.sampled_from([name for name in names() if name != "play"]) | ODD
SMALL = ["healthy-xor", "--set", "epochs=2"]
STRATEGY = st.lists(OPTIONS | ODD, max_size=4).flatmap(
    lambda rest: st.one_of(
        COMMANDS.map(lambda name: [name, *rest]),
        st.sampled_from(["diagnose", "train", "compare", "export"]).map(lambda name: [name, *SMALL, *rest]),
    )
)


def attempt(value: list[str]) -> None:
    before = os.getcwd()  # noqa: PTH109
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            command(value)
        finally:
            os.chdir(before)
