"""Further ways to write the loop of `plain.py`: what wraps the model, the optimizer, the loss or the loop itself."""

from __future__ import annotations

from benchmarks.spellings.family import Slots

_ACCUMULATED = """\
{{batch}}
loss = {{sign}}{{loss}} / 4
loss.backward({{backward}})
count += 1
if count % 4 == 0:
    {{step}}
    {{clear}}
    {{after}}"""
_SCALED = """\
{{batch}}
{{clear}}
with torch.autocast("cpu", dtype=torch.bfloat16):
    loss = {{sign}}{{loss}}
scaler.scale(loss).backward({{backward}})
{{step}}
scaler.update()
{{after}}"""
_CLOSURE = """\
{{batch}}
def closure():
    {{clear}}
    loss = {{sign}}{{loss}}
    loss.backward()
    return loss
optimizer.step(closure)
{{after}}"""
_SHARPNESS_AWARE = """\
{{batch}}
{{clear}}
loss = {{sign}}{{loss}}
loss.backward()
with torch.no_grad():
    asked = [p for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
    norm = torch.stack([p.grad.norm() for p in asked]).norm() + 1e-12
    moved = [p.grad * (0.05 / norm) for p in asked]
    for p, way in zip(asked, moved):
        p.add_(way)
{{clear}}
({{sign}}{{loss}}).backward()
with torch.no_grad():
    for p, way in zip(asked, moved):
        p.sub_(way)
{{step}}
{{after}}"""
_ENDLESS = """\
def endless():
    while True:
        yield from DataLoader(TensorDataset(X, Y), batch_size=50, shuffle={{shuffled}})


batches = endless()
for number in range(1200):
    xb, yb = next(batches)
    {{update}}
    {{evaluation}}"""
_PHASES = """\
both = dict(train=TensorDataset(X, Y), val=TensorDataset(XT, YT))
loaders = {
    phase: DataLoader(data, batch_size=50, shuffle=phase == "train" and {{shuffled}}) for phase, data in both.items()
}
best, kept = 0, copy.deepcopy(model.state_dict())
for epoch in range(10):
    for phase in ("train", "val"):
        model.train() if phase == "train" else model.eval()
        hits = 0
        for xb, yb in loaders[phase]:
            {{clear}}
            with torch.set_grad_enabled(phase == "train"):
                outputs = model(xb)
                loss = {{sign}}criterion(outputs, yb)
                if phase == "train":
                    loss.backward()
                    {{step}}
            hits += (outputs.argmax(1) == yb).sum().item()
        if phase == "val" and hits > best:
            best, kept = hits, copy.deepcopy(model.state_dict())
model.load_state_dict(kept)"""
_OWN_OPTIMIZER = """\
class Signs(torch.optim.Optimizer):
    def __init__(self, params, lr, beta=0.9):
        super().__init__(params, dict(lr=lr, beta=beta))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    mean = self.state[p].setdefault("mean", torch.zeros_like(p))
                    mean.mul_(group["beta"]).add_(p.grad, alpha=1 - group["beta"])
                    p.add_(mean.sign(), alpha=-group["lr"] / 10)
"""
_DISTRIBUTED = """\
torch.distributed.init_process_group("gloo", rank=0, world_size=1, store=torch.distributed.HashStore())
model = nn.parallel.DistributedDataParallel(model)"""
_NORMALIZED = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 3)
        self.n, self.m = nn.BatchNorm1d(64), nn.BatchNorm1d(64)
        self.drop = nn.Dropout({{dropout}})

    def forward(self, x):
        x = {{middle}}({{activation}}(self.n(self.a(x))))
        return {{last}}(self.c(self.drop({{activation}}(self.m(self.b(x))))))
"""
_MIXED = """\
share, other = torch.distributions.Beta(0.4, 0.4).sample().item(), torch.randperm(len(xb))
xb, ya, yb = share * xb + (1 - share) * xb[other], yb, yb[other]"""
_OF_LAYERS = """\
for layer in list(model.modules()):
    if isinstance(layer, nn.Linear):
        nn.utils.parametrizations.weight_norm(layer)"""
_AVERAGED = """\
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.99))"""

FURTHER: dict[str, Slots] = {
    "torch.compile": {"moved": "model = torch.compile(model)"},
    "gradients scaled": {
        "before": 'scaler = torch.amp.GradScaler("cpu")', "update": _SCALED, "step": "scaler.step(optimizer)"
    },
    "four batches for an update": {"before": "count = 0", "update": _ACCUMULATED},
    "an optimizer of one's own": {"moved": _OWN_OPTIMIZER, "optimizer": "Signs({{trained}}, lr={{rate}})"},
    "weight normalization": {"moved": _OF_LAYERS},
    "batch normalization": {"model": _NORMALIZED},
    "checkpoints": {
        "before": "from torch.utils.checkpoint import checkpoint",
        "loss": "criterion(checkpoint(model, xb, use_reentrant=False), yb)",
    },
    "gradients clipped": {"step": "nn.utils.clip_grad_norm_(model.parameters(), 1.0)\noptimizer.step()"},
    "a closure": {"update": _CLOSURE},
    "weights averaged": {"before": _AVERAGED, "after": "average.update_parameters(model)"},
    "distributed": {"moved": _DISTRIBUTED},
    "endless batches": {"loop": _ENDLESS},
    "phases": {"loop": _PHASES},
    "a rate that follows the loss": {
        "before": "scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=200)",
        "after": "scheduler.step(loss.item())",
    },
    "sharpness-aware": {"update": _SHARPNESS_AWARE},
    "mixup": {
        "batch": _MIXED, "loss": "(share * criterion(model(xb), ya) + (1 - share) * criterion(model(xb), yb))"
    },
    "label smoothing": {"reduction": "label_smoothing=0.1"},
    "focal loss": {
        "batch": "z = model(xb)",
        "loss": "((1 - z.softmax(1).gather(1, yb[:, None])[:, 0]) ** 2"
                ' * F.cross_entropy(z, yb, reduction="none")).mean()',
    },
    "a distribution": {"loss": "-torch.distributions.Categorical(logits=model(xb)).log_prob(yb).mean()"},
}  # fmt: skip
WITHOUT: dict[str, frozenset[str]] = {
    "gradients scaled": frozenset({"no step"}),  # PyTorch raises an exception
    "a closure": frozenset({"no step"}),  # the step is a part of the way
    "distributed": frozenset({"all but the last layer frozen"}),  # PyTorch raises an exception
    "batch normalization": frozenset({"sigmoids and a small rate"}),  # which it makes harmless
}
