"""Inverse problem with a physics-informed network.

A damped oscillator  x'' + d x' + k x = 0  is observed at 25 noisy moments. The network
learns the trajectory, two extra parameters learn damping and stiffness.
"""
import math

import torch
from torch import nn

DAMPING, STIFFNESS, END = 0.6, 16.0, 3.0


def trajectory(t):
    w = math.sqrt(STIFFNESS - DAMPING**2 / 4)
    return torch.exp(-DAMPING * t / 2) * (torch.cos(w * t) + DAMPING / (2 * w) * torch.sin(w * t))


class OscillatorNet(nn.Module):
    def __init__(self, width=48):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1)
        )
        self.log_damping = nn.Parameter(torch.tensor(0.0))
        self.log_stiffness = nn.Parameter(torch.tensor(2.0))

    def forward(self, t):
        return self.net(2 * t / END * 2 - 2)

    def residual(self, t):
        t = t.clone().requires_grad_()
        x = self(t)
        dx = torch.autograd.grad(x.sum(), t, create_graph=True)[0]
        ddx = torch.autograd.grad(dx.sum(), t, create_graph=True)[0]
        return ddx + self.log_damping.exp() * dx + self.log_stiffness.exp() * x


def main():
    torch.manual_seed(895)
    t_seen = (torch.rand(25, 1) * END).sort(0).values
    x_seen = trajectory(t_seen) + 0.02 * torch.randn(25, 1)
    t_inside = torch.linspace(0, END, 100)[:, None]
    t_test = torch.rand(300, 1) * END

    model = OscillatorNet()
    physics = [model.log_damping, model.log_stiffness]
    optimizer = torch.optim.Adam(
        [{"params": model.net.parameters(), "lr": 4e-3}, {"params": physics, "lr": 1e-2}]
    )
    steps = 2000
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, eta_min=1e-5)
    for step in range(1, steps + 1):
        data_loss = (model(t_seen) - x_seen).pow(2).mean()
        physics_loss = model.residual(t_inside).pow(2).mean()
        loss = data_loss + 1e-3 * physics_loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 400 == 0:
            d, k = (p.exp().item() for p in physics)
            print(f"{step}: data {data_loss.item():.5f} physics {physics_loss.item():.4f} d {d:.3f} k {k:.2f}")

    with torch.no_grad():
        truth = trajectory(t_test)
        r2 = 1 - (model(t_test) - truth).pow(2).sum() / (truth - truth.mean()).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
