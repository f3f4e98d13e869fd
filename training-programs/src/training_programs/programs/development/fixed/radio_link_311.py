"""A radio link learned end to end: 16 messages, two channel uses, white noise in between.

After O'Shea & Hoydis, "An introduction to deep learning for the physical layer" (2017).
"""
import argparse

import torch
import torch.nn.functional as F
from torch import distributions, nn

parser = argparse.ArgumentParser()
parser.add_argument("--messages", type=int, default=16)
parser.add_argument("--uses", type=int, default=2)
parser.add_argument("--noise", type=float, default=0.22, help="standard deviation per channel use")
parser.add_argument("--steps", type=int, default=900)
parser.add_argument("--batch", type=int, default=256)
parser.add_argument("--lr", type=float, default=3e-3)
parser.add_argument("--seed", type=int, default=311)


class Transmitter(nn.Module):
    def __init__(self, messages, uses):
        super().__init__()
        self.register_buffer("alphabet", torch.eye(messages))
        self.net = nn.Sequential(nn.Linear(messages, 32), nn.ELU(), nn.Linear(32, uses))

    def constellation(self):
        points = self.net(self.alphabet)
        points = points - points.mean(0)
        return points / points.square().mean().sqrt()  # average power 1

    def forward(self, message):
        return self.constellation()[message]


class Channel(nn.Module):
    def __init__(self, noise):
        super().__init__()
        self.noise = noise

    def forward(self, signal):
        return distributions.Normal(signal, self.noise).rsample()


def main(args):
    torch.manual_seed(args.seed)
    sender, channel = Transmitter(args.messages, args.uses), Channel(args.noise)
    receiver = nn.Sequential(nn.Linear(args.uses, 64), nn.ELU(), nn.Linear(64, 64), nn.ELU(), nn.Linear(64, args.messages))
    link = nn.Sequential(sender, channel, receiver)
    optimizer = torch.optim.Adam(link.parameters(), lr=args.lr)
    print(f"{sum(p.numel() for p in link.parameters())} parameters")

    for step in range(1, args.steps + 1):
        message = torch.randint(args.messages, (args.batch,))
        loss = F.cross_entropy(link(message), message)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 150 == 0:
            print(f"step {step:4d}  cross-entropy {loss.item():.4f} nats")

    link.eval()
    with torch.no_grad():
        message = torch.randint(args.messages, (20_000,))
        right = (link(message).argmax(1) == message).float().mean()
    print(f"block error rate {1 - right.item():.4f}")
    print(f"final: accuracy={right.item():.4f}")


if __name__ == "__main__":
    main(parser.parse_args([]))
