"""Every question and its answer as plain functions: what the server's routes and the notebook's widget share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from whygrad import i18n
from whygrad.errors import WhygradError
from whygrad.i18n import text
from whygrad.studio import tables
from whygrad.studio.asking import asked, preset_files
from whygrad.studio.exports import exported
from whygrad.studio.judging import judged
from whygrad.studio.lowering import lowered
from whygrad.studio.security import Refusal
from whygrad.studio.thumbnails import thumbnails
from whygrad.studio.trying import Stopped, tried
from whygrad.studio.wire import ExportRequest, LowerRequest, Question, TraceRequest, TrialRequest, seeds_of

_OK, _WRONG, _NOWHERE = 200, 422, 404


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: a status as HTTP's, the bytes, and the name of a file to save."""

    status: int
    content: bytes
    name: str | None = None


class Desk:
    """Answers questions about experiments; knows some data sets by name, `files`, and keeps nothing."""

    def __init__(self, files: Mapping[str, Any] | None = None) -> None:
        self.files: dict[str, Any] = {**preset_files(), **(files or {})}

    def lower(self, question: LowerRequest) -> dict[str, Any]:
        """An experiment as the page trains it."""
        seeds = seeds_of(question)
        return lowered(asked(question, self.files, seeds=len(seeds)), seeds, question.name)

    def diagnose(self, question: TraceRequest) -> dict[str, Any]:
        """What is wrong with what the page recorded."""
        return judged(question, self.files)

    def trial(self, question: TrialRequest) -> dict[str, Any]:
        """What the remedies do; returns when it is known. Raises `Refusal` where that takes too long."""
        seeds_of(question)
        try:
            return tried(question, self.files, Event())
        except Stopped as stopped:
            raise stopped.refusal() from None

    def export(self, kind: str, question: ExportRequest) -> tuple[str, str, str | bytes]:
        """File name, media type and content of an experiment to take along."""
        return exported(kind, question, self.files)

    def answer(self, path: str, body: Any = None) -> Answer:
        """The answer to what the page sends to `path`, a mistake included: no question of a page raises.

        `body` is what the server gets as JSON, already read; without it, it is one of the tables that is asked for.
        """
        address = urlsplit(path)
        wanted = body.get("lang") if isinstance(body, Mapping) else parse_qs(address.query).get("lang", [None])[0]
        with i18n.use(wanted if wanted in i18n.LANGUAGES else i18n.language()):
            try:
                return self._answer(address.path.strip("/").removeprefix("api/"), body)
            except ValidationError as error:
                where = ".".join(str(part)[:40] for part in error.errors()[0]["loc"][:5])
                return _line(_WRONG, text("studio-error-request", where=where or "body"))
            except WhygradError as error:
                return _line(_WRONG, str(error), error.values.get("key"))
            except Refusal as refusal:
                return _line(refusal.status, str(refusal))

    def _answer(self, route: str, body: Any) -> Answer:
        kind, _, rest = route.partition("/")
        if body is not None:
            if kind == "export":
                name, _, content = self.export(rest, ExportRequest.model_validate(body))
                return Answer(_OK, content.encode() if isinstance(content, str) else content, name)
            if route in _POSTED:
                model, method = _POSTED[route]
                return _json(method(self, model.model_validate(body)))
        elif kind == "messages" and rest.removesuffix(".ftl") in i18n.LANGUAGES:
            return Answer(_OK, tables.catalog(rest.removesuffix(".ftl")).encode())
        elif kind == "explain":
            return _json(tables.explanation(rest))
        elif route in _TABLES:
            return _json(_TABLES[route]())
        return _line(_NOWHERE, text("studio-error-no-page", path=route[:80]))


_POSTED: Mapping[str, tuple[type[Question], Callable[[Desk, Any], dict[str, Any]]]] = {
    "lower": (LowerRequest, Desk.lower),
    "diagnose": (TraceRequest, Desk.diagnose),
    "trial": (TrialRequest, Desk.trial),
}
_TABLES: Mapping[str, Callable[[], Any]] = {
    "options": tables.options,
    "presets": tables.presets,
    "thumbnails": thumbnails,
}


def _json(value: Any) -> Answer:
    return Answer(_OK, json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def _line(status: int, sentence: str, key: object = None) -> Answer:
    value = {"error": " ".join(sentence.split()), "key": None if key is None else str(key)}
    return Answer(status, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
