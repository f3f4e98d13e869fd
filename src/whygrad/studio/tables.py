"""What the page asks once and keeps: options, data sets, presets, explanations and messages, with their texts."""

from __future__ import annotations

import dataclasses
from typing import Any

from whygrad.course import course
from whygrad.engine.arrays import OPTIMIZERS
from whygrad.errors import ExperimentError
from whygrad.experiment import OPTIONS, POINT_FEATURES, Experiment, Option, preset_codes
from whygrad.experiment import presets as known_presets
from whygrad.i18n import excerpt, text
from whygrad.studio.asking import MOST_LAYERS, MOST_SAMPLES, MOST_UNITS, page_sets
from whygrad.studio.lowering import link
from whygrad.studio.wire import LONGEST_CSV, MOST_SEEDS, plain

# Where an optimizer is usually begun with: the defaults of PyTorch 2, but for the three that it gives 0.001 and most
# texts 0.01 (as Keras 3 does).
_USUAL_RATES = {
    "sgd": 0.01, "momentum": 0.01, "nesterov": 0.01, "adagrad": 0.01, "rmsprop": 0.01, "adam": 0.001, "adamw": 0.001,
}  # fmt: skip


def options() -> dict[str, Any]:
    """The table of options, the data sets and the limits of the page, in the language in use."""
    return {
        "options": [_option(option) for option in OPTIONS],
        "defaults": Experiment().model_dump(),
        "data_sets": [
            {
                "name": info.name,
                "inputs": info.features,
                "task": info.task,
                "classes": info.classes,
                "most_classes": info.most_classes,
                "pictures": info.pictures,
                "noise": info.noise,
                "noise_help": text(info.noise_id),
                "about": text(info.message_id),
            }
            for info in page_sets()
        ],
        "point_features": list(POINT_FEATURES),
        "optimizers": [
            {"name": name, "number": OPTIMIZERS[name], "rate": rate} for name, rate in _USUAL_RATES.items()
        ],
        "limits": {
            "seeds": MOST_SEEDS, "layers": MOST_LAYERS, "units": MOST_UNITS, "samples": MOST_SAMPLES,
            "csv": LONGEST_CSV,
        },
    }  # fmt: skip


def _option(option: Option) -> dict[str, Any]:
    return plain(
        {
            "key": option.key,
            "kind": option.kind,
            "default": option.default,
            "choices": option.choices,
            "words": option.words(),
            "parameters": {word: dataclasses.asdict(one) for word, one in option.parameters.items()},
            "low": option.low,
            "high": option.high,
            "above": option.above,
            "least": option.least,
            "most": option.most,
            "word": option.word,
            "help": option.help(),
            "allowed": option.allowed(),
        }
    )


def presets() -> list[dict[str, Any]]:
    """The presets with what they show: names in alphabetical order, ill ones name their codes, root first."""
    return [
        {
            "name": name,
            "experiment": experiment.model_dump(),
            "link": link(experiment),
            "codes": list(preset_codes(name)),
            "titles": [text(f"title-{code}") for code in preset_codes(name)],
            "about": "",
        }
        for name, experiment in known_presets.items()
    ]


def course_table() -> dict[str, Any]:
    """The course: topics with their steps in order, in the language in use."""
    from whygrad.views.course import topics_json

    return {"topics": topics_json(course.topics)}


def explanation(code: str) -> dict[str, Any]:
    """What a finding or a remedy means; raises `ExperimentError` for a code that nothing has."""
    from whygrad.views.explanation import explained

    found = explained(code)
    if found is None:
        raise ExperimentError("studio-error-code", code=code[:60])
    return plain(found)


OF_THE_PAGE = ("studio-", "channel-", "neuron-", "plot-", "title-", "trial-", "view-")
"""How the ids of the messages begin that the page asks for by itself; everything else it is told in answers."""


OF_THE_ZOO = (
    "zoo-page-", "studio-language", "studio-theme", "studio-dismiss", "studio-notice", "studio-slider",
)  # fmt: skip
"""The same for the page of networks."""

OF_THE_ATLAS = (
    "atlas-page-", "map-ended-", "studio-language", "studio-theme", "studio-dismiss", "studio-notice", "studio-slider",
)  # fmt: skip
"""The same for the atlas."""


def catalog(language: str, prefixes: tuple[str, ...] = OF_THE_PAGE) -> str:
    """The source of a page's messages in a language."""
    return excerpt(language, prefixes)
