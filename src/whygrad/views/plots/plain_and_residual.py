"""Plain and residual networks against their depth: what they learn, and how large their layers' gradients are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.views.plots._style import BLUE, GRAY, GREEN, RED, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.zoo import Member

_COLORS = {"vgg-style": GREEN, "plain": RED, "resnet": BLUE}


def plain_against_residual(members: Sequence[Member]) -> Picture:
    """Above: test accuracy and training loss against depth, a dot a seed, the line through their means. Below: RMS of
    the gradient of each layer's weights before and after the training, for the deepest network of each family.
    """
    with style():
        figure = _draw(members)
    parts = [
        text("plot-plain-alt", family=text(f"zoo-family-of-{one.family}"), depth=one.depth,
             accuracy=share(float(one.last("accuracy_test").mean())), loss=number(float(one.last("loss_train").mean())))
        for one in members
    ]  # fmt: skip
    return Picture(figure, text("plot-plain-title"), " ".join(parts))


def _draw(members: Sequence[Member]) -> Figure:
    figure = new_figure(9.0, 6.4)
    (accuracy, loss), (start, end) = figure.subplots(2, 2)
    families = list(dict.fromkeys(one.family for one in members))
    for family in families:
        own = [one for one in members if one.family == family]
        _against_depth(accuracy, own, "accuracy_test", 100)
        _against_depth(loss, own, "loss_train", 1)
        deepest = max(own, key=lambda one: one.depth)
        _by_layer(start, deepest, 0)
        _by_layer(end, deepest, -1)
    chance = 100 * members[0].trace.meta.chance_accuracy
    accuracy.axhline(chance, color=GRAY, linestyle=":", linewidth=1)
    accuracy.annotate(text("plot-chance"), (0.02, chance), xycoords=("axes fraction", "data"), fontsize=7, color=GRAY,
                      va="bottom")  # fmt: skip
    accuracy.set_title(text("plot-plain-accuracy"))
    loss.set_title(text("plot-plain-loss"))
    for axes in (accuracy, loss):
        axes.set_xlabel(text("plot-plain-depth"))
        axes.set_xticks(sorted({one.depth for one in members}))
        grid(axes)
    start.set_title(text("plot-plain-before"))
    end.set_title(text("plot-plain-after"))
    for axes in (start, end):
        axes.set_yscale("log")
        axes.set_xlabel(text("plot-layer-number"))
        axes.legend(fontsize=7)
        grid(axes)
    start.set_ylabel(text("channel-gradient-rms"))
    handles, labels = accuracy.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(families))
    return figure


def _against_depth(axes: Axes, members: Sequence[Member], channel: str, scale: float) -> None:
    color, name = _COLORS[members[0].family], text(f"zoo-family-of-{members[0].family}")
    depths = [one.depth for one in members]
    values = [scale * one.last(channel) for one in members]
    axes.plot(depths, [float(np.nanmean(one)) for one in values], "-", color=color, label=name)
    for depth, one in zip(depths, values, strict=True):
        axes.plot([depth] * len(one), one, "o", color=color, markersize=4, alpha=0.6)


def _by_layer(axes: Axes, member: Member, record: int) -> None:
    gradients = member.gradients(record)
    label = f"{text(f'zoo-family-of-{member.family}')}, {member.depth}"
    axes.plot(np.arange(1, len(gradients) + 1), gradients, "o-", color=_COLORS[member.family], markersize=2.5,
              linewidth=1.2, label=label)  # fmt: skip
