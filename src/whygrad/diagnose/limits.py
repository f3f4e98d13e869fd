"""Every threshold of the rules: its value, unit, where it comes from, and how often it alarms on healthy runs.

A limit is relative: a layer against its neighbors, a loss against its value at chance, a step against the weight it
changes. "measured" means: chosen on the seeds 100-199 of the presets, between the values that healthy and ill ones
show; `benchmarks/confusion.py` then counts the false alarms on the healthy presets' seeds 500-599, which were not used
to choose, and writes them to `false_alarms.json` beside this file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Unit = Literal["ratio", "share", "updates", "records", "samples", "standard errors"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold: `codes` are the findings that are held against it."""

    name: str
    value: float
    unit: Unit
    meaning: str
    origin: str
    codes: tuple[str, ...]

    def false_alarm_rate(self) -> float:
        """Share of healthy runs that showed, as warning or error, one of the codes (the worst of them); NaN if not
        measured.
        """
        return max((false_alarms().rate(code) for code in self.codes), default=float("nan"))


_COST = (
    "vanishing-gradient",
    "dead-units",
    "saturated-units",
    "init-too-small",
    "init-too-large",
    "inputs-not-normalized",
)
_JUDGED = (
    *_COST,
    "no-progress",
    "underfitting",
    "learning-rate-too-low",
    "learning-rate-too-high",
    "noisy-updates",
    "linear-network",
)

