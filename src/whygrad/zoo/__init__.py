"""Networks that everybody knows: gates of step units, linear maps, the single-layer family, ReLU networks as
piece-wise linear functions; and those with a name, from LeNet-5 to ResNet-50 (`networks`), with their sizes and costs.

Every one is an ordinary experiment or a list of layers; the zoo knows which, sets or trains it, and works out what is
known about it.
"""

from whygrad.zoo.expressivity import SHAPES, Counted, count_regions, relu_networks
from whygrad.zoo.family import FAMILY, Relative, family, members, overlapping
from whygrad.zoo.from_experiment import of_experiment
from whygrad.zoo.functions import ExactNetwork, PiecewiseLinear, exact_network, narrow_network
from whygrad.zoo.gates import CORNERS, GATES, Firing, Gate, Lesson, Unit, lessons
from whygrad.zoo.linear import Linearity, Study, collapse, linearity, stacks, study
from whygrad.zoo.networks import Network, network, networks
from whygrad.zoo.own_module import of_file, of_module
from whygrad.zoo.plain_and_residual import Member, plain_and_residual
from whygrad.zoo.regions import STRAIGHT, Regions, bent, input_map, linear_regions, most_regions
from whygrad.zoo.separation import Separation, separation
from whygrad.zoo.summary import Line, Summary, of_network, of_rows
from whygrad.zoo.through_time import CELLS, Passage, through_time
from whygrad.zoo.training import train_one_by_one, train_to_the_end

__all__ = [
    "CELLS",
    "CORNERS",
    "FAMILY",
    "GATES",
    "SHAPES",
    "STRAIGHT",
    "Counted",
    "ExactNetwork",
    "Firing",
    "Gate",
    "Lesson",
    "Line",
    "Linearity",
    "Member",
    "Network",
    "Passage",
    "PiecewiseLinear",
    "Regions",
    "Relative",
    "Separation",
    "Study",
    "Summary",
    "Unit",
    "bent",
    "collapse",
    "count_regions",
    "exact_network",
    "family",
    "input_map",
    "lessons",
    "linear_regions",
    "linearity",
    "members",
    "most_regions",
    "narrow_network",
    "network",
    "networks",
    "of_experiment",
    "of_file",
    "of_module",
    "of_network",
    "of_rows",
    "overlapping",
    "plain_and_residual",
    "relu_networks",
    "separation",
    "stacks",
    "study",
    "through_time",
    "train_one_by_one",
    "train_to_the_end",
]
