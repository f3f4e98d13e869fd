"""The same mistakes in other tasks: numbers, two classes, pictures, sequences, letters, codes, ratings."""

from __future__ import annotations

from benchmarks.spellings.family import Family, Mistake
from benchmarks.spellings.shared import ADAM, OF_PARAMETERS, OF_RATES, SGD, TEACHER

TEMPLATE = """\
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
{{made}}
{{data}}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {{layers}}

    def forward(self, x):
        {{forward}}


model = Net()
{{weights}}
{{frozen}}
optimizer = {{optimizer}}
for epoch in range({{epochs}}):
    for x, y in DataLoader(TensorDataset(X, Y), batch_size=50, shuffle={{shuffled}}):
        optimizer.zero_grad()
        loss = {{sign}}({{loss}})
        loss.backward()
        {{step}}
"""

NUMBERS = TEACHER.replace("{{samples}}", "2000") + "\nY = (Y - Y.mean()) / Y.std()"
SIDES = NUMBERS + "\nY = (Y > 0).float()"
THREE_LAYERS = {
    "layers": "self.a, self.b, self.c = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 1)",
    "forward": "x = {{activation}}(self.a(x))\nreturn self.c({{activation}}(self.b(x)))",
}
PICTURES = """\
X, Y = 0.5 * torch.randn(1500, 1, 12, 12), torch.randint(0, 3, (1500,))
for picture, kind in zip(X, Y):
    place = int(torch.randint(2, 10, (1,)))
    if kind == 0:
        picture[0, place] += 1.5
    elif kind == 1:
        picture[0, :, place] += 1.5
    else:
        picture[0] += 1.5 * torch.eye(12)"""
SEQUENCES = """\
X = torch.randn(1500, 15, 4)
Y = (X[:, :, 0].cumsum(1).amax(1) > 2.5).long() + (X[:, -5:, 1].sum(1) > 0).long()"""
LETTERS = """\
following = torch.softmax(4 * torch.randn(20, 20), 1)
text = [0, 1, 2]
for _ in range(3000):
    text.append(int(torch.multinomial(following[text[-1]], 1)))
text = torch.tensor(text)
X, Y = torch.stack([text[i : i + 3] for i in range(3000)]), text[3:3003]"""
CODES = "X = torch.tanh(torch.randn(2000, 3) @ torch.randn(3, 20))\nY = X.clone()"
RATINGS = """\
users, films = torch.randn(60, 4), torch.randn(80, 4)
X = torch.stack([torch.randint(0, 60, (3000,)), torch.randint(0, 80, (3000,))], 1)
Y = (users[X[:, 0]] * films[X[:, 1]]).sum(1) / 2
del users, films"""
PATTERNS = """\
patterns, Y = (torch.rand(6, 40) > 0.5).float(), torch.randint(0, 6, (2000,))
X = torch.where(torch.rand(2000, 40) < 0.05, 1 - patterns[Y], patterns[Y])


def bound(answer, x):
    said, mean, log = answer
    divergence = -0.5 * torch.sum(1 + log - mean**2 - log.exp())
    return (F.binary_cross_entropy(said, x, reduction="sum") + divergence) / len(x)


"""
CONVOLUTIONS = "self.a, self.b = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 16, 3, padding=1)"

CROSS_ENTROPY = {"loss": "F.cross_entropy(model(x), y)"}
LOOKED_UP = frozenset({"inputs far from 0", "values missing"})

