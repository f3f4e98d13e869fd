"""Text of others that is shown: nothing in it that a terminal obeys."""

from __future__ import annotations

import json

import pytest

from whygrad.cli import _output
from whygrad.i18n import clean
from whygrad.i18n.cleaning import escaped

TEXTS = ["\x9b2J", "\x1b[2J", "a\u202eb", "\ud800", "\U000e0041", "한국어 🙂 \t é", "\\u009b", "\ufeff"]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_json_is_of_the_same_value_and_harmless(text: str) -> None:
    written = escaped(json.dumps({text: [text]}, ensure_ascii=False, indent=2))
    assert clean(written) == written
    assert json.loads(written) == {text: [text]}


def test_json_on_standard_output_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    _output.save_json({"name": "run\x9b2J"}, "-")
    written = capsys.readouterr().out
    assert "\x9b" not in written
    assert json.loads(written) == {"name": "run\x9b2J"}
