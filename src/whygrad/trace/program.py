"""What was seen of a user's program while it trained: counts, shapes and places. No verdicts, those are the rules'.

A *place* is "train.py:31", file and line of the user's own code; "" where it could not be told. "Observed" steps are
those that were recorded; between them nothing is looked at. See docs/internals/watching.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Stop = Literal["running", "finished", "stopped", "crashed", "exited", "interrupted"]

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class ParameterFacts:
    """One parameter of the models that ran.

    `name` is its path in the model (`names`: all of its paths, several if it is shared; none if no model owns it, as
    with layers kept in a plain list: `registered` is then false and `name` says what kind of layer it belongs to).
    `order` is the place of its layer among `Meta.layers`, -1 if it is the weight of none. `had_gradient` is true if its
    gradient was ever other than zero, `reached` if backward ever gave it one at all, `changed` if its values ever
    changed by an update. The last three count only in the observed steps. `fresh` says that it still is as it was drawn
    at random in this program: nothing learned before was loaded or copied into it, and no update changed it. `read` is
    its place in the order in which parameters are read, -1 if none was. `asked` says that an attribute which does
    nothing (`module.requires_grad = True`) was set to let it change, `released` that it was frozen, then let free to
    change, and did not since, `renewed` that no optimizer has it and the program changes it nevertheless, as a target
    network or an average of weights. `given` says that a model is called with it: an input that is optimized, as a
    picture whose style changes. `waiting` says that an optimizer has it that has not made a step so far.
    """

    name: str
    size: int
    optimized: bool  # the optimizer has it
    requires_grad: bool
    used: bool  # a forward pass read it
    graphed: bool = False  # … while gradients were recorded
    reached: bool = False
    had_gradient: bool = False
    changed: bool = False
    registered: bool = True
    lasting: bool = True  # not made anew for each pass: more than one observed step read it
    type: str = ""  # of its numbers: "float32", "float16"
    names: tuple[str, ...] = ()
    order: int = -1
    place: str = ""  # where the layer was last called
    fresh: bool = False
    read: int = -1
    asked: bool = False
    released: bool = False
    renewed: bool = False
    given: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What lies between two updates, over the observed ones.

    `stale` counts updates whose gradient still held what earlier updates had used (nobody set it to zero, or changed it
    otherwise, before any of the backward passes since), `cleared` those whose gradient was set to zero between backward
    and step, `no_backward` further ones, without a backward pass, `empty` those before which nothing was computed and
    no parameter had a gradient, `beside` steps of further optimizers after backward passes of their own, whose losses
    are not recorded, `uphill` those that made the loss larger: backward began at minus the loss, or the optimizer
    maximizes it. `discarded` counts backward passes whose gradients were cleared before any update used them.
    `passes` is the median number of backward passes an update.
    """

    observed: int = 0
    stale: int = 0
    cleared: int = 0
    no_backward: int = 0
    empty: int = 0
    beside: int = 0
    uphill: int = 0
    discarded: int = 0
    passes: float = 0.0
    step_place: str = ""
    backward_place: str = ""


@dataclass(frozen=True, slots=True)
class LossFacts:
    """Calls of one loss function at one place, either in training (`phase`: its result went into backward) or not.

    `kind` is what it computes ("cross-entropy", "nll", "binary", "binary-logits", "squared", "absolute", "hinge", …),
    `function` its name in PyTorch, "written out" for a loss of plain operations. `before` is the last function of value
    that made its input ("softmax", "sigmoid", "relu", …; "identity" for a layer's plain output; "unknown").
    Shapes are those of the first call. `out_of_range` counts target values that the loss has no meaning for.
    `cut` is what took the gradient away from the input and where ("argmax|train.py:31"), `input_sum` the mean sum of
    exp(input) over the classes of an NLL loss: 1 if it got log-probabilities. `target_off` is how far the rows of a
    cross-entropy's targets, if they are shares of classes, add up to other than 1. `misplaced` says that the classes
    along the loss's axis are not the units of the layer whose output it was given, `swapped` that it was given the
    network's output as its target and the target as its input. `moving` says that the targets are
    what the trained network (or a copy of it) answers, or what another network left over: how much of them can be
    learned, nobody knows.
    """

    function: str
    kind: str
    phase: Literal["train", "evaluate"]
    place: str
    calls: int
    before: str
    before_place: str = ""
    before_axis: int = -1  # the size of the axis that a softmax before the loss runs over
    before_along: int = -1  # … and which one that is, counted from the first
    input_shape: tuple[int, ...] = ()
    target_shape: tuple[int, ...] = ()
    target_type: str = ""
    reduction: str = "mean"
    broadcast: bool = False
    misplaced: bool = False
    swapped: bool = False
    attached: bool = True  # the input has a gradient graph
    cut: str = ""
    input_min: float = NAN
    input_max: float = NAN
    input_sum: float = NAN
    target_off: float = NAN
    target_min: float = NAN
    target_max: float = NAN
    target_mean: float = NAN
    target_std: float = NAN
    whole_targets: bool = False  # all target values seen are whole numbers
    one_hot: bool = False  # every row of the targets holds a single 1, else 0
    out_of_range: int = 0
    logs: bool = False  # a divergence's targets, or a Poisson loss's rates, are meant to be logarithms
    weighted: bool = False
    rare_weight: float = NAN  # the weight of the smallest class, relative to that of the largest
    moving: bool = False
    weights_shape: tuple[int, ...] = ()  # of samples' weights that each met the losses of all samples
    layer: int = -1  # index of the layer whose output it is given; -1: not known

    @property
    def losses_shape(self) -> tuple[int, ...]:
        """The shape of the losses that met the weights of all samples: (N,) for weights (N, 1), or the other way."""
        return self.weights_shape[:1] if len(self.weights_shape) > 1 else (*self.weights_shape, 1)

    @property
    def column_and_row(self) -> bool:
        """Whether the shapes of input and target are (N, 1) and (N,), or the other way round."""
        row, column = sorted((self.input_shape, self.target_shape), key=len)
        return len(row) == 1 and column == (*row, 1)

    @property
    def each_with_each(self) -> bool:
        """Whether within each sample every input was put opposite every target, as by `[:, None]` and `[:, :, None]`:
        (N, C, 1, …) and (N, 1, C, …), which nobody makes by accident.
        """
        one, other = self.input_shape, self.target_shape
        if len(one) != len(other) or one[:1] != other[:1] or one[:1] == (1,):
            return False
        pairs = list(zip(one, other, strict=True))
        return any(a == 1 < b for a, b in pairs) and any(b == 1 < a for a, b in pairs)


