import math

import numpy as np
import torch
from torch import nn

torch.manual_seed(220)
np.random.seed(220)

# Direction of a sound from the delays between five microphones on a ring.
MICS = np.array([[math.cos(a), math.sin(a)] for a in np.arange(5) * 2 * math.pi / 5]) * 0.2


def record(n):
    phi = np.random.uniform(-math.pi, math.pi, n)
    r = np.random.uniform(0.5, 3.0, n)
    source = np.stack([r * np.cos(phi), r * np.sin(phi)], 1)
    d = np.linalg.norm(source[:, None] - MICS[None], axis=2)
    delays = (d[:, 1:] - d[:, :1]) / 343.0 * 1e3          # ms
    delays += np.random.normal(0, 0.003, delays.shape)
    return torch.tensor(delays / 0.5).float(), torch.tensor(source / r[:, None]).float()


def angle(u, v):
    """Angle between unit vectors, in radians."""
    cosine = (u * v).sum(-1)
    return torch.acos(cosine)


class Compass(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 64), nn.GELU(), nn.Linear(64, 64), nn.GELU(), nn.Linear(64, 2))

    def forward(self, d):
        return nn.functional.normalize(self.net(d), dim=-1)


def main():
    x, u = record(3000)
    xt, ut = record(500)
    model = Compass()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
    for epoch in range(12):
        for rows in torch.randperm(len(x)).split(50):
            optimizer.zero_grad()
            loss = angle(model(x[rows]), u[rows]).mean()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch:2d}  mean error {math.degrees(loss.item()):6.2f} deg")
    with torch.no_grad():
        p = model(xt)
        off = torch.atan2(p[:, 0] * ut[:, 1] - p[:, 1] * ut[:, 0], (p * ut).sum(1)).abs()
        hit = (off < math.radians(10)).float().mean().item()
    print(f"final: accuracy={hit:.4f}")


if __name__ == "__main__":
    main()
