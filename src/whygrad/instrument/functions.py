"""What PyTorch's functions mean to a watcher, by the name under which they are called.

The same name serves `torch.relu`, `torch.nn.functional.relu` and `Tensor.relu`; an in-place version ends in "_".
"""

from __future__ import annotations

from whygrad.activations import EVERYWHERE, KNOWN

# A function's name in PyTorch and the activation's name in `KNOWN`: elementwise functions that have a slope somewhere.
ACTIVATIONS = {called: name for name, row in KNOWN.items() for called in row.called}
# Over an axis, not unit by unit: what they say of the loss's input matters, not their units.
NORMALIZERS = {
    "softmax": "softmax",
    "log_softmax": "log-softmax",
    "special_softmax": "softmax",
    "special_log_softmax": "log-softmax",
    "gumbel_softmax": "softmax",
    "softmin": "softmax",
    "logsumexp": "logsumexp",
    "normalize": "unit-length",
}
# An activation's name and the interval (low, high) outside of which its derivative is exactly 0.
SLOPES = {name: row.sloped for name, row in KNOWN.items() if row.sloped != EVERYWHERE}

NORMS = {
    "batch_norm": "batch",
    "layer_norm": "layer",
    "group_norm": "group",
    "instance_norm": "instance",
    "rms_norm": "rms",
}

DENSE = frozenset(("linear", "bilinear"))
CONVOLUTIONS = {
    "conv1d": "convolution",
    "conv2d": "convolution",
    "conv3d": "convolution",
    "conv_transpose1d": "transposed convolution",
    "conv_transpose2d": "transposed convolution",
    "conv_transpose3d": "transposed convolution",
}
MATRIX = frozenset(("matmul", "mm", "addmm", "bmm", "baddbmm", "__matmul__", "__rmatmul__", "mv", "tensordot"))
BIASED = frozenset(("addmm", "baddbmm"))  # whose first argument is added to the product
LAYERS = frozenset((*DENSE, *CONVOLUTIONS, *MATRIX))  # without a state
EINSUM = "einsum"
RECURRENT = {"lstm": "lstm", "gru": "gru", "rnn_tanh": "tanh", "rnn_relu": "relu"}
CELLS = {"lstm_cell": "lstm", "gru_cell": "gru", "rnn_tanh_cell": "tanh", "rnn_relu_cell": "relu"}
ATTENTION = ("multi_head_attention_forward",)
EMBEDDINGS = ("embedding", "embedding_bag")
DISTANCES = ("cdist",)
COSINES = ("cosine_similarity",)
COSINE = "cosine-similarity"
UNIT_PRODUCT = "unit-product"  # of two vectors of length 1, number by number: its sum is their cosine
REMADE = ("_weight_norm",)  # a weight from its direction and its length
LOOKUP, DISTANCE = "lookup", "distance"  # kinds of layers whose weights are no factors
CHOSEN_ROWS = ("__getitem__", "index_select")
SHARES = "shares"  # of their sum: what is never negative, divided by it, adds up to 1 as probabilities do
SIGNED_SHARES = "signed-shares"  # of their sum, of what has both signs: no probabilities, and no logarithms to be had
NEVER_NEGATIVE = frozenset(name for name, row in KNOWN.items() if row.range.low >= 0 and not row.flat)
BY_HAND = "written by hand"  # an activation of plain operations
# Where the slope of these is 0 is told by the gradient that they hand back.
TOLD_BY_GRADIENT = frozenset((BY_HAND, "threshold", "shrink"))