@dataclass(frozen=True, slots=True)
class OutsideFacts:
    """What a program's loss by hand begins with, where that cannot be meant: a function of value, outside of the models
    and on the way back of the gradient, of what a model put out. Either it was applied `before` already (a sigmoid of a
    sigmoid, the logarithm of a sigmoid or softmax of one), or it is a softmax over an axis of one number. `updates`
    counts the observed ones in which this happened.
    """

    function: str  # "sigmoid", "log-sigmoid", "softplus" (of a negative), "softmax", "log-softmax"
    before: str  # the model's last function of value
    place: str
    before_place: str = ""
    axis: int = -1  # the size of the axis that a softmax runs over
    updates: int = 0

    @property
    def twice(self) -> bool:
        """Whether it was applied already."""
        return self.axis != 1 and self.before in ("sigmoid", "softmax")


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """Rows of two tables (`names` as in `ParameterFacts`; one name for a table with itself) of `width` numbers are
    multiplied number by number and added up, as in a matrix factorization. `spread` is the standard deviation of these
    sums in the first pass.
    """

    names: tuple[str, ...]
    width: int
    spread: float
    place: str = ""


@dataclass(frozen=True, slots=True)
class UncalledFacts:
    """A line of the program that names a method (`optimizer.zero_grad`) and does nothing with it, not even call it."""

    method: str
    place: str


@dataclass(frozen=True, slots=True)
class ModeFacts:
    """In which mode the main model ran, by forward passes: `sensitive` counts its modules that behave otherwise in
    evaluation (dropout, batch normalization that keeps statistics); the shares are of those modules, averaged over the
    passes: `train_in_eval` of training passes that ran in evaluation mode, `eval_in_train` of evaluating passes that
    ran in training mode. A pass evaluates if no gradient was kept and its result was compared with targets.
    """

    sensitive: int = 0
    train_passes: int = 0
    train_in_eval: float = 0.0
    eval_passes: int = 0
    eval_in_train: float = 0.0
    modules: tuple[str, ...] = ()  # names of the sensitive ones
    train_place: str = ""
    eval_place: str = ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """In which order samples came, over the observed batches of training.

    `alike` is the share of neighboring samples of a batch, or of observed batches of one sample, with the same class
    (for numbers: the correlation of neighboring targets), `alike_chance` what a shuffled order would have (numbers: 0),
    `pairs` how many neighbors there were. `repeats` counts batches seen again, sample for sample, among `batches`.
    """

    batches: int = 0
    pairs: int = 0
    alike: float = NAN
    alike_chance: float = NAN
    repeats: int = 0
    between: float = NAN  # share of the targets' variance (classes: of their indicators') that lies between batches
    # How much less often samples of both halves of the training have the same class than samples of one half.
    change: float = NAN
    epoch_batches: int = 0  # of the data loader that hands out batches of this size; 0: none does, or it is not known


