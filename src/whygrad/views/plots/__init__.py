"""Figures, one a file. Each function returns a `Picture`: a matplotlib figure, its title and its numbers in words.

No function here touches pyplot or leaves a setting of matplotlib's changed.
"""

from whygrad.views.plots._field import has_field
from whygrad.views.plots._style import Picture
from whygrad.views.plots.augmentation import augmentation_picture
from whygrad.views.plots.boundary import boundary
from whygrad.views.plots.calibration import calibration_curve
from whygrad.views.plots.claims import claim_effects
from whygrad.views.plots.class_scores import class_scores
from whygrad.views.plots.comparison import Member, comparison
from whygrad.views.plots.confusion import confusion_matrix
from whygrad.views.plots.convolution import accuracy_by_parameters
from whygrad.views.plots.dataset import dataset_picture
from whygrad.views.plots.depth import derivative_products
from whygrad.views.plots.features import feature_accuracies
from whygrad.views.plots.forest import forest
from whygrad.views.plots.front import front_picture
from whygrad.views.plots.gallery import activation_gallery
from whygrad.views.plots.gates import gates
from whygrad.views.plots.histograms import histograms
from whygrad.views.plots.inside_attribution import attribution_picture
from whygrad.views.plots.inside_depth import depth_picture
from whygrad.views.plots.inside_exciting import exciting_picture
from whygrad.views.plots.inside_filters import filters_picture
from whygrad.views.plots.inside_maps import Maps, maps_picture
from whygrad.views.plots.layers import layers_over_time
from whygrad.views.plots.losses import loss_curves
from whygrad.views.plots.map import trainability_map
from whygrad.views.plots.mistakes import worst_mistakes
from whygrad.views.plots.neuron import neuron
from whygrad.views.plots.plain_and_residual import plain_against_residual
from whygrad.views.plots.regions import region_pictures
from whygrad.views.plots.templates import template_pictures
from whygrad.views.plots.through_time import gradients_through_time
from whygrad.views.plots.time_profile import time_profile, time_profiles

__all__ = [
    "Maps", "Member", "Picture", "accuracy_by_parameters", "activation_gallery", "attribution_picture",
    "augmentation_picture", "boundary", "calibration_curve", "claim_effects", "class_scores", "comparison",
    "confusion_matrix", "dataset_picture", "depth_picture", "derivative_products", "exciting_picture",
    "feature_accuracies", "filters_picture", "forest", "front_picture", "gates", "gradients_through_time", "has_field",
    "histograms", "layers_over_time", "loss_curves", "maps_picture", "neuron", "plain_against_residual",
    "region_pictures", "template_pictures", "time_profile", "time_profiles", "trainability_map", "worst_mistakes",
]  # fmt: skip
