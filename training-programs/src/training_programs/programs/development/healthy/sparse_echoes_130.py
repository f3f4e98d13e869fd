"""Find the reflectors behind a radar trace: learned iterative shrinkage (LISTA, Gregor & LeCun 2010).

A trace is a sum of few echoes out of 40 possible delays; the answer is how strong each one is.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

DELAYS, SAMPLES, ROUNDS = 40, 32, 4


def pulse_dictionary():
    t = torch.arange(SAMPLES).float().unsqueeze(1)
    delay = torch.linspace(0, SAMPLES - 1, DELAYS).unsqueeze(0)
    lag = t - delay
    atoms = torch.exp(-((lag / 1.2) ** 2)) * torch.cos(2.2 * lag)
    return F.normalize(atoms, dim=0)


def traces(n, atoms):
    there = torch.rand(n, DELAYS) < 0.08
    strength = there * torch.sign(torch.randn(n, DELAYS)) * (0.5 + torch.rand(n, DELAYS))
    return strength @ atoms.t() + 0.02 * torch.randn(n, SAMPLES), strength


def shrink(x, threshold):
    return torch.sign(x) * torch.relu(x.abs() - threshold)


class Lista(nn.Module):
    def __init__(self, atoms):
        super().__init__()
        step = 1 / torch.linalg.matrix_norm(atoms, 2) ** 2
        self.encode = nn.Linear(SAMPLES, DELAYS, bias=False)
        self.inhibit = nn.ModuleList(nn.Linear(DELAYS, DELAYS, bias=False) for _ in range(ROUNDS))
        self.threshold = nn.Parameter(0.1 * torch.ones(ROUNDS + 1, DELAYS))
        with torch.no_grad():
            self.encode.weight.copy_(step * atoms.t())
            for layer in self.inhibit:
                layer.weight.copy_(torch.eye(DELAYS) - step * atoms.t() @ atoms)

    def forward(self, trace):
        evidence = self.encode(trace)
        code = shrink(evidence, self.threshold[0])
        for layer, threshold in zip(self.inhibit, self.threshold[1:], strict=True):
            code = shrink(evidence + layer(code), threshold)
        return code


def main():
    torch.manual_seed(130)
    atoms = pulse_dictionary()
    trace, strength = traces(5000, atoms)
    net = Lista(atoms)
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    for epoch in range(20):
        total = 0.0
        for rows in torch.randperm(4500).split(75):
            loss = F.mse_loss(net(trace[rows]), strength[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / 60
        scheduler.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: mse {total:.5f}")
    with torch.no_grad():
        code = net(trace[4500:])
    truth = strength[4500:]
    print(f"zeros: {100 * (code == 0).float().mean():.1f} % of the answer, {100 * (truth == 0).float().mean():.1f} % of the truth")
    print(f"final: r2={1 - ((code - truth).pow(2).mean() / truth.var()).item():.4f}")


if __name__ == "__main__":
    main()