@dataclass(frozen=True, slots=True)
class MixingFacts:
    """Whether one sample's output depends on other samples' inputs, asked of a copy of the model in evaluation mode.

    `samples` 0: it was not asked (`why` says the reason). `change` is how far the first (or the last) sample's output
    moved when the others were exchanged, over the output's size; `own` is how far those of the others did. `rows` is
    the length of a batch's first axis.
    `bent` is how far f(2a) + f(0) is from 2 f(a), over the size of f(a) - f(0): 0 of a linear network f, and of one
    that is linear but for its max-pooling. `uneven` is how far f(a) + f(-a) is from 2 f(0), likewise: a network with
    both 0 is linear. Of one that ends in a sigmoid or softmax, f may be what these were given.
    """

    samples: int = 0
    rows: int = 0
    change: float = NAN
    own: float = NAN
    bent: float = NAN
    uneven: float = NAN
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReturnsFacts:
    """Returns of episodes, the sums of their rewards, in environments that the program made with `gymnasium.make`, or
    else in those of its own classes.

    `first` is the mean return at the beginning of the training, `last` that at its end, `error` the standard error of
    their difference (Welch 1947), `fewest` the number of episodes in the smaller one of both samples, `episodes` that
    of all.
    """

    first: float = NAN
    last: float = NAN
    error: float = NAN
    fewest: int = 0
    episodes: int = 0


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """Everything that was seen of a program beside its channels."""

    parameters: tuple[ParameterFacts, ...] = ()
    steps: StepFacts = StepFacts()
    losses: tuple[LossFacts, ...] = ()
    modes: ModeFacts = ModeFacts()
    order: OrderFacts = OrderFacts()
    mixing: MixingFacts = MixingFacts()
    stop: Stop = "running"
    error: str = ""  # a crash's kind and first line
    error_place: str = ""
    unseen: tuple[str, ...] = ()  # what could not be observed, as codes ("compiled", "checkpoint", "function", …)
    as_written: bool = False  # `torch.compile` was asked to compile models, which ran as they were written instead
    outside: tuple[OutsideFacts, ...] = ()
    products: tuple[ProductFacts, ...] = ()
    returns: ReturnsFacts = ReturnsFacts()
    uncalled: tuple[UncalledFacts, ...] = ()  # "backward", "step", "zero_grad", "train" and "eval"
    epochs: float = NAN  # how often the data set was gone through, if that is known
    alike: int = 0  # other trainings of the script whose networks have the same layers
    weight_decay: float = NAN  # that of most of the optimizer's numbers, where it is added to the gradient
    pulled: bool = False  # losses had weights of both signs or were of its own samples: a policy, or trained beside one
    mutual: bool = False  # the network and another one that is trained, too, were given each other's answers
    set_back: bool = False  # the program again and again takes back more than an update had changed
    broken: tuple[str, ...] = ()  # parts (`whygrad.trace.parts`) that could not be observed

    @property
    def elusive(self) -> Literal["", "mutual", "policy", "moving", "played", "set-back"]:
        """Why how the loss goes does not tell how much was learned: networks are trained on each other's answers, the
        loss is a policy's, the targets are made by what is trained, the samples are an agent's own episodes, or weights
        are set back. Empty if the loss tells.
        """
        if self.mutual or self.pulled:
            return "mutual" if self.mutual else "policy"
        if self.loss is not None and self.loss.moving:
            return "moving"
        if self.played:
            return "played"
        return "set-back" if self.set_back else ""

    @property
    def played(self) -> bool:
        """Whether an agent plays from the beginning of the training to its end, and goes through no dataset: its
        samples come from its own episodes, so that better play makes other samples.
        """
        return self.returns.fewest > 0 and not math.isfinite(self.epochs)

    @property
    def loss(self) -> LossFacts | None:
        """The loss that was trained on: the one called most often in training. One without a graph comes last: beside
        others it is a statistic, as the mean of what an agent's actions were worth.
        """
        trained = [loss for loss in self.losses if loss.phase == "train"]
        return max(trained, key=lambda loss: (loss.attached, loss.calls), default=None)

    def uncalled_at(self, method: str) -> str:
        """Where the program names a method without calling it (`optimizer.step`); empty if it does not."""
        return next((one.place for one in self.uncalled if one.method == method), "")

    @property
    def stretched(self) -> LossFacts | None:
        """A loss of all with all: the main one if it was stretched by accident, or another of as many calls, as that of
        an equation beside that of its boundary, that got (N, 1) and (N,).
        """
        main = self.loss
        if main is None or (main.broadcast and not main.each_with_each):
            return main
        others = [one for one in self.losses if one.phase == "train" and one.broadcast and one.calls >= main.calls]
        return next((one for one in others if one.column_and_row), None)

    @property
    def weighed_crosswise(self) -> LossFacts | None:
        """A loss of the training whose samples' losses (N,) were multiplied by the weights (N, 1) of all samples."""
        return next((one for one in self.losses if one.phase == "train" and one.weights_shape), None)

    @property
    def usual_outside(self) -> tuple[OutsideFacts, ...]:
        """What happened outside of the models in most updates."""
        return tuple(one for one in self.outside if 2 * one.updates > self.steps.observed)
