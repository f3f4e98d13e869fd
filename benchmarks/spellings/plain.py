"""Classes of ten numbers by three layers, in a loop as people write it."""

from __future__ import annotations

from benchmarks.spellings.family import USUAL, Family, Mistake
from benchmarks.spellings.further_ways import FURTHER, WITHOUT
from benchmarks.spellings.shared import ADAM, CLASSES, OF_CLASSES, OF_PARAMETERS, OF_RATES, SGD

TEMPLATE = """\
import copy

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
{{made}}
{{data}}
XT, YT, X, Y = X[-400:], Y[-400:], X[:-400], Y[:-400]

{{model}}

model = Net()
{{moved}}
{{weights}}
{{frozen}}
optimizer = {{optimizer}}
criterion = nn.CrossEntropyLoss({{reduction}})
{{before}}
{{loop}}
"""

CLASS = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 3)
        self.drop = nn.Dropout({{dropout}})

    def forward(self, x):
        x = {{middle}}({{activation}}(self.a(x)))
        return {{last}}(self.c(self.drop({{activation}}(self.b(x)))))
"""
MODULE_LIST = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 3)])
        self.drop = nn.Dropout({{dropout}})

    def forward(self, x):
        for number, layer in enumerate(self.layers[:-1]):
            x = {{activation}}(layer(x))
            if number == 0:
                x = {{middle}}(x)
        return {{last}}(self.layers[-1](self.drop(x)))
"""
PARAMETERS = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for name, (i, o) in dict(a=(10, 64), b=(64, 64), c=(64, 3)).items():
            self.register_parameter(name + "_w", nn.Parameter(torch.empty(i, o).uniform_(-1, 1) / i**0.5))
            self.register_parameter(name + "_b", nn.Parameter(torch.zeros(o)))
        self.drop = nn.Dropout({{dropout}})

    def forward(self, x):
        x = {{middle}}({{activation}}(x @ self.a_w + self.a_b))
        x = self.drop({{activation}}(x @ self.b_w + self.b_b))
        return {{last}}(x @ self.c_w + self.c_b)
"""
SEQUENTIAL = """\
class Of(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def Net():
    a, b, c = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 3)
    between = Of({{activation}}), Of(lambda x: {{middle}}(x))
    return nn.Sequential(a, *between, b, Of({{activation}}), nn.Dropout({{dropout}}), c, Of(lambda x: {{last}}(x)))
"""

UPDATE = """\
{{batch}}
{{clear}}
loss = {{sign}}{{loss}}
loss.backward({{backward}})
{{step}}
{{after}}"""
LOADER = """\
loader = DataLoader(TensorDataset(X, Y), batch_size=50, shuffle={{shuffled}})
for epoch in range(30):
    for xb, yb in loader:
        {{update}}
    {{evaluation}}"""
SLICES = """\
for epoch in range(30):
    order = torch.randperm(len(X)) if {{shuffled}} else torch.arange(len(X))
    for i in range(0, len(X), 50):
        xb, yb = X[order[i : i + 50]], Y[order[i : i + 50]]
        {{update}}
    {{evaluation}}"""
FUNCTION = """\
def train(model, loader, criterion, optimizer):
    for xb, yb in loader:
        {{update}}


def main():
    loader = DataLoader(TensorDataset(X, Y), batch_size=50, shuffle={{shuffled}})
    for epoch in range(30):
        train(model, loader, criterion, optimizer)
        {{evaluation}}


if __name__ == "__main__":
    main()"""
TRAINER = """\
class Trainer:
    def __init__(self, model, optimizer, criterion):
        self.model, self.optimizer, self.criterion = model, optimizer, criterion
        self.loader = DataLoader(TensorDataset(X, Y), batch_size=50, shuffle={{shuffled}})

    def epoch(self):
        model, optimizer, criterion = self.model, self.optimizer, self.criterion
        for xb, yb in self.loader:
            {{update}}
        {{evaluation}}


trainer = Trainer(model, optimizer, criterion)
for epoch in range(30):
    trainer.epoch()"""
EVALUATION = """\
{{evaluating}}
with torch.no_grad():
    print("test", (model({{test_inputs}}).argmax(1) == YT).float().mean().item())
