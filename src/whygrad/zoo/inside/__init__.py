"""Looking inside a network that sees pictures: filters, feature maps, what excites a channel, what a decision rests on.

Plain functions of a network and arrays, one method a file; they draw nothing, train nothing and leave the network as it
was. `opened` makes a `Subject` (network, names of its layers, how pictures become its inputs, its data) of a training's
folder, a network of the zoo or a user's own file; `look` looks at it in several ways at once. Needs the extra `torch`.
"""

from whygrad.zoo.inside.ascent import Ascent, ascend
from whygrad.zoo.inside.depth import Depth, by_depth
from whygrad.zoo.inside.exciting import Exciting, most_exciting
from whygrad.zoo.inside.filters import filters
from whygrad.zoo.inside.grad_cam import enlarged, grad_cam
from whygrad.zoo.inside.look import WHAT, Attribution, Look, What, look
from whygrad.zoo.inside.maps import all_maps, feature_maps
from whygrad.zoo.inside.network import Array, Target, answers, convolutions, last_convolution
from whygrad.zoo.inside.occlusion import Occlusion, occlusion
from whygrad.zoo.inside.opening import of_module, of_network, of_run, opened
from whygrad.zoo.inside.saliency import METHODS, Method, magnitude, saliency
from whygrad.zoo.inside.subject import Layer, Pictures, Subject

__all__ = [
    "METHODS", "WHAT", "Array", "Ascent", "Attribution", "Depth", "Exciting", "Layer", "Look", "Method",
    "Occlusion", "Pictures", "Subject", "Target", "What", "all_maps", "answers", "ascend", "by_depth",
    "convolutions", "enlarged", "feature_maps", "filters", "grad_cam", "last_convolution", "look", "magnitude",
    "most_exciting", "occlusion", "of_module", "of_network", "of_run", "opened", "saliency",
]  # fmt: skip
