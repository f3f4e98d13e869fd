"""Echo state network: a fixed random recurrent pool, and a trained readout on top of it.

Task: follow the NARMA-5 system, whose output depends on the last five inputs and outputs.
"""
import torch
from torch import nn


def narma(length, gen):
    u = 0.5 * torch.rand(length, generator=gen)
    y = torch.zeros(length)
    for t in range(5, length):
        y[t] = 0.3 * y[t - 1] + 0.05 * y[t - 1] * y[t - 5 : t].sum() + 1.5 * u[t - 5] * u[t - 1] + 0.1
    return u, y


class Pool(nn.Module):
    """Random recurrent weights with a spectral radius below one; they are never trained."""

    def __init__(self, size, radius=0.8, leak=0.9):
        super().__init__()
        w = torch.randn(size, size) * (torch.rand(size, size) < 0.1)
        w *= radius / torch.linalg.eigvals(w).abs().max()
        self.register_buffer("w", w)
        self.register_buffer("w_in", torch.rand(size, 2) * 2 - 1)
        self.leak = leak

    @torch.no_grad()
    def forward(self, u):
        state, states = torch.zeros(len(self.w)), []
        for value in u:
            drive = self.w_in @ torch.stack([2 * value - 0.5, torch.tensor(0.3)])
            state = (1 - self.leak) * state + self.leak * torch.tanh(self.w @ state + drive)
            states.append(state)
        return torch.stack(states)


class Readout(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(size, 32), nn.Tanh(), nn.Linear(32, 1))

    def forward(self, states):
        return self.net(states).squeeze(-1)


def main():
    torch.manual_seed(916)
    gen = torch.Generator().manual_seed(916)
    warm, n_train = 100, 4000
    u, y = narma(warm + n_train + 1000, gen)
    pool = Pool(120)
    states, y = pool(u)[warm:], y[warm:]
    mean, std = states[:n_train].mean(0), states[:n_train].std(0)
    states = (states - mean) / std
    level, spread = y[:n_train].mean(), y[:n_train].std()
    target = (y - level) / spread

    readout = Readout(120)
    print("trained weights:", sum(p.numel() for p in readout.parameters()), "fixed:", sum(b.numel() for b in pool.buffers()))
    optimizer = torch.optim.Adam(readout.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.93)
    for epoch in range(36):
        total = 0.0
        for rows in torch.randperm(n_train).split(50):
            loss = nn.functional.mse_loss(readout(states[rows]), target[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        scheduler.step()
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: mse {total / n_train:.4f}")
    with torch.no_grad():
        error = (readout(states[n_train:]) - target[n_train:]).square().mean()
    print(f"final: r2={1 - (error / target[n_train:].var()).item():.4f}")


main()