# The same values in another shape, type or place, or a part of them.
PASSING = frozenset(
    (
        "view", "reshape", "view_as", "reshape_as", "flatten", "unflatten", "squeeze", "unsqueeze",
        "permute", "transpose", "t", "movedim", "swapaxes", "contiguous", "expand", "expand_as", "repeat",
        "__getitem__", "select", "narrow", "index_select", "masked_select", "float", "double", "half", "bfloat16", "to",
        "type", "type_as", "clone", "cpu", "cuda", "chunk", "split", "unbind", "pad", "clamp", "clip",
        "clamp_min", "clamp_max", "requires_grad_", "max_pool1d", "max_pool2d", "max_pool3d", "max_pool1d_with_indices",
        "max_pool2d_with_indices", "avg_pool1d", "avg_pool2d", "avg_pool3d", "adaptive_avg_pool1d",
        "adaptive_avg_pool2d", "adaptive_max_pool2d", "interpolate", "pixel_shuffle", "cat", "stack", "hstack",
        "vstack", "concat", "concatenate", "gather", "pack_padded_sequence", "pad_packed_sequence", "atleast_2d",
        "ravel", "flip", "roll",
    )
)  # fmt: skip
RESHAPING = frozenset(("view", "reshape", "view_as", "reshape_as"))
JOINING = frozenset(("cat", "concat", "concatenate", "hstack"))
DROPOUTS = frozenset(("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"))
# The values without their gradient.
CUTS = frozenset(
    ("detach", "item", "numpy", "tolist", "argmax", "argmin", "long", "int", "round", "floor", "ceil",
     "bool", "eq", "__eq__", "gt", "__gt__", "ge", "__ge__", "lt", "__lt__", "le", "__le__", "topk",
     "max", "sign", "tensor", "as_tensor")
)  # fmt: skip
# The values outside of PyTorch.
READ_OUT = frozenset(("item", "tolist", "numpy", "__array__", "__float__", "__int__", "__bool__"))
COMPARISONS = frozenset(("argmax", "eq", "__eq__", "max", "topk", "round", "gt", "__gt__", "ge", "__ge__"))
EQUALITIES = frozenset(("eq", "__eq__"))
ARITHMETIC = frozenset(
    (
        "add", "__add__", "__radd__", "__iadd__", "sub", "__sub__", "__rsub__", "rsub", "subtract", "mul", "__mul__",
        "__rmul__", "multiply", "__imul__", "div", "__truediv__", "__rdiv__", "divide", "true_divide", "neg",
        "negative", "pow", "square", "abs", "absolute", "mean", "sum", "sqrt", "exp", "log", "log1p", "maximum",
        "minimum", "reciprocal", "__rpow__", "where", "lerp", "addcmul",
    )
)  # fmt: skip
CLAMPS = frozenset(("clamp", "clip", "clamp_min", "clamp_max"))
# What makes a hand-written activation of a layer's output.
BENDING = frozenset(
    ("pow", "__rpow__", "square", "abs", "absolute", "sqrt", "exp", "log", "log1p", "maximum", "minimum", "where",
     "reciprocal", "__rdiv__", "clamp", "clip", "clamp_min", "clamp_max")
)  # fmt: skip
# What tells on which side of a bound a value lies: a factor made of it lets some values through.
SIDES_OF = ("gt", "__gt__", "ge", "__ge__", "lt", "__lt__", "le", "__le__", "sign")
ADDITIONS = frozenset(("add", "__add__", "__radd__", "add_", "__iadd__"))
DIFFERENCES = frozenset(("sub", "__sub__", "__rsub__", "rsub", "subtract"))
TURNED_ROUND = frozenset(("__rsub__", "rsub"))  # those that take away their first argument
NEGATIONS = frozenset(("neg", "negative"))
NEGATIVE = "negative "  # before the name of a function whose values were negated
PRODUCTS = frozenset(("mul", "__mul__", "__rmul__", "multiply"))
FACTORS = PRODUCTS | {"mul_", "__imul__"}
QUOTIENTS = frozenset(("div", "__truediv__", "divide", "true_divide"))
REDUCTIONS = frozenset(("mean", "sum"))

LOSSES = {
    "cross_entropy": "cross-entropy",
    "nll_loss": "nll",
    "binary_cross_entropy": "binary",
    "binary_cross_entropy_with_logits": "binary-logits",
    "mse_loss": "squared",
    "l1_loss": "absolute",
    "smooth_l1_loss": "huber",
    "huber_loss": "huber",
    "multi_margin_loss": "hinge",
    "multilabel_margin_loss": "multilabel-margin",
    "hinge_embedding_loss": "hinge-embedding",
    "soft_margin_loss": "soft-margin",
    "multilabel_soft_margin_loss": "binary-logits",  # the same, one label a column
    "kl_div": "divergence",
    "poisson_nll_loss": "poisson",
    "gaussian_nll_loss": "gaussian",
    "cosine_embedding_loss": "cosine",
    "triplet_margin_loss": "triplet",
    "triplet_margin_with_distance_loss": "triplet",
    "margin_ranking_loss": "ranking",
    "ctc_loss": "ctc",
}
# What a loss is called with, if not with an input and a target: its inputs, and its target or "".
OPERANDS = {
    "cosine_embedding_loss": ("input1", "input2", "target"),
    "margin_ranking_loss": ("input1", "input2", "target"),
    "triplet_margin_loss": ("anchor", "positive", "negative", ""),
    "triplet_margin_with_distance_loss": ("anchor", "positive", "negative", ""),
    "ctc_loss": ("log_probs", "targets"),
}
# Of these the target is a number for each output.
ELEMENTWISE = frozenset(("squared", "absolute", "huber"))
# Of these an input of another shape than the target's is stretched to fit.
STRETCHED = ELEMENTWISE | {"gaussian", "poisson", "hinge-embedding"}
# Of these the target says which of two sides is meant, by -1 or 1.
SIDES = frozenset(("cosine", "ranking", "hinge-embedding", "soft-margin", "margin"))
CLASS_LOSSES = frozenset(("cross-entropy", "nll", "binary", "binary-logits"))
# Something else comes out of these if input and target change places.
ONE_WAY = CLASS_LOSSES | {"poisson"}
WRITTEN_OUT = "written out"  # a loss of plain operations
NO_TARGET = -100  # the class number that means "no target here", by PyTorch's default
# Draws from a distribution that a network states.
SAMPLES = frozenset(("multinomial", "bernoulli", "normal", "poisson"))
SAMPLED = "sampled"
# What fills a tensor at random, and with other numbers.
DRAWS = frozenset(
    ("uniform_", "normal_", "trunc_normal_", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_",
     "kaiming_normal_", "orthogonal_")
)  # fmt: skip
FILLS = frozenset(("copy_", "set_data"))
BACKWARD = "backward"
GRADIENT = "grad"  # torch.autograd.grad


def writes(name: str) -> bool:
    """Whether a function of that name changes what it is given first."""
    return (name.endswith("_") and not name.endswith("__")) or name in ("__setitem__", "set_data")


def out_of_place(name: str) -> str:
    """A function's name without the underscore of its in-place version."""
    return name[:-1] if name.endswith("_") and not name.endswith("__") else name
