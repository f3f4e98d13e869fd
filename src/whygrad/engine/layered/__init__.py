"""Networks of layers (extra `torch`): PyTorch trains one run a seed, the clinic's watcher records it.

`train` gives the same trace as the kernel does; with a folder it also leaves the trained model, and checkpoints to go
on from. `build` makes the network of an experiment.
"""

from whygrad.engine.layered.folder import Folder
from whygrad.engine.layered.job import Job, as_layers, build, lower
from whygrad.engine.layered.model import Model
from whygrad.engine.layered.model import load as load_model
from whygrad.engine.layered.training import train

__all__ = ["Folder", "Job", "Model", "as_layers", "build", "load_model", "lower", "train"]
