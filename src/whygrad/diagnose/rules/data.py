"""Data: is there something wrong with what the network is shown?"""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, known_reach, ratio, reachable_skill
from whygrad.diagnose.rule import Bools, Floats, Measure, Rule, Verdict
from whygrad.trace.meta import Meta


def _all(reading: Reading, holds: bool) -> np.ndarray:
    return np.full(reading.runs, holds, bool)


def _start(reading: Reading) -> np.ndarray:
    return np.zeros(reading.runs, np.int64)


def input_scale(mean: Floats, std: Floats, pictures: bool, flat: bool = False) -> tuple[float, float]:
    """How far the inputs are from center 0 and scale 1: (the largest RMS of a column, the largest standard deviation of
    a column over the smallest).

    The RMS counts the distance of a column's values from 0, mean² + std² (LeCun et al. 1998, 4.3). All pixels of an
    image share one scale, as a border that never changes is no fault. Constant columns have no scale to compare.
    `flat`: the columns may be the pixels of an image, so that the largest standard deviation is compared with the
    median instead.
    """
    size = np.sqrt(mean**2 + std**2)
    if pictures:
        return float(np.sqrt(np.mean(size**2))), 1.0
    scales = std[std > 0]
    if not len(scales):
        return float(size.max()), 1.0
    unlike = float(scales.max() / (np.median(scales) if flat else scales.min()))
    return float(size.max()), unlike


def _not_normalized(reading: Reading) -> Verdict:
    """Columns far from 0, or of very different scales, in a training that suffers."""
    mean, std = np.asarray(reading.channels["input_mean"], float), np.asarray(reading.channels["input_std"], float)
    mean, std = np.nan_to_num(mean), np.nan_to_num(std)
    flat = reading.meta.program is not None
    size, unlike = input_scale(mean, std, reading.meta.data.pictures, flat)
    scales = "input_scales_median" if flat else "input_scales"
    far, mixed = size > limit("input-size"), unlike > limit("input-scales")
    return Verdict(
        affected=_all(reading, far or mixed),
        measures=(
            Measure("input_size", reading.constant(size), limit("input-size")),
            Measure(scales, reading.constant(unlike), limit("input-scales")),
        ),
        step=_start(reading),
        decided=reading.judged,
        costly=reading.harmed | _drowned(reading) | _hidden(reading, mean, std),
        early=reading.early,
    )


def _hidden(reading: Reading, mean: Floats, std: Floats) -> Bools:
    """(P,) runs that left something to learn while the largest column outweighs the smallest that varies so far that a
    first layer's weights would have to differ as much for both to be seen.
    """
    scales = std[std > 0]
    if not len(scales) or reading.meta.data.pictures:
        return np.zeros(reading.runs, bool)
    outweighed = float(np.sqrt(mean**2 + std**2).max() / scales.min())
    return (outweighed > limit("input-hidden")) & reading.unfinished


def _drowned(reading: Reading) -> Bools:
    """(P,) runs in which nearly all of the first layer lay where its activation is flat before anything was learned,
    and that left something to learn: the inputs are too large for it, even if the layers above make do.
    """
    share = reading.get("saturated_share")
    if share is None or reading.depth < 2:
        return np.zeros(reading.runs, bool)
    return (share[:, 0, 0] > limit("saturated-most")) & reading.unfinished


def _non_finite_data(reading: Reading) -> Verdict:
    """NaN or infinite values among the inputs or targets."""
    count = reading.meta.data.non_finite
    return Verdict(
        affected=_all(reading, count > 0),
        measures=(Measure("non_finite_values", reading.constant(count), 0),),
        step=_start(reading),
    )


def _constant(reading: Reading) -> Verdict:
    """Columns that say nothing; costly where training suffers."""
    columns = len(reading.meta.data.constant_columns) if reading.meta.program is None else _constant_columns(reading)
    return Verdict(
        affected=_all(reading, columns > 0),
        measures=(Measure("constant_columns", reading.constant(columns), 0),),
        step=_start(reading),
        decided=reading.judged,
        costly=reading.harmed,
        early=reading.early,
    )


def _constant_columns(reading: Reading) -> int:
    """Those of a program's inputs. A pixel that never changes is no fault, a huge number is; and so is it if half of
    the columns never changed among many more samples than there are columns: they held something once.
    """
    mean, std = reading.get("input_mean"), reading.get("input_std")
    if mean is None or std is None:
        return 0
    constant = std == 0
    many = reading.meta.train_samples >= limit("samples-a-column") * constant.size
    if many and not reading.meta.data.pictures and constant.mean() >= limit("constant-most"):
        return int(constant.sum())
    return int((constant & (abs(mean) > limit("input-size"))).sum())


def _imbalance(reading: Reading) -> Verdict:
    """One class outnumbers another by far, and the network does little better than to name the largest, which is more
    frequent than all others together: where it is not, whoever names it has learned nothing yet. Its losses say the
    same: where they explain half of what the classes' shares leave open, it knows when another class is likely. The
    symbols of a language are rare and frequent by nature. Where a sample's neighbors do not tell its class, as those of
    users and films, only a larger ratio counts.
    """
    share = np.asarray(reading.channels["class_share"], float)
    single = _one_class(reading)
    share = share[share > 0]
    ratio_ = float(share.max() / share.min()) if len(share) else 1.0
    most = limit("class-ratio") if _can_be_told(reading.meta) else limit("class-ratio-alone")
    major, skill = bool(reading.meta.chance_accuracy >= limit("majority")), reading.final_skill
    return Verdict(
        affected=_all(reading, single or (ratio_ > most and (major or not _symbols(reading.meta)))),
        measures=(
            *([Measure("single_class", reading.constant(1), 2, below=True)] if single else []),
            Measure("class_ratio", reading.constant(ratio_), most),
            Measure("skill", skill, limit("minority-skill"), below=True),
        ),
        step=_start(reading),
        decided=reading.judged,
        costly=_all(reading, single) | (~(skill >= limit("minority-skill")) & reading.poor & major),
        early=reading.cut_off & (skill + reading.could_gain >= limit("minority-skill")) & (not single),
    )


