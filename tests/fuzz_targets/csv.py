"""The content of a CSV file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st

from whygrad.data import load
from whygrad.experiment import Experiment

SAYS = "the content of a CSV file"
EXAMPLES = 100

CELLS = st.sampled_from(
    ["1", "0", "-3.5", "nan", "inf", "-inf", "1e400", "1_000", "", "?", "a", '"', '"a,b"', '"\n"', "\0", "\r", "é",
     "\x1b[2J", "\ud800", "x" * 3_000, "9" * 400, "１"]
) | st.text(max_size=5)  # fmt: skip
TABLES = st.builds(
    lambda rows, comma, end: end.join(comma.join(row) for row in rows).encode("utf-8", "surrogatepass"),
    st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=12),
    st.sampled_from(",;\t |"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
USUAL = st.builds(
    lambda names, numbers: (",".join(names) + "\n" + "".join(f"{a},{b},{c}\n" for a, b, c in numbers)).encode(),
    st.lists(st.text(max_size=8), min_size=3, max_size=3),
    st.lists(st.tuples(st.floats(), st.floats(), st.integers(0, 3)), min_size=1, max_size=30),
)
STRATEGY = TABLES | USUAL | USUAL.map(lambda table: table.decode().encode("utf-16")) | st.binary(max_size=400)


def attempt(value: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(value)
        load(Experiment().replace(name=str(path)).data)
