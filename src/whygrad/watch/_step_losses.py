"""Which losses of an observed step are the training's and which an evaluation's, and what a record gets of them."""

from __future__ import annotations

import torch
from torch import Tensor

from whygrad.instrument.context import address_of
from whygrad.instrument.passes import Pass
from whygrad.instrument.provenance import LossCall
from whygrad.instrument.tape import Tape
from whygrad.instrument.training import Training
from whygrad.watch._collectors import Collectors
from whygrad.watch._fetch import Fetch
from whygrad.watch.snapshot import Record


class StepLosses:
    """Sorts the losses of one step after the other."""

    def __init__(self, training: Training, collectors: Collectors) -> None:
        self._training, self._collectors = training, collectors

    def mark_familiar(self, tape: Tape, prints: list[tuple[Pass, Tensor, Tensor]]) -> None:
        """Were the samples of passes that backward did not come by trained on? What is given exactly those of a
        training pass, but held against other targets, is asked something new: as where a curve is fitted at the same
        places that it is tested at.
        """
        targets: dict[int, list[Tensor]] = {}
        for loss in tape.losses:
            if loss.target is not None:
                targets.setdefault(id(loss.origin.root), []).append(loss.target)
        trained = [(targets.get(id(one), []), whole) for one, _, whole in prints if one.trained]
        for passing, samples, whole in prints:
            if passing.trained or self._collectors.familiar.share(samples) <= self._training.settings.mostly:
                continue
            passing.familiar = True
            if own := targets.get(id(passing)):
                shown = [target for several, other in trained if bool(other == whole) for target in several]
                new = bool(shown) and not any(torch.equal(one, other) for one in own for other in shown)
                passing.familiar = not new

    def gather(self, tape: Tape, fetch: Fetch, record: Record, *, batch: Tensor | None, inside: bool) -> None:
        """Fetch what the losses of a step are worth. `batch`: what the model was given; `inside`: an optimizer's
        closure computed them.
        """
        collectors, known = self._collectors, self._collectors.seen.losses
        trained = self._trained(tape)
        if inside:
            trained = trained[:1]  # later calls of the closure see other weights
        main = [loss for loss in trained if (loss.kind, loss.attached) == (trained[0].kind, trained[0].attached)]
        if _have_one_target(trained):  # of gradients that are added up, the last batch's
            with self._training.part("targets"):
                collectors.neighbors.see(batch, trained[-1].target)
                collectors.contexts.see(batch, trained[-1].target)
        alone = len(self._training.peers) == 1
        for loss in tape.losses:
            loss.given = None
            if alone:  # another training that was trained by the same losses asks for their targets after this one
                loss.target = None
        known.fetch(trained, "train", fetch)
        for channel, name in (("loss_train", "loss"), ("accuracy_train", "accuracy")):
            having = [loss for loss in main if name in loss.values]
            fetch.mean(record.run, channel, [loss.values[name] for loss in having], _weights(having))
        if tape.roots and (not main or main[0].kind == "policy"):
            fetch.mean(record.run, "loss_train", tape.roots)
        judged, as_trained = self._judged(tape, trained)
        fetch.mean(record.run, "loss_test", [loss.values[as_trained] for loss in judged if as_trained in loss.values])
        accuracies = [one.values["accuracy"] for one in judged if "accuracy" in one.values]
        known.confused([loss.confusion for loss in judged if loss.confusion is not None])
        accuracies = accuracies or self._compared(tape)
        if not accuracies and not judged:
            accuracies = self._scored_by_targets(tape, fetch, record)
        fetch.mean(record.run, "accuracy_test", accuracies)
        known.fetch(judged, "evaluate", fetch)

    def _trained(self, tape: Tape) -> list[LossCall]:
        """The losses that the step trains by."""
        training = self._training
        trained = [loss for loss in tape.losses if loss.trained]
        if not trained and not tape.backwards:
            asked = [loss for loss in tape.losses if loss.grad_enabled]  # a program that stopped before backward
            trained = [loss for loss in asked if (root := loss.origin.root) is None or not root.evaluates]
        # Somebody else's, unless there are no others: what judges a generator is no part of it. But of parameters that
        # no pass ever read no loss is: their gradients are made by hand, of what another training moved.
        own = [loss for loss in trained if training.has_loss(loss)]
        found = own or (trained if self._collectors.seen.passes_read() else [])
        return sorted(found, key=lambda loss: not loss.attached)  # first what has a graph, as `LossCollector.main` does

    def _judged(self, tape: Tape, trained: list[LossCall]) -> tuple[list[LossCall], str]:
        """The losses of evaluations, and which of their values is like the loss that is trained by."""
        training = self._training
        # What else is computed of a training pass is a metric, not an evaluation.
        judged = [
            loss
            for loss in tape.losses
            if not (loss.trained or loss.descended or loss in trained or _is_of_an_earlier_pass(loss))
            and ((root := loss.origin.root) is None or not (root.trained or training.is_of_another(root)))
        ]
        as_trained = "loss"
        usual = self._collectors.seen.losses.main()
        kind = trained[0].kind if trained else usual.first.kind if usual is not None else ""
        if not trained:  # after the last update: some function of a difference, as a share that is explained, is none
            judged = [loss for loss in judged if loss.kind != "difference"]
        if kind:
            alike = [loss for loss in judged if loss.kind == kind]
            if not alike:  # a mean size of what is trained by its mean square, or the other way round
                as_trained = f"as_{kind}"
                alike = [loss for loss in judged if as_trained in loss.values]
            judged = _most_like(trained[0] if trained else usual.first if usual is not None else None, alike)
        return [loss for loss in judged if (root := loss.origin.root) is None or not root.familiar], as_trained

    def _compared(self, tape: Tape) -> list[Tensor]:
        """The accuracies of evaluations that only compare answers, by no loss."""
        asked = [one for one in tape.passes if (not one.gradient or one.evaluates) and not one.familiar]
        compared = [one for one in asked if not self._training.is_of_another(one)]
        scores = [one.compared_score for one in compared if one.compared_score is not None]
        self._collectors.seen.losses.scored(scores)
        return [one.accuracy for one in scores if one.accuracy is not None]

    def _scored_by_targets(self, tape: Tape, fetch: Fetch, record: Record) -> list[Tensor]:
        """The accuracies of evaluations whose answers went where nobody could follow: by the targets beside them."""
        # What goes on from its own answers makes something: nobody knows what it ought to be.
        makers = {id(one) for passing in tape.passes if (own := passing.own_givers) for one in (passing, *own)}
        scores = [one.score for one in tape.passes if one.score is not None and id(one) not in makers]
        fetch.mean(record.run, "loss_test", [one.loss for one in scores if one.loss is not None])
        self._collectors.seen.losses.scored(scores)
        return [one.accuracy for one in scores if one.accuracy is not None]


