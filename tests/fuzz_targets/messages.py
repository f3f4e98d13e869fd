"""Values of every kind in every message."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from whygrad import i18n
from whygrad.i18n import catalog

SAYS = "values of every kind in every message"
EXAMPLES = 200
_PLACES = re.compile(r"\$([a-z_]+)")

VALUES = (
    st.text(max_size=200)
    | st.integers(0, 100_000).map("x".__mul__)
    | st.integers()
    | st.integers(0, 6_000).map(lambda digits: 10**digits)
    | st.floats()
    | st.none()
    | st.binary(max_size=20)
)
STRATEGY = st.tuples(
    st.sampled_from(i18n.LANGUAGES), st.sampled_from(sorted(i18n.message_ids("en"))), st.lists(VALUES, min_size=24)
)


def attempt(value: tuple[str, str, list[object]]) -> None:
    language, message_id, values = value
    with i18n.use(language):
        places = sorted(set(_PLACES.findall(catalog._sources(language)[message_id])))
        said = i18n.text(message_id, **dict(zip(places, values, strict=False)))
        said.encode()
        assert "\x1b" not in said
