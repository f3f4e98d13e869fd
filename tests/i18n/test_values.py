"""Messages take any value: long, huge, not finite, of any type, with characters that a terminal obeys."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad import i18n
from whygrad.errors import InputError

VALUES = (
    st.text(max_size=50)
    | st.integers(0, 9_000).map("x".__mul__)
    | st.integers()
    | st.floats()
    | st.sampled_from([10**5_000, -(10**400), None, b"\xff", ["a"], {}, np.float32(0.5), np.int64(3), "\ud800"])
)


@given(name=VALUES, known=VALUES, language=st.sampled_from(i18n.LANGUAGES))
def test_any_value_is_shown(name: object, known: object, language: str) -> None:
    with i18n.use(language):
        said = i18n.text("cli-unknown-language", name=name, known=known)
    assert len(said) < 5_000
    assert not [letter for letter in said if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n"]
    said.encode()


def test_numbers_of_any_library_select_plural_forms() -> None:
    for one in (1, 1.0, np.int64(1), np.float32(1)):
        assert i18n.text("trial-verdict-ties", count=one) == i18n.text("trial-verdict-ties", count=1)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x1b[2Jb", "a�[2Jb"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("evil\u202etxt.exe", "evil�txt.exe"),
        ("\u2066a\u2069\u200f\ufeff\x9b\x7f", "�a�����"),
        ("한글 ελλ 👩\u200d🔬", "한글 ελλ 👩\u200d🔬"),
    ],
)
def test_clean(written: str, shown: str) -> None:
    assert i18n.clean(written) == shown


def test_long_values_are_cut() -> None:
    assert len(str(InputError("cli-unknown-language", name="x" * 10_000, known="y" * 10_000))) < 4_200
    assert i18n.shortened("abcdef", 4) == "abc…"
