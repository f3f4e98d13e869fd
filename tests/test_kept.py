"""Benchmarks keep what is done, whatever ends them."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.kept import Kept

from training_programs.index import file_key


def test_what_was_added_is_known_to_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "results"
    first = Kept(file)
    assert first.get({"seed": 1, "name": "a"}) is None
    first.add({"name": "a", "seed": 1}, {"codes": ("dead-units",)})
    for one in (first, Kept(file)):
        assert one.get({"seed": 1, "name": "a"}) == {"codes": ["dead-units"]}
        assert one.get({"seed": 2, "name": "a"}) is None


def test_a_line_that_was_cut_off_is_measured_again_and_harms_no_other(tmp_path: Path) -> None:
    file = tmp_path / "results"
    Kept(file).add({"name": "a"}, 1)
    with file.open("a", encoding="utf-8") as handle:
        handle.write('{"key": {"name": "b"}, "val')
    again = Kept(file)
    assert again.get({"name": "b"}) is None
    again.add({"name": "b"}, 2)
    again.add({"name": "c"}, 0.5)
    last = Kept(file)
    assert [last.get({"name": name}) for name in "abc"] == [1, 2, 0.5]


def test_without_a_file_nothing_is_written() -> None:
    kept = Kept(None)
    kept.add({"name": "a"}, [1])
    assert kept.get({"name": "a"}) == [1]


def test_a_script_that_was_edited_is_measured_anew(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text("print(1)")
    before = file_key(script, seeds=6)
    assert json.loads(json.dumps(before)) == before
    assert before == file_key(script, seeds=6) != file_key(script, seeds=3)
    script.write_text("print(2)")
    assert file_key(script, seeds=6) != before
