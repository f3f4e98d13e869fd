"""In which mode a watch's models ran when they trained and when they were evaluated."""

from __future__ import annotations

from collections import Counter

from whygrad.instrument.passes import Pass
from whygrad.instrument.tape import Tape
from whygrad.instrument.training import Training
from whygrad.trace.program import ModeFacts
from whygrad.watch._followed import LossSeen


class Passes:
    """Takes in passes from record to record; `facts` are what a trace stores."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self.output: tuple[int, ...] = ()  # the shape of what the last training pass put out
        self._given: tuple[int, ...] = ()  # … and of what it was given
        self._trained: list[float] = []  # the share of modules in the wrong mode, of each pass
        self._asked: dict[str, list[float]] = {}  # the same, of evaluations, by their places
        self._familiar: dict[str, int] = {}  # … how many of these were given samples of the training
        self._last: dict[tuple[str, bool], list[float]] = {}  # the same after the last update, of the model or a copy
        self._place = ""  # of a training pass
        self._names: set[str] = set()
        self._sensitive = 0
        self._opposed = False  # another network is trained against this one

    def sort(self, tape: Tape, main: LossSeen | None) -> None:
        """Find the passes with gradients that evaluate: a loss of the kind that is trained on, or an accuracy, was
        computed of their outputs, and no backward pass came by, nor ever does at that place of the program for batches
        of that data loader. The loss of training samples may be told again after an update. `main`: the loss that is
        trained on.
        """
        kinds = {loss.kind for loss in tape.losses if loss.trained} | ({main.first.kind} if main is not None else set())
        trains = self._training.training_places
        trains |= {one.where for one in tape.passes if one.trained and self._training.has_pass(one)}
        judged = {id(loss.origin.root) for loss in tape.losses if loss.kind in kinds and not loss.trained}
        for passing in tape.passes:
            own = passing.gradient and not passing.trained and self._training.has_pass(passing)
            if own and trains and passing.where not in trains and not passing.familiar:
                passing.evaluates = id(passing) in judged or passing.compared_score is not None
                if passing.evaluates:
                    self._training.evaluation_places.add(passing.where)

    def see(self, tape: Tape, *, last: bool, opposed: bool) -> None:
        """The passes since the last update; `last` if no update follows; `opposed` if there are opponents."""
        self._opposed = opposed
        again = _prints_that_come_again(tape.passes)
        for passing in tape.passes:
            phase = self._phase(passing, tape, last=last and (passing.print, id(passing.module)) not in again)
            if phase:
                self._take(passing, phase, last=last)

    def _phase(self, passing: Pass, tape: Tape, *, last: bool) -> str:
        """What a pass is for: "train", "evaluate" or neither, "".

        A pass without gradients evaluates if its answers are compared with targets. After the last update it does in
        any case, of the model or of a copy of it, if it is given new samples, each once: those of the training may
        refresh the statistics of batch normalization, and the same batch several times shows what dropout does.
        """
        if not self._training.has_pass(passing) and not (last and self._copies(passing)):
            return ""
        if passing.trained:
            return "train"
        if passing.gradient:
            return "evaluate" if passing.evaluates else ""
        compared = passing.compared or any(one.origin.root is passing for one in tape.losses)
        return "evaluate" if compared or (last and self._asks_the_model(passing)) else ""

    def _asks_the_model(self, passing: Pass) -> bool:
        """Whether a pass gives the whole model new samples of the kind that it was trained on."""
        alike = bool(self._given) and len(passing.given) == len(self._given)
        main, model = self._training.main, passing.module()
        whole = self._copies(passing) or (model is not None and model is main)
        return alike and whole and not passing.familiar and not self._opposed

    def _copies(self, passing: Pass) -> bool:
        return id(self._training) in passing.copy_of

    def _take(self, passing: Pass, phase: str, *, last: bool) -> None:
        training, evaluating = passing.modes
        total, place = training + evaluating, passing.place
        self._sensitive = max(self._sensitive, total)
        self._names |= passing.names
        if phase == "train":
            self.output, self._given = passing.output, passing.given
            self._trained.append(evaluating / total if total else 0.0)
            if evaluating or not self._place:
                self._place = place
            return
        share = training / total if total else 0.0
        self._asked.setdefault(place, []).append(share)
        self._familiar[place] = self._familiar.get(place, 0) + passing.familiar
        if last:
            self._last.setdefault((place, self._copies(passing)), []).append(share)

    def _in_a_step(self, place: str) -> bool:
        """Whether nearly every step asks there about samples of the training: it is a part of the step, as where the
        samples are chosen that are trained on, and no evaluation.
        """
        asked, last = len(self._asked[place]), {where for where, _ in self._last}
        return 2 * asked > len(self._trained) and 2 * self._familiar[place] > asked and place not in last

    def facts(self) -> ModeFacts:
        """In which mode passes ran. Each evaluation after the last update, whose numbers are told, counts as all do."""
        places = [place for place in self._asked if not self._in_a_step(place)]
        evaluate = [share for place in places for share in self._asked[place]]
        wrong = [place for place in places if any(self._asked[place])]
        return ModeFacts(
            sensitive=self._sensitive,
            train_passes=len(self._trained),
            train_in_eval=_mean(self._trained),
            eval_passes=len(evaluate),
            eval_in_train=max(map(_mean, (evaluate, *self._last.values()))),
            modules=tuple(sorted(self._names)),
            train_place=self._place,
            eval_place=(wrong or places or [""])[-1],
        )


def _mean(shares: list[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0


def _prints_that_come_again(passes: list[Pass]) -> set[tuple[float, int]]:
    """The prints of batches that passes of one model without gradients were given more than once."""
    prints = Counter((one.print, id(one.module)) for one in passes if not one.gradient)
    return {one for one, times in prints.items() if times > 1}
