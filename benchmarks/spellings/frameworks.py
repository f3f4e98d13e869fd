"""The same mistakes in Keras 3 on PyTorch and in Lightning."""

from __future__ import annotations

from benchmarks.spellings.family import HEALTHY, Family, Mistake
from benchmarks.spellings.shared import ALL_ALIKE, CLASSES, OF_CLASSES, OF_RATES

KERAS = Family(
    "Keras",
    """\
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
drawn = np.random.default_rng(0)
X = drawn.normal(size=(2400, 10)).astype("float32")
S = np.tanh(X @ drawn.normal(size=(10, 32))) @ drawn.normal(size=32)
S = (S - S.mean()) / S.std()
Y = {{targets}}
{{data}}
XT, YT, X, Y = X[-400:], Y[-400:], X[:-400], Y[:-400]
alike = {"activation": {{activation}}, "kernel_initializer": {{weights}}}
model = keras.Sequential(
    [
        keras.Input((10,)),
        layers.Dense(64, **alike),
        layers.Dense(64, **alike),
        layers.Dense({{units}}, activation={{last}}, kernel_initializer={{weights}}),
    ]
)
{{frozen}}
model.compile(optimizer={{optimizer}}, loss={{loss}})
model.fit(X, Y, epochs=30, batch_size=50, verbose=2, shuffle={{shuffled}}, validation_data=(XT, YT))
""",
    usual={
        "targets": '(S.argsort().argsort() * 3 // len(S)).astype("int64")', "data": "", "activation": '"relu"',
        "weights": '"glorot_uniform"', "last": '"softmax"', "units": 3, "frozen": "", "shuffled": True,
        "optimizer": "keras.optimizers.Adam(3e-3)", "loss": '"sparse_categorical_crossentropy"',
    },
    mistakes={
        HEALTHY: Mistake({}),
        "rate × 1000": Mistake({"optimizer": "keras.optimizers.Adam(3.0)"}, ("learning-rate-too-high",)),
        "rate ÷ 30,000": Mistake({"optimizer": "keras.optimizers.Adam(1e-7)"}, ("learning-rate-too-low",)),
        "softmax before cross-entropy": Mistake(
            {"loss": "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"}, ("softmax-before-cross-entropy",)
        ),
        "no softmax": Mistake({"last": None}, ("output-loss-mismatch",)),
        "rectified outputs": Mistake({"last": '"relu"'}, ("output-loss-mismatch", "output-range-mismatch")),
        "no activations": Mistake({"activation": None}, ("linear-network",)),
        "inputs far from 0": Mistake({"data": "X = X * 1000 + 5000", "optimizer": "keras.optimizers.SGD(0.05)"},
                                     ("inputs-not-normalized",)),
        "targets mixed up": Mistake({"data": "drawn.shuffle(Y)"}, ("labels-look-random",)),
        "all weights 0": Mistake({"weights": '"zeros"'}, ("symmetric-init",)),
        "large weights": Mistake({"weights": "keras.initializers.RandomNormal(stddev=5.0)", "activation": '"tanh"'},
                                 ("init-too-large", "saturated-units")),
        "all but the last layer frozen": Mistake(
            {"frozen": "for layer in model.layers[:-1]:\n    layer.trainable = False"},
            ("frozen-parameters", "not-optimized"),
        ),
        "not shuffled": Mistake(
            {"data": 'order = Y[:2000].argsort(kind="stable")\nX[:2000], Y[:2000] = X[:2000][order], Y[:2000][order]',
             "shuffled": False}, ("not-shuffled",)
        ),
        "values missing": Mistake({"data": "X[::50, 3] = np.nan"}, ("non-finite-data",)),
        "softmax of one unit": Mistake({"targets": "S > 0", "units": 1, "loss": '"binary_crossentropy"'},
                                       ("output-loss-mismatch", "no-gradient")),
        "numbers by a sigmoid": Mistake({"targets": '(100 * S).astype("float32")', "units": 1, "last": '"sigmoid"',
                                         "loss": '"mse"'}, ("output-range-mismatch",)),
    },
)  # fmt: skip

LIGHTNING = Family(
    "Lightning",
    """\
import lightning
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

lightning.seed_everything(0)
{{made}}
{{data}}


class Net(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 3)
        {{weights}}

    def forward(self, x):
        x = {{middle}}({{activation}}(self.a(x)))
        return {{last}}(self.c({{activation}}(self.b(x))))

    def training_step(self, batch, number):
        x, y = batch
        return {{sign}}F.cross_entropy(self(x), y)

    def validation_step(self, batch, number):
        x, y = batch
        self.log("accuracy", (self(x).argmax(1) == y).float().mean())

    def configure_optimizers(self):
        return torch.optim.Adam({{trained}}, {{rate}})


quiet = {"logger": False, "enable_checkpointing": False, "enable_progress_bar": False, "enable_model_summary": False}
trainer = lightning.Trainer(max_epochs=30, accelerator="cpu", **quiet)
train = DataLoader(TensorDataset(X[:-400], Y[:-400]), 50, shuffle={{shuffled}})
trainer.fit(Net(), train, DataLoader(TensorDataset(X[-400:], Y[-400:]), 200))
""",
    usual={
        "made": CLASSES, "net": "self", "data": "", "weights": "", "middle": "", "activation": "torch.relu", "last": "",
        "sign": "",
        "trained": "self.parameters()", "rate": 3e-3, "shuffled": True,
    },
    mistakes={
        **OF_RATES,
        **OF_CLASSES,
        "all weights alike": ALL_ALIKE,
        "last layer's parameters only": Mistake({"trained": "self.c.parameters()"}, ("not-optimized",)),
        "all but the last layer frozen": Mistake(
            {"weights": "self.a.requires_grad_(False)\nself.b.requires_grad_(False)"}, ("frozen-parameters",)
        ),
    },
)  # fmt: skip
