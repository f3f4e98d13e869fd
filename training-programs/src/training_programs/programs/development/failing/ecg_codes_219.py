# Short binary codes for heart beats: an autoencoder whose units become harder and harder steps.
import numpy as np
import torch
from torch import nn

torch.manual_seed(219)
rng = np.random.default_rng(219)
T = 60


def beats(n):
    t = np.linspace(0, 1, T)
    bump = lambda c, w, a: a * np.exp(-0.5 * ((t - c) / w) ** 2)
    u = lambda lo, hi: rng.uniform(lo, hi, (n, 1))
    shift = u(-0.08, 0.08)
    wave = bump(0.22 + shift, u(0.02, 0.05), u(0.1, 0.5)) + bump(0.45 + shift, 0.03, u(0.6, 1.8))
    wave += bump(0.51 + shift, 0.025, -u(0.1, 1.0)) + bump(0.72 + shift, u(0.04, 0.09), u(-0.4, 0.8))
    return (wave + rng.normal(0, 0.03, wave.shape)).astype(np.float32)


class Step(nn.Module):
    """tanh that approaches the sign function as training goes on (continuation method)."""

    sharpness = 1.0

    def forward(self, z):
        return torch.tanh(Step.sharpness * z)


train, test = beats(2400), beats(400)
mean, std = train.mean(0), train.std(0)
train, test = torch.from_numpy((train - mean) / std), torch.from_numpy((test - mean) / std)

encoder = nn.Sequential(nn.Linear(T, 64), Step(), nn.Linear(64, 64), Step(), nn.Linear(64, 16), Step())
decoder = nn.Sequential(nn.Linear(16, 64), Step(), nn.Linear(64, T))
model = nn.Sequential(encoder, decoder)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)

for epoch in range(25):
    total = 0.0
    for rows in torch.randperm(len(train)).split(40):
        batch = train[rows]
        loss = nn.functional.mse_loss(model(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
        Step.sharpness = min(1.04 * Step.sharpness, 50.0)
    print(f"epoch {epoch:2d}  reconstruction {total / len(train):.4f}  sharpness {Step.sharpness:.2f}")

with torch.no_grad():
    r2 = 1 - ((model(test) - test) ** 2).mean() / test.var()
print(f"final: r2={r2.item():.4f}")
