"""The studio in a notebook: the page as a widget, and what happens on it read back in Python.

The widget holds the same document as an exported file (`alone`); its questions come as messages and are answered by
the functions behind the server's routes (`desk`). The page tells how far it is at most twice a second, one report at a
time: a kernel that is busy answers later, and nothing piles up meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import numpy as np
import traitlets
from numpy.typing import NDArray
from pydantic import ValidationError

from whygrad.diagnose import Diagnosis
from whygrad.errors import InputError, MissingExtraError
from whygrad.experiment import Experiment, presets
from whygrad.i18n import text
from whygrad.studio.alone import document
from whygrad.studio.asking import asked, brought
from whygrad.studio.desk import Desk
from whygrad.studio.files import WEB
from whygrad.studio.judging import diagnosed, posted
from whygrad.studio.line import Answer
from whygrad.studio.wire import MOST_SEEDS, LowerRequest, Question, Report, TraceRequest, decoded
from whygrad.trace import Trace

try:
    import anywidget
except ImportError:
    raise MissingExtraError("studio-error-anywidget") from None

_HEIGHT = 900  # pixels
_SEEDS = 8


@cache
def _module() -> str:
    """The ES module that the notebook loads: the page's document, and what shows it."""
    widget = (WEB / "widget.js").read_text(encoding="utf-8")
    return f"globalThis.whygradDocument = {json.dumps(document())};\n{widget}"


