"""State of health of a battery pack from its charging curve, for a microcontroller that holds weights in int8.

While it trains, weights stay within what eight bits can hold at the chosen scale, so that nothing is cut off
when they are exported at the end.
"""

import argparse
import copy

import torch
from torch import nn

SCALE_BITS = 12  # one int8 step is 2 ** -SCALE_BITS


def charging_curves(n, generator):
    """Voltage at 24 moments of a constant-current charge; wear bends, lifts and delays the curve."""
    wear = torch.rand(n, 1, generator=generator)
    cold = torch.rand(n, 1, generator=generator)
    t = torch.linspace(0, 1, 24)
    knee = torch.sigmoid(14 * (t - 0.75 + 0.3 * wear))
    bump = torch.exp(-(((t - 0.35 - 0.1 * cold) / 0.1) ** 2))
    volts = 3.3 + 0.45 * t + 0.35 * knee + 0.08 * (1 - wear) * bump + 0.15 * cold * (1 - t)
    volts = volts + 0.02 * torch.randn(n, 24, generator=generator)
    health = 1 - 0.4 * wear.squeeze(1) ** 1.5 - 0.05 * (wear * cold).squeeze(1)
    return volts, health


class HealthNet(nn.Module):
    def __init__(self, inputs=24, width=20):
        super().__init__()
        self.fc1 = nn.Linear(inputs, width)
        self.fc2 = nn.Linear(width, width)
        self.fc3 = nn.Linear(width, 1)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return self.fc3(x).squeeze(1)


@torch.no_grad()
def stay_in_range(net, bits):
    most = 127 * 2.0**-bits
    for name, parameter in net.named_parameters():
        if name.endswith("weight"):
            parameter.clamp_(-most, most)


@torch.no_grad()
def to_int8(net, bits):
    small = copy.deepcopy(net)
    for name, parameter in small.named_parameters():
        if name.endswith("weight"):
            parameter.copy_((parameter * 2**bits).round().clamp(-127, 127) / 2**bits)
    return small


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-3)
    args = parser.parse_args()
    torch.manual_seed(612)
    generator = torch.Generator().manual_seed(612)
    volts, health = charging_curves(2000, generator)
    volts = (volts - volts[:1500].mean(0)) / volts[:1500].std(0)
    health = (health - health[:1500].mean()) / health[:1500].std()

    net = HealthNet()
    stay_in_range(net, SCALE_BITS)
    optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        total = 0.0
        for rows in torch.randperm(1500).split(args.batch):
            loss = nn.functional.mse_loss(net(volts[rows]), health[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            stay_in_range(net, SCALE_BITS)
            total += loss.item() * len(rows) / 1500
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: loss {total:.4f}")

    with torch.no_grad():
        left = (to_int8(net, SCALE_BITS)(volts[1500:]) - health[1500:]).pow(2).mean().item()
    print(f"final: r2={1 - left / health[1500:].var(unbiased=False).item():.4f}")


if __name__ == "__main__":
    main()
