"""A thermostat-like policy for a kettle, found by evolution strategies: no backward pass anywhere."""

import torch
from torch import nn

torch.manual_seed(122)
torch.set_grad_enabled(False)


class Kettle:
    """Many kettles at once: heat to the wished temperature and hold it; delay between heater and water."""

    def __init__(self, n, gen):
        self.water = 15 + 20 * torch.rand(n, generator=gen)
        self.plate = self.water.clone()
        self.goal = 40 + 50 * torch.rand(n, generator=gen)

    def observe(self):
        return torch.stack([(self.goal - self.water) / 20, (self.plate - self.water) / 20, self.goal / 50 - 1], dim=-1)

    def step(self, power):
        self.plate = self.plate + 6 * power - 0.25 * (self.plate - self.water)
        self.water = self.water + 0.25 * (self.plate - self.water) - 0.02 * (self.water - 20)
        return (self.goal - self.water).abs() / 50


def play(weights, n, gen, steps=40):
    """Mean deviation from the goal in the second half, for a whole population of weights at once."""
    w1, b1, w2, b2 = weights
    kettle = Kettle(n, gen)
    kettle.water, kettle.plate, kettle.goal = (
        v.expand(len(w1), n) for v in (kettle.water, kettle.plate, kettle.goal)
    )
    off = 0.0
    for t in range(steps):
        h = torch.tanh(torch.baddbmm(b1, kettle.observe(), w1))
        power = torch.sigmoid(torch.baddbmm(b2, h, w2)).squeeze(-1)
        deviation = kettle.step(power)
        if t >= steps // 2:
            off = off + deviation / (steps - steps // 2)
    return off.mean(1)


SHAPES = [(3, 12), (1, 12), (12, 1), (1, 1)]
SIZES = [a * b for a, b in SHAPES]


def unpack(flat):
    return [part.view(-1, *shape) for part, shape in zip(flat.split(SIZES, dim=1), SHAPES, strict=True)]


policy = nn.Sequential(nn.Linear(3, 12), nn.Tanh(), nn.Linear(12, 1))
theta = nn.utils.parameters_to_vector([policy[0].weight.t().contiguous(), policy[0].bias, policy[2].weight, policy[2].bias])
SIGMA, LR, PAIRS = 0.1, 0.06, 32
momentum = torch.zeros_like(theta)
for generation in range(200):
    noise = torch.randn(PAIRS, len(theta))
    population = torch.cat([theta + SIGMA * noise, theta - SIGMA * noise])
    cost = play(unpack(population), 24, torch.Generator().manual_seed(generation))
    rank = cost.argsort().argsort().float() / (2 * PAIRS - 1) - 0.5
    slope = ((rank[:PAIRS] - rank[PAIRS:]).unsqueeze(1) * noise).mean(0) / SIGMA
    momentum = 0.8 * momentum + slope
    theta = theta - LR * momentum
    if generation % 25 == 0:
        print(f"generation {generation:3d}: deviation {cost.mean().item():.4f}")

final = play(unpack(theta.unsqueeze(0)), 400, torch.Generator().manual_seed(10_000)).item()
print(f"final: loss={final:.4f}")