model.train()"""

PLAIN = Family(
    "loops",
    TEMPLATE,
    usual={
        "made": CLASSES, "net": "model", "evaluate": EVALUATION,
        "data": "", "model": CLASS, "dropout": 0.0, "activation": "torch.relu", "middle": "", "last": "", "moved": "",
        "weights": "", "frozen": "", "optimizer": ADAM, "rate": 3e-3,
        "trained": "model.parameters()", "reduction": "", "before": "", "loop": LOADER, "shuffled": True,
        "update": UPDATE, "batch": "", "clear": "optimizer.zero_grad()", "sign": "", "loss": "criterion(model(xb), yb)",
        "backward": "", "step": "optimizer.step()", "after": "", "evaluation": "", "evaluating": "model.eval()",
        "test_inputs": "XT",
    },
    mistakes={
        **OF_RATES,
        **OF_PARAMETERS,
        **OF_CLASSES,
        "gradients never cleared": Mistake({"clear": "", **SGD, "rate": 0.1}, ("gradients-accumulate",)),
        "sigmoids and a small rate": Mistake({"activation": "torch.sigmoid", **SGD, "rate": 0.01},
                                             ("vanishing-gradient", "learning-rate-too-low")),
        "inputs far from 0": Mistake({"data": "X = X * torch.logspace(0, 4, 10) + 1000", **SGD, "rate": 0.05},
                                     ("inputs-not-normalized",)),
        "large weights": Mistake({"weights": "for p in model.parameters():\n    p.data.mul_(30)",
                                  "activation": "torch.tanh"}, ("init-too-large", "saturated-units")),
        "small weights": Mistake({"weights": "for p in model.parameters():\n    p.data.mul_(1e-4)", **SGD,
                                  "rate": 0.05}, ("init-too-small", "vanishing-gradient")),
        "values missing": Mistake({"data": 'X[::50, 3] = float("nan")'}, ("non-finite-data",)),
        "evaluated in training mode": Mistake({"dropout": 0.5, "evaluation": EVALUATION, "evaluating": ""},
                                              ("eval-in-train-mode",)),
    },
    ways={
        USUAL: {},
        "slices of a tensor": {"loop": SLICES},
        "a function": {"loop": FUNCTION},
        "a class": {"loop": TRAINER},
        "a list of modules": {"model": MODULE_LIST},
        "bare parameters": {"model": PARAMETERS},
        "nn.Sequential": {"model": SEQUENTIAL},
        "moved to a device": {"moved": 'device = torch.device("cpu")\nmodel = model.to(device)',
                              "batch": "xb, yb = xb.to(device), yb.to(device)"},
        "double precision": {"moved": "model = model.double()", "batch": "xb = xb.double()",
                             "test_inputs": "XT.double()"},
        "autocast": {"before": 'forward = torch.autocast("cpu", dtype=torch.bfloat16)(lambda x: model(x))',
                     "loss": "criterion(forward(xb).float(), yb)"},
        "a schedule": {"before": "scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 100000)",
                       "after": "scheduler.step()"},
        "a function as the loss": {"loss": "F.cross_entropy(model(xb), yb)"},
        "log-softmax and NLL": {"loss": "F.nll_loss(F.log_softmax(model(xb), dim=1), yb)"},
        "one-hot targets": {"loss": "criterion(model(xb), F.one_hot(yb, 3).float())"},
        "a mean by hand": {"reduction": 'reduction="none"', "loss": "criterion(model(xb), yb).mean()"},
        "a penalty by hand": {
            "loss": "criterion(model(xb), yb) + 1e-5 * sum(p.square().sum() for p in model.parameters())"
        },
        "groups of parameters": {"optimizer": "torch.optim.Adam([dict(params=[p]) for p in {{trained}}], lr={{rate}})"},
        "nn.DataParallel": {"moved": "model = nn.DataParallel(model)"},
        "a copy of the model": {"moved": "model = copy.deepcopy(model)"},
        "an initializer": {
            "moved": "for layer in model.modules():\n    if isinstance(layer, nn.Linear):\n"
                     "        nn.init.xavier_uniform_(layer.weight)"
        },
        "a graph that is kept": {"backward": "retain_graph=True"},
        "the output first": {"batch": "outputs = model(xb)", "loss": "criterion(outputs, yb)"},
        **FURTHER,
    },
    without=WITHOUT,
)  # fmt: skip
