"""Trainings whose networks are given each other's answers: a generator and its critic, an actor and its critic. What
one of them learns changes what the other is asked, so that the level of neither's loss tells how much was learned.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field

from whygrad.instrument.passes import Pass
from whygrad.instrument.tape import Tape
from whygrad.instrument.training import Training


@dataclass(eq=False)
class _Meeting:
    """What one training saw of another one: how many updates that one had done by its first and its last record, and
    for each record in which one's answers were given to the other, the trainings that used the same gradients.
    """

    other: weakref.ref[Training]
    first: int
    last: int
    shared: list[set[int]] = field(default_factory=list[set[int]])

    @property
    def goes_on(self) -> bool:
        """Whether the other one was trained meanwhile."""
        return self.last > self.first

    @property
    def of_policy(self) -> bool:
        """Whether the other one was a policy, trained meanwhile."""
        other = self.other()
        return self.goes_on and other is not None and other.has_signed_weights


class Opponents:
    """Takes in tapes from record to record; `exist` says whether there are such trainings."""

    def __init__(self, training: Training, known: Known) -> None:
        self._training, self._others = training, known
        known[id(training)] = self
        self._records = 0
        self._meetings: dict[int, _Meeting] = {}  # by the other watch's id
        self._seen_by: list[tuple[weakref.ref[Opponents], int]] = []  # …, in whose meetings this training is

    def see(self, tape: Tape) -> None:
        """What happened before one observed update."""
        self._records += 1
        for other in self._training.peers:
            if other is not self._training and id(other) not in self._meetings:
                self._meetings[id(other)] = _Meeting(weakref.ref(other), other.done, other.done)
                self._others[id(other)]._seen_by.append((weakref.ref(self), id(other)))
            elif other is not self._training:
                self._meetings[id(other)].last = other.done
        for key in {id(other) for other in self._met(tape)}:
            self._meetings[key].shared.append(tape.stepped)

    @property
    def exist(self) -> bool:
        """Whether in most of the updates another training's network was asked about this one's answers or answered to
        this one, and was trained meanwhile, by gradients of its own: parts of one network that have an optimizer each
        are trained by the same backward pass. Either training may have seen it, as a look at what was generated before
        the last update does not tell where that came from.
        """
        met = any(self._usual(key) for key in self._meetings)
        return met or any((other := ref()) is not None and other._usual(key) for ref, key in self._seen_by)

    @property
    def beside_policy(self) -> bool:
        """Whether a policy is trained meanwhile: what a network beside it learns from, as the value of its states, is
        what that policy came across.
        """
        return any(meeting.of_policy for meeting in self._meetings.values())

    def _usual(self, key: int) -> bool:
        meeting = self._meetings[key]
        apart = sum(not {id(self._training), key} <= shared for shared in meeting.shared)
        return meeting.goes_on and 2 * apart > self._records

    def _met(self, tape: Tape) -> Iterator[Training]:
        for passing in tape.passes:
            for giver in passing.fed_by:
                ones, others = self._owners(passing), self._owners(giver)
                if any(one is other for one in ones for other in others):  # one holds the other's network, too
                    ones, others = ones[:1], others[:1]
                if ones == others:
                    continue  # parts of one network
                if self._training in ones:
                    yield from others
                elif self._training in others:
                    yield from ones

    def _owners(self, passing: Pass) -> list[Training]:
        """The trainings of a pass's network: an encoder may be trained with its decoder, and against a critic."""
        return [peer for peer in self._training.peers if peer.has_pass(passing)]


Known = weakref.WeakValueDictionary[int, Opponents]
"""The opponents of several trainings, by the training's id."""
OF_THIS_PROCESS: Known = Known()
