"""A pointer network says which of 30 parcels a courier fetches next (imitation of an experienced dispatcher)."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(627)
PARCELS = 30


def mornings(n):
    """Courier: place and battery. Parcels: place, weight, minutes left. The dispatcher's choice."""
    courier = torch.rand(n, 3) * 2 - 1
    parcels = torch.rand(n, PARCELS, 4) * 2 - 1
    way = (parcels[..., :2] - courier[:, None, :2]).norm(dim=-1)
    load = 0.3 * (parcels[..., 2] + 1) * (1 - courier[:, None, 2])
    cost = way + load + 0.45 * parcels[..., 3]
    return courier, parcels, cost.argmin(dim=1)


class Pointer(nn.Module):
    """Additive attention of the courier (query) over the parcels (keys), as in Vinyals et al."""

    def __init__(self, width=64):
        super().__init__()
        self.query = nn.Sequential(nn.Linear(3, width), nn.ReLU(), nn.Linear(width, width))
        self.key = nn.Linear(4, width)
        self.mix = nn.Linear(width, width)
        self.v = nn.Linear(width, 1, bias=False)

    def forward(self, courier, parcels):
        q = self.query(courier).unsqueeze(1)
        k = self.key(parcels)
        u = self.v(F.relu(self.mix(F.relu(q + k)))).squeeze(-1)  # (batch, parcels)
        return u


def schedule(step, steps, warmup=30):
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


STEPS = 360
net = Pointer()
optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9, nesterov=True)
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: schedule(s, STEPS))

courier, parcels, choice = mornings(6000)
for step in range(STEPS):
    rows = torch.randint(0, len(choice), (64,))
    pointer = net(courier[rows], parcels[rows])
    loss = F.cross_entropy(pointer, choice[rows])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step % 40 == 39:
        hits = (pointer.argmax(1) == choice[rows]).float().mean()
        print(f"step {step + 1}: loss {loss.item():.3f}, same parcel {hits.item():.2f}")

courier, parcels, choice = mornings(2000)
with torch.no_grad():
    right = net(courier, parcels).argmax(1) == choice
print(f"final: accuracy={right.float().mean().item():.4f}")