def _have_one_target(losses: list[LossCall]) -> bool:
    """Whether losses stand at one place of the program, or are of one and the same target wherever they stand."""
    targets = {(None if loss.target is None else address_of(loss.target), loss.target_shape) for loss in losses}
    known = all(address is not None for address, _ in targets)
    return len({loss.place for loss in losses}) == 1 or (known and len(targets) == 1)


def _is_of_an_earlier_pass(loss: LossCall) -> bool:
    """Whether what a loss was given has a graph, but its origin since the last update is not known: a metric of the
    pass before it that was trained on, as Keras computes after the update.
    """
    return loss.attached and loss.origin.root is None and loss.origin.function == "unknown"


def _most_like(main: LossCall | None, losses: list[LossCall]) -> list[LossCall]:
    """Of the losses of an evaluation those that the training's own function gave at its own place, or at least that
    function: others beside them may be of other targets, as of predictions in their original units.
    """
    if main is None:
        return losses
    same = [loss for loss in losses if loss.function == main.function]
    return [loss for loss in same if loss.place == main.place] or same or losses


def _weights(losses: list[LossCall]) -> list[Tensor] | None:
    """How much the mean of each of several losses counts in what backward passes began at; `None` if that is not known
    of all.
    """
    if len(losses) < 2 or not all(loss.gradients for loss in losses):
        return None
    return [torch.stack(loss.gradients).sum() * loss.terms for loss in losses]
