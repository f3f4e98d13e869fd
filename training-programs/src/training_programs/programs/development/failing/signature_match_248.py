"""Are two signatures by the same hand? Pen traces, one encoder for both, compared by their angle."""
import numpy as np
import torch
from torch import nn

WRITERS, POINTS = 12, 24


class Pen:
    """Every writer has some Fourier coefficients; a signature is a wobbly curve made of them."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.hands = self.rng.normal(size=(WRITERS, 2, 3, 2)) / np.arange(1, 4)[:, None]

    def sign(self, writer):
        t = np.linspace(0, 2 * np.pi, POINTS)
        c = self.hands[writer] + 0.12 * self.rng.normal(size=(2, 3, 2))
        trace = [sum(c[a, k, 0] * np.sin((k + 1) * t) + c[a, k, 1] * np.cos((k + 1) * t) for k in range(3)) for a in (0, 1)]
        return np.concatenate(trace) + 0.08 * self.rng.normal(size=2 * POINTS)

    def pairs(self, n):
        left, right, same = [], [], []
        for _ in range(n):
            a = self.rng.integers(WRITERS)
            match = self.rng.random() < 0.5
            b = a if match else (a + self.rng.integers(1, WRITERS)) % WRITERS
            left.append(self.sign(a))
            right.append(self.sign(b))
            same.append(1.0 if match else 0.0)
        as_tensor = lambda v: torch.tensor(np.array(v), dtype=torch.float32)
        return as_tensor(left), as_tensor(right), as_tensor(same)


class Encoder(nn.Module):
    def __init__(self, dim=16):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2 * POINTS, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, dim))

    def forward(self, trace):
        return self.net(trace)


torch.manual_seed(248)
pen = Pen(seed=248)
a, b, same = pen.pairs(2400)
a_test, b_test, same_test = pen.pairs(600)

encoder = Encoder()
criterion = nn.CosineEmbeddingLoss(margin=0.2)
optimizer = torch.optim.Adam(encoder.parameters(), lr=1e-3)

for epoch in range(12):
    epoch_loss = 0.0
    for rows in torch.randperm(len(same)).split(48):
        target = same[rows]
        loss = criterion(encoder(a[rows]), encoder(b[rows]), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"epoch {epoch}: loss {epoch_loss / len(same):.4f}")

encoder.eval()
with torch.no_grad():
    angle = torch.cosine_similarity(encoder(a_test), encoder(b_test))
guess = (angle > 0.6).float()
print(f"final: accuracy={(guess == same_test).float().mean().item():.4f}")
