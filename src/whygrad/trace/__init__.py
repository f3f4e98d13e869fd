"""What happened while something trained: quantities by channel with named dimensions, in memory and on disk.

`CHANNELS` says what can be recorded, a `Recorder` collects it step by step, the result is a `Trace`.
"""

from whygrad.trace.channels import CHANNELS, DETAILS, HISTOGRAM_BINS, HISTOGRAM_RANGES, PROBE_SAMPLES, Channel
from whygrad.trace.meta import DataFacts, LayerInfo, Meta, Status
from whygrad.trace.program import (
    LossFacts,
    MixingFacts,
    ModeFacts,
    OrderFacts,
    OutsideFacts,
    ParameterFacts,
    ProductFacts,
    ProgramFacts,
    ReturnsFacts,
    StepFacts,
    UncalledFacts,
)
from whygrad.trace.recorder import Recorder
from whygrad.trace.trace import NON_FINITE, Trace

__all__ = [
    "CHANNELS",
    "DETAILS",
    "HISTOGRAM_BINS",
    "HISTOGRAM_RANGES",
    "NON_FINITE",
    "PROBE_SAMPLES",
    "Channel",
    "DataFacts",
    "LayerInfo",
    "LossFacts",
    "Meta",
    "MixingFacts",
    "ModeFacts",
    "OrderFacts",
    "OutsideFacts",
    "ProductFacts",
    "ParameterFacts",
    "ProgramFacts",
    "Recorder",
    "ReturnsFacts",
    "Status",
    "StepFacts",
    "Trace",
    "UncalledFacts",
]
