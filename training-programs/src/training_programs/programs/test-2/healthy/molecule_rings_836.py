"""Does a molecule-like graph contain a ring of exactly five atoms? One graph at a time, 16 graphs per step.

The graphs differ in size, so they are not padded into a batch; gradients of 16 graphs are summed up instead.
"""
import torch
from torch import nn

torch.manual_seed(836)
PER_STEP = 16


def molecule():
    """Adjacency matrix, atom features and whether there is a ring of five (else one of three, four or six)."""
    label = int(torch.rand(()) < 0.5)
    ring = 5 if label else (3, 4, 6)[int(torch.randint(3, ()))]
    size = ring + int(torch.randint(2, 8, ()))
    a = torch.zeros(size, size)
    for i in range(ring):
        a[i, (i + 1) % ring] = a[(i + 1) % ring, i] = 1
    for i in range(ring, size):
        j = int(torch.randint(0, i, ()))
        a[i, j] = a[j, i] = 1
    p = torch.randperm(size)
    return a[p][:, p], torch.tensor(float(label))


def describe(a):
    """Normalized adjacency and, for every atom, its degree and its chances to be back after k steps."""
    degree = a.sum(1)
    walk = a / degree[:, None]
    power, returns = walk, [degree / 4]
    for _ in range(2, 8):
        power = power @ walk
        returns.append(power.diagonal() * 2)
    half = degree.rsqrt()
    return half[:, None] * a * half[None], torch.stack(returns, dim=1)


class Layer(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.own, self.near = nn.Linear(inputs, outputs), nn.Linear(inputs, outputs, bias=False)

    def forward(self, a, h):
        return torch.relu(self.own(h) + a @ self.near(h))


class RingNet(nn.Module):
    def __init__(self, size=32):
        super().__init__()
        self.first, self.second = Layer(7, size), Layer(size, size)
        self.out = nn.Sequential(nn.Linear(2 * size, size), nn.ReLU(), nn.Linear(size, 1))

    def forward(self, a, h):
        h = self.second(a, self.first(a, h))
        return self.out(torch.cat([h.mean(0), h.amax(0)]))[0]


graphs = [molecule() for _ in range(1000)]
inputs = [(*describe(a), y) for a, y in graphs]
atoms = torch.cat([h for _, h, _ in inputs[:800]])
inputs = [(a, (h - atoms.mean(0)) / atoms.std(0), y) for a, h, y in inputs]
train, test = inputs[:800], inputs[800:]
model = RingNet()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
steps = 9 * (len(train) // PER_STEP)
schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=steps)

for epoch in range(9):
    total = 0.0
    for count, index in enumerate(torch.randperm(len(train)).tolist(), start=1):
        a, h, y = train[index]
        loss = nn.functional.binary_cross_entropy_with_logits(model(a, h), y)
        (loss / PER_STEP).backward()
        total += loss.item()
        if count % PER_STEP == 0:
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    with torch.no_grad():
        right = sum(((model(a, h) > 0) == (y > 0.5)).item() for a, h, y in test)
    print(f"epoch {epoch + 1}: loss {total / len(train):.3f}, new graphs right {right / len(test):.3f}")
print(f"final: accuracy={right / len(test):.4f}")
