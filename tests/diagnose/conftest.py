"""Every finding that a test of this folder makes is checked: a number shows a threshold only if it is beyond it."""

from __future__ import annotations

import pytest
from tests.diagnose.crossing import check

from whygrad.diagnose import Finding, diagnosis
from whygrad.diagnose.reading import Reading


@pytest.fixture(autouse=True)
def findings_show_what_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = diagnosis.ask

    def asked(rule: diagnosis.Rule, reading: Reading, *, early: bool = True) -> object:
        answer = ask(rule, reading, early=early)
        if isinstance(answer, Finding):
            check(answer, reading.meta)
        return answer

    monkeypatch.setattr(diagnosis, "ask", asked)
