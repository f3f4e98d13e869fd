"""Prototypical network (Snell et al. 2017): tell five unknown runes apart after seeing three examples of each."""
import torch
import torch.nn.functional as F
from torch import nn

WAY, SHOT, QUERY, SIDE = 5, 3, 6, 14


def invent_runes(n):
    """Each rune is a chain of four strokes between five points."""
    points = torch.empty(n, 5, 2).uniform_(-0.8, 0.8)
    return points


def draw(rune, copies):
    """Copies of a rune as different hands would write it."""
    points = rune + 0.07 * torch.randn(copies, 5, 2)
    points = points * torch.empty(copies, 1, 1).uniform_(0.85, 1.15) + 0.1 * torch.randn(copies, 1, 2)
    t = torch.linspace(0, 1, 8)[:, None]
    strokes = [points[:, i, None] * (1 - t) + points[:, i + 1, None] * t for i in range(4)]
    ink = torch.cat(strokes, 1)
    axis = torch.linspace(-1.1, 1.1, SIDE)
    near = torch.exp(-((ink[..., None] - axis) ** 2) / (2 * 0.11**2))
    image = torch.einsum("npx,npy->nyx", near[:, :, 0], near[:, :, 1]).clamp(max=1)
    return image[:, None] + 0.1 * torch.randn(copies, 1, SIDE, SIDE)


def episode(runes):
    """Images of WAY runes; a rune's number holds for this episode only."""
    picked = torch.randperm(len(runes))[:WAY]
    images = torch.stack([draw(runes[k], SHOT + QUERY) for k in picked])
    support, query = images[:, :SHOT], images[:, SHOT:]
    labels = torch.arange(WAY).repeat_interleave(QUERY)
    return support.flatten(0, 1), query.flatten(0, 1), labels


class Embed(nn.Module):
    def __init__(self, width=16):
        super().__init__()

        def block(n_in):
            return nn.Sequential(nn.Conv2d(n_in, width, 3, padding=1), nn.GroupNorm(4, width), nn.ReLU(), nn.MaxPool2d(2))

        self.net = nn.Sequential(block(1), block(width), nn.Flatten(), nn.Linear(width * 9, 32))

    def forward(self, x):
        return self.net(x)


def logits(net, support, query):
    prototypes = net(support).view(WAY, SHOT, -1).mean(1)
    return -torch.cdist(net(query), prototypes).pow(2)


def main():
    torch.manual_seed(94)
    train_runes, new_runes = invent_runes(80), invent_runes(30)
    net = Embed()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    recent = []
    for number in range(1, 301):
        support, query, labels = episode(train_runes)
        loss = F.cross_entropy(logits(net, support, query), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        recent.append(loss.item())
        if number % 60 == 0:
            print(f"episode {number}: loss {sum(recent[-60:]) / 60:.3f}")

    net.eval()
    right = 0.0
    with torch.no_grad():
        for _ in range(60):
            support, query, labels = episode(new_runes)
            right += (logits(net, support, query).argmax(1) == labels).float().mean().item() / 60
    print(f"final: accuracy={right:.4f}")


if __name__ == "__main__":
    main()
