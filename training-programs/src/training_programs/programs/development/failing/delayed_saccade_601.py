"""Delayed saccade: a cue flashes in one of eight directions, and after a pause the circuit has to look there.

Continuous-time rate network as in the systems-neuroscience papers, integrated with Euler's method.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

SEED = 601
N_UNITS = 64
N_DIRECTIONS = 8
DT = 20.0       # integration step, ms
TAU = 0.4       # membrane time constant
CUE, DELAY, GO = 4, 36, 4  # in steps
BATCH = 64
UPDATES = 260


def make_trials(n, generator):
    """Inputs: x and y of the cue, fixation light. It goes out when the eye may move."""
    total = CUE + DELAY + GO
    direction = torch.randint(N_DIRECTIONS, (n,), generator=generator)
    angle = 2 * math.pi * direction / N_DIRECTIONS
    inputs = 0.1 * torch.randn(n, total, 3, generator=generator)
    inputs[:, :CUE, 0] += angle.cos().unsqueeze(1)
    inputs[:, :CUE, 1] += angle.sin().unsqueeze(1)
    inputs[:, : CUE + DELAY, 2] += 1.0
    return inputs, direction


class RateNetwork(nn.Module):
    """tau dh/dt = -h + tanh(W h + U u + b)"""

    def __init__(self, n_in, n_units, n_out, dt, tau):
        super().__init__()
        self.alpha = min(dt / tau, 1.0)
        self.input = nn.Linear(n_in, n_units)
        self.recurrent = nn.Linear(n_units, n_units, bias=False)
        self.readout = nn.Linear(n_units, n_out)
        nn.init.normal_(self.recurrent.weight, std=0.5 / math.sqrt(n_units))

    def forward(self, inputs):
        h = inputs.new_zeros(inputs.shape[0], self.recurrent.in_features)
        drive = self.input(inputs)
        outputs = []
        for t in range(inputs.shape[1]):
            h = (1 - self.alpha) * h + self.alpha * torch.tanh(drive[:, t] + self.recurrent(h))
            if t >= CUE + DELAY:
                outputs.append(self.readout(h))
        return torch.stack(outputs, dim=1)


def loss_of(net, inputs, direction):
    out = net(inputs)
    return F.cross_entropy(out.flatten(0, 1), direction.repeat_interleave(out.shape[1]))


def main():
    torch.manual_seed(SEED)
    trials = torch.Generator().manual_seed(SEED + 1)
    net = RateNetwork(3, N_UNITS, N_DIRECTIONS, DT, TAU)
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for update in range(1, UPDATES + 1):
        inputs, direction = make_trials(BATCH, trials)
        optimizer.zero_grad()
        loss = loss_of(net, inputs, direction)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if update % 20 == 0:
            print(f"update {update:4d}   loss {loss.item():.4f}")

    inputs, direction = make_trials(1000, torch.Generator().manual_seed(SEED + 2))
    with torch.no_grad():
        looked = net(inputs)[:, -1].argmax(dim=1)
    print(f"final: accuracy={(looked == direction).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
