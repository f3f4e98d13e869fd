"""The JSON that whygrad writes, as types: one `TypedDict` for each schema, by the name that its key `schema` has.

They are the contract: the documentation and its JSON Schemas are made of them, tests validate real output against
them. The text below a key is its meaning.
"""

from __future__ import annotations

from typing import Any

from whygrad.formats.claims import ClaimResult, ClaimResults, Claims
from whygrad.formats.course import Answer, Course, Exercise
from whygrad.formats.data import Data, DataList, Export
from whygrad.formats.depth import Depth, PlainAndResidual, Regions, ThroughTime
from whygrad.formats.diagnosis import Diagnosis, Trial
from whygrad.formats.explanations import Codes, Explanation
from whygrad.formats.maps import Map
from whygrad.formats.networks import Evaluation, Inside, Network, Networks, Predictions, Recognition, Size
from whygrad.formats.search import Search
from whygrad.formats.topics import (
    Activations,
    Convolution,
    Family,
    Features,
    Gates,
    Linear,
    Neuron,
    Templates,
)
from whygrad.formats.training import Comparison, Doctor, Training

__all__ = ["FORMATS"]

FORMATS: dict[str, Any] = {
    "whygrad.diagnosis/1": Diagnosis,
    "whygrad.trial/1": Trial,
    "whygrad.training/1": Training,
    "whygrad.comparison/1": Comparison,
    "whygrad.search/1": Search,
    "whygrad.claims/1": Claims,
    "whygrad.claim/1": ClaimResult,
    "whygrad.claim-results/1": ClaimResults,
    "whygrad.course/1": Course,
    "whygrad.exercise/1": Exercise,
    "whygrad.answer/1": Answer,
    "whygrad.map/1": Map,
    "whygrad.codes/1": Codes,
    "whygrad.explanation/1": Explanation,
    "whygrad.doctor/1": Doctor,
    "whygrad.data-list/1": DataList,
    "whygrad.data/1": Data,
    "whygrad.export/1": Export,
    "whygrad.networks/1": Networks,
    "whygrad.network/1": Network,
    "whygrad.size/1": Size,
    "whygrad.inside/1": Inside,
    "whygrad.predictions/1": Predictions,
    "whygrad.evaluation/1": Evaluation,
    "whygrad.recognition/1": Recognition,
    "whygrad.activations/1": Activations,
    "whygrad.convolution/1": Convolution,
    "whygrad.depth/1": Depth,
    "whygrad.family/1": Family,
    "whygrad.features/1": Features,
    "whygrad.gates/1": Gates,
    "whygrad.linear/1": Linear,
    "whygrad.neuron/1": Neuron,
    "whygrad.plain-and-residual/1": PlainAndResidual,
    "whygrad.regions/1": Regions,
    "whygrad.templates/1": Templates,
    "whygrad.through-time/1": ThroughTime,
}