class Studio(anywidget.AnyWidget):
    """The studio as a notebook widget: build, train and diagnose networks in a cell.

        studio = wg.Studio(wg.presets["healthy-moons"], seeds=4)
        studio                                   # shows the page; press Run
        studio.experiment                        # in another cell: the experiment, with the changes made on the page
        studio.weights, studio.trace, studio.diagnosis

    - `experiment`: the experiment to start with
    - `seeds`: number of networks, trained with the seeds `first_seed`, `first_seed` + 1, …
    - `height`: height of the page in pixels

    The page trains in the browser. The attributes hold the values that it reported last.

    Raises `ExperimentError` or `DataError` if the page cannot train the experiment.
    """

    _esm = _module()
    height = traitlets.Int(_HEIGHT, help="of the page, pixels").tag(sync=True)
    experiment = traitlets.Instance(Experiment, help="what the page trains; setting it changes the page")
    step = traitlets.Int(0, help="updates done")
    epoch = traitlets.Float(0.0, help="step ÷ steps per epoch")
    running = traitlets.Bool(False, help="whether the page trains")

    def __init__(
        self,
        experiment: Experiment | None = None,
        *,
        seeds: int = _SEEDS,
        first_seed: int = 0,
        height: int = _HEIGHT,
    ) -> None:
        if not 1 <= seeds <= MOST_SEEDS:
            raise InputError("studio-error-seeds", most=str(MOST_SEEDS))
        self._desk = Desk()
        self._seeds, self._first_seed = seeds, first_seed
        self._report: Report | None = None
        self._asked: TraceRequest | None = None
        self._trace: Trace | None = None
        self._from_page = False
        self._shown: tuple[str, int] = ("", 0)  # the view that reported last, and its session
        super().__init__(height=height, experiment=self._known(experiment or Experiment()))
        self.on_msg(self._hear)

    # -- read back -----------------------------------------------------------------------------------------------

    @property
    def weights(self) -> NDArray[np.float32] | None:
        """The parameters (P, n) of all P networks; `None` until the page has reported them.

        For each layer, the weights (O, I) come before the biases (O,).
        """
        return None if self._report is None else decoded("parameters", self._report.parameters).copy()

    @property
    def trace(self) -> Trace | None:
        """The trace of the training on the page, with the records that its diagnosis uses; `None` before any record."""
        if self._trace is None and self._asked is not None:
            self._trace = posted(self._asked, asked(self._asked, self._desk.files, seeds=len(self._asked.seeds)))
        return self._trace

    @property
    def diagnosis(self) -> Diagnosis | None:
        """The diagnosis of the training so far, as on the page; `None` before there is a trace."""
        trace = self.trace
        return None if trace is None else diagnosed(trace)

    # -- steer ---------------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Start or resume training."""
        self.send({"order": "play"})

    def pause(self) -> None:
        """Pause training."""
        self.send({"order": "pause"})

    @traitlets.validate("experiment")
    def _check(self, proposal: Mapping[str, Any]) -> Experiment:
        return proposal["value"] if self._from_page else self._known(proposal["value"])

    @traitlets.observe("experiment")
    def _show(self, change: Mapping[str, Any]) -> None:
        if not self._from_page and change["old"] is not traitlets.Undefined:
            self._report = self._asked = self._trace = None
            self.send({"order": "open", "experiment": change["new"].model_dump()})

    def _known(self, experiment: Experiment) -> Experiment:
        """The experiment, if a page can train it, with its files at the desk, where the page may name them."""
        experiment, files = brought(experiment)
        self._desk.files |= files
        return asked(Question(experiment=experiment.model_dump()), self._desk.files, seeds=self._seeds)

    # -- what the page says ----------------------------------------------------------------------------------------

    def _hear(self, _widget: object, message: Any, _buffers: Sequence[Any]) -> None:
        """Answer a question of the page; every question gets an answer, so that the page never waits in vain."""
        if not isinstance(message, Mapping):
            return
        question = cast("Mapping[str, Any]", message)
        view, path, body = str(question.get("view")), str(question.get("path")), question.get("body")
        answer = _refused(500, text("studio-error-bug", kind=path))
        try:
            answer = self._answer(view, path, body)
        except KeyboardInterrupt:  # of the kernel, during a trial
            answer = _refused(408, text("studio-error-gone"))
        finally:  # also of a bug, which then shows in the notebook's log
            head = {"view": view, "id": question.get("id"), "status": answer.status, "name": answer.name}
            self.send(head, buffers=[answer.content])

    def _answer(self, view: str, path: str, body: Any) -> Answer:
        if path == "notebook/begin":
            return Answer(200, json.dumps(self._beginning()).encode())
        if path == "notebook/report":
            try:
                self._keep(view, Report.model_validate(body))
            except (ValidationError, InputError):
                return Answer(422, b"{}")
            return Answer(200, b"{}")
        answer = self._desk.answer(path, body)
        if answer.status == 200 and path == "api/lower":
            self._follow(LowerRequest.model_validate(body))
        elif answer.status == 200 and path == "api/diagnose":
            self._asked, self._trace = TraceRequest.model_validate(body), None
        return answer

    def _beginning(self) -> dict[str, Any]:
        values = self.experiment.model_dump()
        name = next((name for name, preset in presets.items() if preset.model_dump() == values), "")
        return {"experiment": values, "name": name, "seeds": self._seeds, "first_seed": self._first_seed}

    def _follow(self, question: LowerRequest) -> None:
        """The page trains something else now: data that was drawn or pasted on it is known here, too."""
        experiment = asked(question, self._desk.files, seeds=question.seeds)
        self._seeds, self._first_seed = question.seeds, question.first_seed
        self._desk.files |= cast("Mapping[str, Any]", experiment.folder)
        self._from_page = True
        try:
            self.experiment = experiment
        finally:
            self._from_page = False

    def _keep(self, view: str, report: Report) -> None:
        if decoded("parameters", report.parameters).ndim != 2:
            raise InputError("studio-error-array", name="parameters")
        if self._shown != (view, report.session):  # another network: what was recorded of the one before is over
            self._asked = self._trace = None
            self._shown = (view, report.session)
        self._report = report
        self.set_trait("step", report.step)
        self.set_trait("epoch", report.epoch)
        self.set_trait("running", report.running)


def _refused(status: int, sentence: str) -> Answer:
    return Answer(status, json.dumps({"error": sentence, "key": None}).encode())