_LIMITS = (
    # how a training went
    Limit("affected-runs", 0.25, "share", "a finding is reported if it holds in at least this share of the runs",
          "chosen: one run in four is no accident of a seed", ()),
    Limit("records", 4, "records", "fewer records than this cannot tell how a training went", "chosen", _JUDGED),
    Limit("updates", 50, "updates", "fewer updates than this cannot tell that nothing is learned", "measured",
          _JUDGED),
    Limit("progress-none", 0.1, "share", "explained share of the loss at chance below which a network knows nothing",
          "measured", _JUDGED),
    Limit("progress-poor", 0.5, "share", "explained share of the loss at chance below which a network learned poorly",
          "measured", _JUDGED),
    Limit("progress-done", 0.9, "share", "explained share of the loss at chance above which little is left to learn",
          "measured", _JUDGED),
    Limit("progress-lost", 0.25, "share", "of the loss at chance, lost again after the best record", "measured",
          ("learning-rate-too-high",)),
    Limit("waited", 0.5, "share", "share of the training that may pass before anything is learned", "measured",
          _COST),
    # gradient flow
    Limit("gradient-vanishing", 1e-3, "ratio", "backward signal of a hidden layer over that of the output",
          "AutoTrainer (Zhang et al. 2021) takes 1e-3 for first over last layer; measured", ("vanishing-gradient",)),
    Limit("weights-shrunk", 0.1, "ratio", "RMS of the weights over that of the first ones", "measured",
          ("vanishing-gradient", "dead-units", "noisy-updates")),
    Limit("gradient-exploding", 100, "ratio", "backward signal of a hidden layer over that of the output",
          "AutoTrainer takes 70; measured", ("exploding-gradient",)),
    Limit("signal-growth", 30, "ratio",
          "size of a layer's values over that of the first layer's, of a loss that began above chance",
          "chosen: usual initializations keep it near 1", ("exploding-gradient",)),
    Limit("gradient-growth", 1000, "ratio",
          "gradient norm over its first value while the loss is above where it began", "measured",
          ("exploding-gradient",)),
    Limit("overshooting", 0.5, "ratio", "median step quality; a step to the lowest point on its way has ½",
          "a parabola's exact line search", ("exploding-gradient",)),
    Limit("dead-share", 0.5, "share", "units of a layer that are off for every sample",
          "SageMaker Debugger's DeadRelu takes 0.5", ("dead-units",)),
    Limit("signal-faint", 0.1, "ratio", "spread of a layer's values over the samples over their size", "measured",
          ("dead-units",)),
    Limit("saturated-share", 0.5, "share", "pre-activations in the flat range of the activation",
          "SageMaker Debugger's SaturatedActivation takes 0.5", ("saturated-units",)),
    Limit("saturated-most", 0.8, "share", "the same, of a training that suffers less", "measured",
          ("saturated-units", "inputs-not-normalized")),
    Limit("early", 0.1, "share", "part of the training that counts as its beginning", "chosen",
          ("saturated-units", "noisy-updates", "symmetric-init")),
    Limit("no-gradient-records", 0.9, "share", "records at which a layer's gradient is exactly 0", "chosen",
          ("no-gradient",)),
    # initialization
    Limit("init-small", 0.3, "ratio", "first weights over the smallest of Xavier and LeCun", "measured",
          ("init-too-small",)),
    Limit("init-large", 2, "ratio", "first weights over the largest of Xavier and He", "measured",
          ("init-too-large",)),
    Limit("init-far", 2, "ratio", "first weights over these limits that cost a training a part of what it could learn",
          "chosen", ("init-too-small", "init-too-large")),
    Limit("init-loss", 5, "ratio", "first loss over that at chance of answers that are too sure", "chosen",
          ("init-too-large",)),
    Limit("symmetric-units", 1e-5, "ratio", "spread over a layer's units over the layer's size",
          "float32 resolves 1e-7", ("symmetric-init",)),
    # optimization
    Limit("harmful-steps", 0.5, "share", "updates after which the loss of their own batch was higher than before",
          "measured", ("learning-rate-too-high",)),
    Limit("harmful-steps-surge", 0.1, "share", "the same, of a training whose loss surged", "measured",
          ("learning-rate-too-high",)),
    Limit("loss-surge", 2, "ratio", "training loss over the larger of its first value and its value at chance",
          "measured", ("learning-rate-too-high", "exploding-gradient")),
    Limit("useless-step", 0.05, "ratio", "step quality below which a step gained next to nothing on its own batch",
          "measured", ("learning-rate-too-high",)),
    Limit("useless-steps", 0.5, "share", "useless steps on the way up to the highest loss", "measured",
          ("learning-rate-too-high",)),
    Limit("surge-records", 3, "records", "a program's in a row whose middle loss has to surge",
          "chosen: one unusual batch is outvoted", ("learning-rate-too-high",)),
    Limit("loss-rise", 1.3, "ratio", "as loss-surge, of a training most of whose steps on the way up were useless",
          "measured", ("learning-rate-too-high",)),
    Limit("weights-thrown", 2, "ratio", "RMS of the typical layer's weights over that of the first ones, within the "
          "first updates", "chosen: three quarters of what is there then came of the steps; measured",
          ("learning-rate-too-high",)),
    Limit("first-updates", 16, "updates", "so many count as the first ones",
          "chosen: Adam at 0.01, the largest usual rate, has moved a weight by 0.16 at most",
          ("learning-rate-too-high",)),
    Limit("distance-traveled", 1.5, "ratio", "sum of ‖ΔW‖/‖W‖ over the training, in the layer that moved most",
          "measured", ("learning-rate-too-low",)),
    Limit("distance-none", 0.1, "ratio", "the same, below which it does not matter how the loss went", "measured",
          ("learning-rate-too-low",)),
    Limit("promise-kept", 0.5, "ratio", "median step quality: what a step gained over what the gradient promised",
          "measured", ("learning-rate-too-low",)),
    Limit("rate-faded", 1e-3, "ratio",
          "typical learning rate of the second half of a training over the largest one",
          "chosen: a cosine schedule's is 0.15, three steps of a tenth are 1e-3", ("learning-rate-too-low",)),
    Limit("rate-reached", 0.1, "ratio",
          "largest learning rate of a training over the one that its schedule multiplies or warms up to",
          "chosen: a tenth of the rate is another rate", ("learning-rate-too-low",)),
    Limit("still-falling", 0.25, "share", "part of the loss's path that went upwards", "measured",
          ("learning-rate-too-low",)),
    Limit("trend", 20, "records", "losses of single batches that are averaged for a trend", "measured",
          ("noisy-updates",)),
    Limit("unrest", 0.3, "share", "part of the loss's path that went upwards, after the beginning",
          "measured", ("noisy-updates",)),
    Limit("gain-lost", 0.2, "share",
          "distance of the typical late loss from the best one, of what the best one gained", "measured",
          ("noisy-updates",)),
    Limit("gradient-agreement", 3, "ratio",
          "gradient coherence over its value for pure noise (1 / number of batches)",
          "McCandlish et al. 2018; measured", ("noisy-updates",)),
    # data
    Limit("input-size", 5, "ratio", "RMS of the farthest input column; 1 after scaling", "measured",
          ("inputs-not-normalized",)),
    Limit("input-scales", 20, "ratio", "largest over smallest standard deviation of the input columns", "measured",
          ("inputs-not-normalized",)),
    Limit("input-hidden", 1000, "ratio",
          "size of the largest input column over the spread of the smallest that varies",
          "chosen: Adam at 1e-3 moves a weight by 1 in 1000 updates", ("inputs-not-normalized",)),
    Limit("class-ratio", 5, "ratio", "size of the largest over that of the smallest class",
          "SageMaker Debugger takes 10; measured", ("class-imbalance",)),
    Limit("minority-skill", 0.5, "share", "accuracy above naming the largest class, of what is possible", "measured",
          ("class-imbalance",)),
    Limit("label-neighbors", 2, "standard errors", "neighbors sharing a class beyond chance",
          "two sigma: random labels stay below it in 98 of 100 data sets", ("labels-look-random",)),
    Limit("label-columns", 2, "standard errors",
          "what the most telling column, or two together, tell of the label beyond the most telling by chance",
          "two sigma", ("labels-look-random",)),
    Limit("label-errors", 3, "standard errors", "accuracy above chance", "three sigma",
          ("labels-look-random", "underfitting")),
    Limit("test-progress", 0.05, "share", "explained share of the test loss at chance, at best", "measured",
          ("labels-look-random",)),
    Limit("label-samples", 20, "samples", "fewer samples of a class, or to test on, cannot tell labels from noise",
          "chosen", ("labels-look-random",)),
    # output and loss
    Limit("target-beyond", 0.25, "ratio", "how far targets lie outside the output's range, in standard deviations",
          "measured", ("output-range-mismatch",)),
    Limit("skill-short", 0.7, "share", "what the network knows over what a nearest neighbor knows", "measured",
          ("linear-network", "underfitting")),
    Limit("probability-sum", 0.1, "ratio",
          "how far the probabilities of an NLL loss's input, or of a cross-entropy's targets, add up to other than 1",
          "rounding and label noise stay below 1e-3", ("output-loss-mismatch",)),
    Limit("same-target", 0.5, "share", "neighbors with exactly the same number as target, beyond chance",
          "chosen: quantities are rarely the same", ("output-loss-mismatch",)),
    Limit("target-order", 0.5, "ratio",
          "mean squared distance of a target to its nearest unlike neighbor's, over that of any two unlike targets",
          "1 where numbers are names; measured", ("output-loss-mismatch",)),
    # programs
    Limit("stale-gradients", 0.5, "share", "observed updates with the gradients of earlier ones, or with cleared ones",
          "chosen: a gradient is either cleared each time or not", ("gradients-accumulate", "no-gradient")),
    Limit("uphill-updates", 0.5, "share", "observed updates that made the loss larger, as they were told to",
          "chosen: a sign is either right or wrong", ("no-progress", "learning-rate-too-high", "noisy-updates")),
    Limit("as-drawn", 0.5, "share", "of all weights in use, those that nothing changes after they were drawn",
          "chosen: most of them", ("not-optimized", "frozen-parameters")),
    Limit("frozen-between", 0.5, "share", "frozen weights, as they were drawn, between layers that learn, of both",
          "chosen: most of them", ("frozen-parameters",)),
    Limit("wrong-mode", 0.5, "share", "of dropout and batch normalization, passes in the other mode", "chosen",
          ("eval-in-train-mode", "train-in-eval-mode")),
    Limit("order-alike", 0.5, "share", "neighboring samples of one class beyond chance, of what is possible",
          "chosen: 0 when shuffled, 1 when sorted", ("not-shuffled",)),
    Limit("order-pairs", 50, "samples", "fewer neighbors cannot tell an order", "two sigma of a share are then 0.14",
          ("not-shuffled",)),
    Limit("order-apart", 0.2, "share", "targets' variance that lies between batches, beyond that of shuffled ones",
          "0 when shuffled; measured", ("not-shuffled",)),
    Limit("order-unlike", 0.1, "share", "variance of the targets that lies between batches, not within them",
          "0 of batches that are alike, 1/B of B shuffled samples, 0.25 of two sorted classes of three; chosen",
          ("not-shuffled",)),
    Limit("order-between", 0.9, "share", "variance of the targets that lies between batches, not within them",
          "0 when shuffled, 1 - 1/N² of N sorted batches of evenly spread targets; chosen: four of them lie above",
          ("not-shuffled",)),
    Limit("mixing", 1e-3, "ratio",
          "change of an output, over its size, by other samples' inputs, or by what is not linear in its own",
          "float32 sums in another order differ by 1e-6", ("batch-mixing", "linear-network")),
    # generalization
    Limit("test-gap", 0.25, "share", "test loss above training loss, of the loss at chance", "measured",
          ("overfitting",)),
    Limit("test-gap-most", 0.5, "share", "the same, of a test loss that did not turn back up", "chosen: half of all",
          ("overfitting",)),
    Limit("test-gap-by-heart", 0.35, "share", "the same, of a training that left nothing to learn",
          "chosen: of targets with a share v of noise, what is fitted by heart misses 2 v; measured", ("overfitting",)),
    Limit("test-errors", 2, "standard errors", "gap of the test loss, or of its accuracy", "two sigma",
          ("overfitting",)),
    Limit("test-answers", 0.1, "share", "accuracy on the shown samples above that on new ones, of what is possible",
          "chosen: one answer in ten", ("overfitting",)),
    Limit("test-answers-most", 0.25, "share", "the same, where no test loss is known", "chosen: as test-gap",
          ("overfitting",)),
    Limit("test-rise", 0.1, "share", "test loss above its best, of the loss at chance", "measured", ("overfitting",)),
    Limit("one-batch-learned", 0.7, "share",
          "explained share of one batch's loss at chance, trained on alone, that counts as learned by heart",
          "Karpathy 2019; measured: every healthy preset's median lies above", ("no-progress", "underfitting")),
    Limit("one-batch-nothing", 0.25, "share", "the same, below which not even one batch is learned", "measured",
          ("no-progress", "underfitting")),
    Limit("dropout-most", 0.8, "share", "units of a layer that dropout drops",
          "Srivastava et al. 2014 keep half of them, and find the error to rise steeply below a fifth",
          ("underfitting",)),
    Limit("settled", 0.03, "share", "progress still made in the last part of the training", "measured",
          ("underfitting",)),
)  # fmt: skip

LIMITS: dict[str, Limit] = {entry.name: entry for entry in _LIMITS}


def limit(name: str) -> float:
    """The value of a limit."""
    return LIMITS[name].value


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How often the codes were shown (as warning or error) by `runs` healthy runs."""

    runs: int
    counts: dict[str, int]

    def rate(self, code: str) -> float:
        """Share of the healthy runs that showed the code; NaN if it was not measured."""
        return self.counts.get(code, 0) / self.runs if self.runs else float("nan")


@cache
def false_alarms() -> FalseAlarms:
    """What `benchmarks/confusion.py --write` measured last."""
    file = resources.files("whygrad.diagnose").joinpath("false_alarms.json")
    if not file.is_file():
        return FalseAlarms(0, {})
    value = json.loads(file.read_text(encoding="utf-8"))
    return FalseAlarms(value["runs"], value["counts"])
