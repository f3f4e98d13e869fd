"""Every question and its answer as plain functions: what the server's routes and the notebook's widget share."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from whygrad import i18n
from whygrad.course import course
from whygrad.errors import WhygradError
from whygrad.i18n import text
from whygrad.studio import changing, claim_runs, claim_tables, exercising, layer_lists, looking, tables
from whygrad.studio.asking import asked, drawn, linked, preset_files, start
from whygrad.studio.atlas import maps as atlas_maps
from whygrad.studio.atlas.pixel import pixel
from whygrad.studio.atlas.plane import plane
from whygrad.studio.atlas.training import trained
from whygrad.studio.atlas.wire import PixelRequest, PixelsRequest, PlaneRequest
from whygrad.studio.exports import exported
from whygrad.studio.judging import judged
from whygrad.studio.line import JSON, Answer, Question
from whygrad.studio.lowering import lowered
from whygrad.studio.models import Models
from whygrad.studio.security import Refusal
from whygrad.studio.thumbnails import thumbnails
from whygrad.studio.trying import tried
from whygrad.studio.wire import (
    AnswerRequest,
    ClaimRequest,
    ExerciseRequest,
    ExportRequest,
    LowerRequest,
    Spoken,
    TraceRequest,
    TrialRequest,
    seeds_of,
)
from whygrad.studio.zoo_wire import AugmentRequest, EvidenceRequest, LayerRequest, LayersRequest, PictureRequest

if TYPE_CHECKING:
    from whygrad.studio.following import Traces

_OK, _WRONG, _NOWHERE = 200, 422, 404
# What is packed: small answers gain nothing, large ones (pictures' pixels) cost more time than they save.
_PACKED = range(2_000, 500_000)


class Desk:
    """Answers questions about experiments, networks and traces.

    It knows some data sets by name, `files`, and keeps nothing. `models` are the trained networks that may be looked
    into, `traces` those of others.
    """

    def __init__(
        self,
        files: Mapping[str, Any] | None = None,
        models: Models | None = None,
        traces: Traces | None = None,
    ) -> None:
        self.files: dict[str, Any] = {**preset_files(), **(files or {})}
        self.models = models or Models()
        self.traces = traces

    def lower(self, question: LowerRequest) -> dict[str, Any]:
        """An experiment as the page trains it."""
        seeds = seeds_of(question)
        experiment = asked(question, self.files, seeds=len(seeds))
        points = drawn(linked(question))
        return {
            **lowered(experiment, seeds, question.name, start(question)),
            "own": None if points is None else {"points": points.model_dump()},
        }

    def diagnose(self, question: TraceRequest) -> dict[str, Any]:
        """What is wrong with what the page recorded."""
        return judged(question, self.files)

    def trial(self, question: TrialRequest) -> dict[str, Any]:
        """What the remedies do; returns when it is known. Raises `Refusal` where that takes too long."""
        seeds_of(question)
        return tried(question, self.files)

    def export(self, kind: str, question: ExportRequest) -> tuple[str, str, str | bytes]:
        """File name, media type and content of an experiment to take along."""
        return exported(kind, question, self.files)

    def pictures(self, model: str) -> dict[str, Any]:
        """Pictures to choose from."""
        offered = self.models.offered(model)
        return {"pictures": None if offered is None else offered.to_json()}

    def reply(self, question: Question) -> Answer:
        """The answer to a question that came over the line, packed where that pays."""
        with i18n.use(question.language):
            answer = self.answer(question.path, question.body)
        if question.packs and answer.type == JSON and len(answer.content) in _PACKED:
            return replace(answer, content=gzip.compress(answer.content, 1, mtime=0), packed=True)
        return answer

    def answer(self, path: str, body: Any = None) -> Answer:
        """The answer to what the page sends to `path`, a mistake included: no question of a page raises.

        `body` is what the server gets as JSON, as bytes or already read; without it, `path` is one of the tables that
        is asked for.
        """
        address = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        route = address.path.strip("/").removeprefix("api/")
        posted = body is not None
        if isinstance(body, bytes):
            try:
                body = json.loads(body)
            except (ValueError, RecursionError):
                return _line(_WRONG, text("studio-error-json"))
        wanted = cast("Mapping[str, Any]", body).get("lang") if isinstance(body, Mapping) else query.get("lang")
        with i18n.use(wanted if wanted in i18n.LANGUAGES else i18n.language()):
            try:
                return self._asked(route, body) if posted else self._tabled(route, query)
            except ValidationError as error:
                where = ".".join(str(part)[:40] for part in error.errors()[0]["loc"][:5])
                return _line(_WRONG, text("studio-error-request", where=where or "body"))
            except WhygradError as error:
                if route.startswith("trace"):  # that one has gone or is damaged: the page goes on asking
                    return _json({"problem": " ".join(str(error).split())})
                return _line(_WRONG, str(error), error.values.get("key"))
            except Refusal as refusal:
                return _line(refusal.status, str(refusal))
            except MemoryError:
                return _line(_WRONG, text("studio-error-memory"))

    def _asked(self, route: str, body: Any) -> Answer:
        kind, _, rest = route.partition("/")
        if kind == "export":
            name, media_type, content = self.export(rest, ExportRequest.model_validate(body))
            return Answer(_OK, content.encode() if isinstance(content, str) else content, name, media_type)
        if route in QUESTIONS:
            model, method = QUESTIONS[route]
            return _json(method(self, model.model_validate(body)))
        return _nowhere(route)

    def _tabled(self, route: str, query: Mapping[str, str]) -> Answer:
        kind, _, rest = route.partition("/")
        if kind == "messages" and rest.removesuffix(".ftl") in i18n.LANGUAGES:
            return Answer(_OK, tables.catalog(rest.removesuffix(".ftl")).encode())
        if kind == "explain":
            return _json(tables.explanation(rest))
        if kind == "exercise":
            return _json(exercising.of_course(course.exercises[rest]))
        if kind == "claim":
            name, _, part = rest.partition("/")
            return _json(CLAIM_TABLES[part](name)) if part in CLAIM_TABLES else _nowhere(route)
        if route.startswith("zoo/network/"):
            return _json(layer_lists.named(route.removeprefix("zoo/network/")))
        if route == "zoo/pictures":
            return _json(self.pictures(query.get("model", "")))
        if self.traces is not None and kind in ("trace", "traces"):
            return self._followed(self.traces, rest, query)
        return _json(TABLES[route](self)) if route in TABLES else _nowhere(route)

    def _followed(self, traces: Traces, rest: str, query: Mapping[str, str]) -> Answer:
        """The list of traces, what a page lacks of one, or what is wrong with it so far."""
        known, _, more = rest.partition("/")
        if not known:
            return _json(traces.listed())
        if more:
            return _json(traces.judged(known)) if more == "diagnosis" else _nowhere(f"trace/{rest}")
        run = query.get("run")
        if run is not None and not (run.isascii() and run.isdigit() and len(run) < 20):
            return _line(_WRONG, text("studio-error-request", where="run"))
        return _json(traces.shown(known, query.get("since", ""), None if run is None else int(run)))


QUESTIONS: Mapping[str, tuple[type[Spoken], Callable[[Desk, Any], dict[str, Any]]]] = MappingProxyType(
    {
        "lower": (LowerRequest, Desk.lower),
        "diagnose": (TraceRequest, Desk.diagnose),
        "trial": (TrialRequest, Desk.trial),
        "exercise/read": (ExerciseRequest, lambda desk, question: exercising.of_link(question, desk.files)),
        "exercise/check": (AnswerRequest, lambda desk, question: exercising.checked(question, desk.files)),
        "claim/run": (ClaimRequest, lambda desk, question: claim_runs.ran(question, desk.files)),
        "atlas/plane": (PlaneRequest, lambda desk, question: plane(question, desk.files)),
        "atlas/pixels": (PixelsRequest, lambda desk, question: trained(question, desk.files)),
        "atlas/pixel": (PixelRequest, lambda desk, question: pixel(question, desk.files)),
        "zoo/layers": (LayersRequest, lambda _, question: layer_lists.own(question)),
        "zoo/augment": (AugmentRequest, lambda desk, question: changing.changed(question, desk.models)),
        "zoo/look": (PictureRequest, lambda desk, question: looking.looked(question, desk.models)),
        "zoo/maps": (LayerRequest, lambda desk, question: looking.mapped(question, desk.models)),
        "zoo/evidence": (EvidenceRequest, lambda desk, question: looking.evidence(question, desk.models)),
    }
)
"""What is posted: path -> the shape of the question, and who answers it. Exports stand beside it."""

TABLES: Mapping[str, Callable[[Desk], Any]] = MappingProxyType(
    {
        "options": lambda _: tables.options(),
        "presets": lambda _: tables.presets(),
        "thumbnails": lambda _: thumbnails(),
        "course": lambda _: claim_tables.course_table(),
        "atlas/table": lambda _: atlas_maps.table(),
        "zoo/networks": lambda _: {**layer_lists.listing(), "augmentations": changing.words()},
        "zoo/models": lambda desk: desk.models.listed(),
    }
)
"""What a page asks for once."""

CLAIM_TABLES: Mapping[str, Callable[[str], dict[str, Any]]] = MappingProxyType(
    {"": claim_tables.claim, "result": claim_tables.claim_result, "figure": claim_tables.claim_figure}
)
"""What a page asks for of one claim: the question, and when its reader wants it the answer and the figure."""


def _json(value: Any) -> Answer:
    return Answer(_OK, json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def _nowhere(route: str) -> Answer:
    return _line(_NOWHERE, text("studio-error-no-page", path=route[:80]))


def _line(status: int, sentence: str, key: object = None) -> Answer:
    value = {"error": " ".join(sentence.split()), "key": None if key is None else str(key)}
    return Answer(status, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
