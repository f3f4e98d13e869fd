"""Inverse kinematics of a two-link arm with a mixture density network: a point can be reached elbow up or elbow down."""
import math

import torch
import torch.nn as nn

LINKS = (1.0, 0.8)


def reach(angles):
    shoulder, elbow = angles[..., 0], angles[..., 0] + angles[..., 1]
    x = LINKS[0] * torch.cos(shoulder) + LINKS[1] * torch.cos(elbow)
    y = LINKS[0] * torch.sin(shoulder) + LINKS[1] * torch.sin(elbow)
    return torch.stack([x, y], -1)


def sample(n):
    """Poses within the joints' limits, and where the hand is then (with some measurement noise)."""
    shoulder = torch.empty(n).uniform_(-0.3, math.pi - 0.3)
    elbow = torch.empty(n).uniform_(0.5, 2.4) * (2 * torch.randint(0, 2, (n,)) - 1)
    angles = torch.stack([shoulder, elbow], 1)
    return reach(angles) + 0.01 * torch.randn(n, 2), angles


class MixtureDensity(nn.Module):
    def __init__(self, components=4, hidden=64):
        super().__init__()
        self.components = components
        self.trunk = nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh())
        self.mix = nn.Linear(hidden, components)
        self.mean = nn.Linear(hidden, 2 * components)
        self.log_sigma = nn.Linear(hidden, components)
        for head in (self.mix, self.mean, self.log_sigma):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def forward(self, point):
        h = self.trunk(point)
        return (
            torch.log_softmax(self.mix(h), dim=1),
            self.mean(h).view(-1, self.components, 2),
            self.log_sigma(h).clamp(-4, 2),
        )


def negative_log_likelihood(out, angles):
    log_mix, mean, log_sigma = out
    square = ((angles[:, None] - mean) ** 2).sum(2)
    log_prob = -0.5 * square * torch.exp(-2 * log_sigma) - 2 * log_sigma - math.log(2 * math.pi)
    return -torch.logsumexp(log_mix + log_prob, dim=1).mean()


def most_likely(out):
    log_mix, mean, log_sigma = out
    best = (log_mix - 2 * log_sigma).argmax(1)
    return mean[torch.arange(len(mean)), best]


def main():
    torch.manual_seed(450)
    points, angles = sample(3000)
    test_points, _ = sample(600)
    net = MixtureDensity()
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
    for epoch in range(20):
        net.train()
        total = 0.0
        for rows in torch.randperm(3000).split(100):
            loss = negative_log_likelihood(net(points[rows]), angles[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / 30
        scheduler.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: nll {total:.3f}")

    net.eval()
    with torch.no_grad():
        miss = (reach(most_likely(net(test_points))) - test_points).norm(dim=1)
    print(f"median miss {miss.median():.3f}")
    print(f"final: accuracy={(miss < 0.1).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
