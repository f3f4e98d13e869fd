"""What several kinds of scripts have in common: a task of three classes, and mistakes that fill the same slots."""

from __future__ import annotations

from benchmarks.spellings.family import HEALTHY, Mistake

TEACHER = """\
X = torch.randn({{samples}}, 10)
with torch.no_grad():
    teacher = nn.Sequential(nn.Linear(10, 32), nn.Tanh(), nn.Linear(32, 1))
    for p in teacher.parameters():
        p.mul_(3)
    Y = teacher(X)
del teacher"""
CLASSES = TEACHER.replace("{{samples}}", "2400") + "\nY = Y[:, 0].argsort().argsort() * 3 // len(X)"

ADAM = "torch.optim.Adam({{trained}}, lr={{rate}})"
SGD = {"optimizer": "torch.optim.SGD({{trained}}, lr={{rate}})"}

OF_RATES = {
    HEALTHY: Mistake({}),
    "rate × 1000": Mistake({"rate": 3.0}, ("learning-rate-too-high",)),
    "rate ÷ 30,000": Mistake({"rate": 1e-7}, ("learning-rate-too-low",)),
    "loss of the wrong sign": Mistake({"sign": "-"}, ("no-progress",)),
}
ALL_ALIKE = Mistake({"weights": "for p in {{net}}.parameters():\n    nn.init.constant_(p, 0.1)"}, ("symmetric-init",))
# Of a `model`, once it is made.
OF_PARAMETERS = {
    "no step": Mistake({"step": ""}, ("no-progress",)),
    "all weights alike": ALL_ALIKE,
    "last layer's parameters only": Mistake({"trained": "list(model.parameters())[-2:]"}, ("not-optimized",)),
    "all but the last layer frozen": Mistake(
        {"frozen": "for p in list(model.parameters())[:-2]:\n    p.requires_grad = False"}, ("frozen-parameters",)
    ),
}
# Of `CLASSES` and a network with a middle and a last function.
OF_CLASSES = {
    "softmax before cross-entropy": Mistake(
        {"last": "(lambda z: torch.softmax(z, 1))"}, ("softmax-before-cross-entropy",)
    ),
    "no activations": Mistake({"activation": "(lambda z: z)"}, ("linear-network",)),
    "targets mixed up": Mistake(
        {"data": "Y = Y[torch.randperm(len(Y))]", "evaluation": "{{evaluate}}"}, ("labels-look-random",)
    ),
    "not shuffled": Mistake(
        {
            "data": "o = Y[:2000].argsort()\nX[:2000], Y[:2000] = X[:2000][o].clone(), Y[:2000][o].clone()",
            "shuffled": False,
        },
        ("not-shuffled",),
    ),
    "detached": Mistake({"middle": "torch.Tensor.detach"}, ("no-gradient",)),
}