def _can_be_told(meta: Meta) -> bool:
    """Whether it is known that a network could tell the classes apart. The lab's data can be learned."""
    return meta.program is None or (known_reach(meta) and reachable_skill(meta) >= limit("progress-none"))


def _one_class(reading: Reading) -> bool:
    """Whether all targets of a program are one class, in each of its losses: there is nothing to learn but to name it.
    What names no class of data, as the places of the pairs that belong together, is no layer's output.
    """
    program, known = reading.meta.program, reading.channels["class_share"]
    if program is None or program.elusive or program.loss is None or np.count_nonzero(known) != 1 or len(known) < 2:
        return False
    losses = [one for one in program.losses if one.phase == "train" and math.isfinite(one.target_min)]
    if len({value for one in losses for value in (one.target_min, one.target_max)}) != 1:
        return False
    last = [one.optimized for one in program.parameters if one.order == reading.depth - 1]
    return program.loss.before != "unknown" and any(last) and reading.meta.train_samples >= limit("label-samples")


def _symbols(meta: Meta) -> bool:
    """Whether a program's classes are those of the places of sequences."""
    return bool(np.isfinite(meta.data.context_agreement))


def _random_labels(reading: Reading) -> Verdict:
    """Neighbors are not more alike in their labels than by chance, and nothing learned carries over to new samples.

    Shares of a class are compared in standard errors among N samples, √(p(1-p)/N), what a neighbor explains of numbers
    in those of a mean of (y - y')² / (2 var y), √(2/N). What carries over is the test accuracy at the end or, as a
    network may have learned and then overfitted, the best test loss. Among many columns a neighbor may be near in those
    that do not matter: no column, nor two together, may tell of the label.
    """
    data, meta = reading.meta.data, reading.meta
    classes = _classes(meta)
    count = data.neighbor_samples or meta.train_samples
    spread = max(data.neighbor_chance * (1 - data.neighbor_chance), 1e-12) if classes else 2
    beyond = (data.neighbor_agreement - data.neighbor_chance) / np.sqrt(spread / max(count, 1))
    threshold = limit("label-errors")
    fewest = meta.test_samples
    test = reading.constant(np.nan)
    if classes:
        error = np.sqrt(max(meta.chance_accuracy * (1 - meta.chance_accuracy), 1e-12) / max(meta.test_samples, 1))
        accuracy, shares = reading.get("accuracy_test"), reading.get("class_share")
        test = test if accuracy is None else (reading.latest(accuracy) - meta.chance_accuracy) / error
        fewest = min(fewest, 0.0 if shares is None else float(shares.min()) * count)
    losses = reading.get("loss_test")
    losses = np.full((reading.runs, 1), np.nan) if losses is None else losses
    carried = 1 - ratio(np.where(np.isfinite(losses), losses, np.inf).min(1), reading.chance[:, 0])
    return Verdict(
        affected=_all(reading, not beyond >= limit("label-neighbors") and not data.target_told > limit("label-columns"))
        & ~(test > threshold)
        & ~(carried > limit("test-progress")),
        measures=(
            Measure("neighbor_agreement", reading.constant(beyond), limit("label-neighbors"), below=True),
            Measure("test_skill", test, threshold, below=True),
            Measure("test_progress", np.where(np.isnan(test), carried, np.nan), limit("test-progress"), below=True),
        ),
        early=reading.early,
        step=_start(reading),
        decided=reading.judged
        & (np.isfinite(beyond) | np.isfinite(data.target_told))
        & (fewest >= limit("label-samples"))
        & (np.isfinite(test) | np.isfinite(carried)),
    )


def _labeled(meta: Meta) -> bool:
    """Classes, or a program's numbers if it is known what its columns tell of them."""
    return _classes(meta) or bool(np.isfinite(meta.data.target_told))


def _classes(meta: Meta) -> bool:
    return meta.task == "classes"


RULES = (
    Rule(
        "inputs-not-normalized",
        Severity.WARNING,
        ("input_mean", "input_std", "loss_train"),
        _not_normalized,
        ("scale-inputs", "add-batch-normalization", "lower-learning-rate", "use-adam"),
        facts=("chance_loss",),
        parts=("inputs",),
    ),
    Rule("non-finite-data", Severity.ERROR, (), _non_finite_data, ("clean-data",), parts=("inputs", "losses")),
    Rule(
        "constant-feature",
        Severity.WARNING,
        ("loss_train",),
        _constant,
        ("drop-constant-columns", "scale-inputs"),
        facts=("chance_loss",),
        parts=("inputs",),
    ),
    Rule(
        "class-imbalance",
        Severity.WARNING,
        ("class_share", "accuracy_train", "loss_train"),
        _imbalance,
        ("balance-classes", "more-data", "wider-network", "longer-training"),
        facts=("chance_accuracy",),
        applies=_classes,
        parts=("targets",),
    ),
    Rule(
        "labels-look-random",
        Severity.ERROR,
        ("loss_train",),
        _random_labels,
        ("check-labels", "more-data", "add-features"),
        facts=("chance_loss",),
        applies=_labeled,
        parts=("targets", "evaluations"),
    ),
)