TASKS = Family(
    "tasks",
    TEMPLATE,
    usual={
        "data": "", "activation": "torch.relu", "weights": "", "frozen": "", "epochs": 30, "rate": 3e-3,
        "optimizer": ADAM, "net": "model", "trained": "model.parameters()", "shuffled": True,
        "sign": "", "step": "optimizer.step()", "loss": "F.mse_loss(model(x), y)",
    },
    mistakes={
        **OF_RATES,
        **OF_PARAMETERS,
        "inputs far from 0": Mistake({"data": "X = X * 1000 + 5000", **SGD, "rate": 0.05}, ("inputs-not-normalized",)),
        "values missing": Mistake({"data": 'X.view(len(X), -1)[::50, 3] = float("nan")'}, ("non-finite-data",)),
    },
    ways={
        "numbers": {"made": NUMBERS, **THREE_LAYERS},
        "numbers, the loss by hand": {"made": NUMBERS, **THREE_LAYERS, "loss": "((model(x) - y) ** 2).mean()"},
        "numbers, absolute error": {"made": NUMBERS, **THREE_LAYERS, "loss": "F.smooth_l1_loss(model(x), y)"},
        "two classes": {"made": SIDES, **THREE_LAYERS, "loss": "F.binary_cross_entropy(torch.sigmoid(model(x)), y)"},
        "two classes, logits": {"made": SIDES, **THREE_LAYERS,
                                "loss": "F.binary_cross_entropy_with_logits(model(x), y)"},
        "pictures": {
            "made": PICTURES, **CROSS_ENTROPY, "layers": CONVOLUTIONS + "\nself.c = nn.Linear(144, 3)",
            "forward": "x = F.max_pool2d({{activation}}(self.a(x)), 2)\n"
                       "return self.c(F.max_pool2d({{activation}}(self.b(x)), 2).flatten(1))",
        },
        "pictures, batch normalization": {
            "made": PICTURES, **CROSS_ENTROPY,
            "layers": CONVOLUTIONS + "\nself.n, self.m = nn.BatchNorm2d(8), nn.BatchNorm2d(16)\n"
                      "self.c = nn.Linear(144, 3)",
            "forward": "x = F.max_pool2d({{activation}}(self.n(self.a(x))), 2)\n"
                       "return self.c(F.max_pool2d({{activation}}(self.m(self.b(x))), 2).flatten(1))",
        },
        "sequences": {
            "made": SEQUENCES, **CROSS_ENTROPY, "epochs": 40,
            "layers": "self.a, self.c = nn.LSTM(4, 32, batch_first=True), nn.Linear(32, 3)",
            "forward": "return self.c(self.a(x)[0][:, -1])",
        },
        "sequences, attention": {
            "made": SEQUENCES, **CROSS_ENTROPY, "epochs": 40,
            "layers": "self.place = nn.Parameter(0.1 * torch.randn(15, 32))\nself.a = nn.Linear(4, 32)\n"
                      "self.b = nn.TransformerEncoderLayer(32, 4, 64, dropout=0.0, batch_first=True)\n"
                      "self.c = nn.Linear(32, 3)",
            "forward": "return self.c(self.b(self.a(x) + self.place).mean(1))",
        },
        "letters": {
            "made": LETTERS, **CROSS_ENTROPY, "epochs": 20,
            "layers": "self.a, self.b, self.c = nn.Embedding(20, 8), nn.Linear(24, 64), nn.Linear(64, 20)",
            "forward": "return self.c({{activation}}(self.b(self.a(x).flatten(1))))",
        },
        "an autoencoder": {
            "made": CODES, "loss": "F.mse_loss(model(x), x)",
            "layers": "self.a, self.b = nn.Linear(20, 32), nn.Linear(32, 3)\n"
                      "self.c, self.d = nn.Linear(3, 32), nn.Linear(32, 20)",
            "forward": "return self.d({{activation}}(self.c(self.b({{activation}}(self.a(x))))))",
        },
        "ratings": {
            "made": RATINGS,
            "layers": "self.a, self.c = nn.Embedding(60, 8), nn.Embedding(80, 8)\n"
                      "for table in (self.a, self.c):\n    nn.init.normal_(table.weight, std=0.3)",
            "forward": "return (self.a(x[:, 0]) * self.c(x[:, 1])).sum(1)",
        },
        "a variational autoencoder": {
            "made": PATTERNS, "loss": "bound(model(x), x)",
            "layers": "self.a, self.m, self.s = nn.Linear(40, 64), nn.Linear(64, 4), nn.Linear(64, 4)\n"
                      "self.b, self.c = nn.Linear(4, 64), nn.Linear(64, 40)",
            "forward": "x = {{activation}}(self.a(x))\nmean, log = self.m(x), self.s(x)\n"
                       "z = mean + torch.exp(0.5 * log) * torch.randn_like(log)\n"
                       "return torch.sigmoid(self.c({{activation}}(self.b(z)))), mean, log",
        },
    },
    without={
        "pictures, batch normalization": frozenset({"inputs far from 0"}),  # which makes up for it
        "pictures": frozenset({"all weights alike"}),  # one filter is enough
        "letters": LOOKED_UP,
        "ratings": LOOKED_UP | {"last layer's parameters only", "all but the last layer frozen"},
        "sequences, attention": frozenset({"all weights alike"}),
    },
)  # fmt: skip
