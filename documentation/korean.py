"""Search in Korean: words carry particles and endings, so pairs of syllables are indexed instead of words.

A page is found where it has every pair of the query: "학습률" is 학습 and 습률, whatever follows it in the text.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

_WORD = re.compile(r"[가-힣]+|[^\W가-힣]+")

# The same for a query, in the browser.
_SPLITTER = """
function splitQuery(query) {
  const words = query.match(/[가-힣]+|(?:(?![가-힣])[\\p{L}\\p{N}_])+/gu) ?? [];
  return words.flatMap((word) => {
    if (!/^[가-힣]{2,}$/.test(word)) return [word];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
}
"""


class SearchKorean(SearchLanguage):
    """Pairs of syllables; words of other scripts stay whole."""

    lang = "ko"
    language_name = "Korean"
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002
        """The words of a text as they are indexed."""
        words: list[str] = []
        for word in _WORD.findall(input):
            pairs = [word[at : at + 2] for at in range(len(word) - 1)] if "가" <= word[0] <= "힣" else []
            words += pairs or [word]
        return words
