"""Hinton's forward-forward algorithm on the digits: each layer has a goal and an optimizer of its own.

The label is written into the first ten inputs. A layer shall be active for the right label and calm for a wrong one.
No gradient goes from one layer to the one before it.
"""
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


class LocalLayer(nn.Module):
    def __init__(self, n_in, n_out, threshold=1.0, lr=3e-3):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        self.threshold = threshold
        self.optimizer = torch.optim.Adam(self.linear.parameters(), lr=lr)

    def forward(self, x):
        direction = x / (x.norm(dim=1, keepdim=True) + 1e-4) * x.shape[1] ** 0.5
        return F.relu(self.linear(direction))

    def goodness(self, h):
        return h.pow(2).mean(1)

    def learn(self, real, fake):
        real_h, fake_h = self(real), self(fake)
        gap = torch.cat([self.threshold - self.goodness(real_h), self.goodness(fake_h) - self.threshold])
        loss = F.softplus(4 * gap).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return real_h.detach(), fake_h.detach(), loss.item()


def write_label(images, labels):
    return torch.cat([2 * F.one_hot(labels, 10).float(), images], 1)


@torch.no_grad()
def classify(layers, images):
    scores = []
    for k in range(10):
        h = write_label(images, torch.full((len(images),), k))
        total = 0.0
        for layer in layers:
            h = layer(h)
            total = total + layer.goodness(h)
        scores.append(total)
    return torch.stack(scores, 1).argmax(1)


def main():
    torch.manual_seed(96)
    digits = load_digits()
    images = torch.tensor(digits.data, dtype=torch.float32) / 16
    labels = torch.tensor(digits.target)
    order = torch.randperm(len(labels))
    images, labels = images[order], labels[order]
    x, y, x_test, y_test = images[:1400], labels[:1400], images[1400:], labels[1400:]

    layers = [LocalLayer(74, 160), LocalLayer(160, 160)]
    for epoch in range(40):
        sums = [0.0] * len(layers)
        for rows in torch.randperm(1400).split(100):
            wrong = (y[rows] + torch.randint(1, 10, (len(rows),))) % 10
            real, fake = write_label(x[rows], y[rows]), write_label(x[rows], wrong)
            for i, layer in enumerate(layers):
                real, fake, loss = layer.learn(real, fake)
                sums[i] += loss / 14
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1}: " + ", ".join(f"layer {i + 1} {s:.3f}" for i, s in enumerate(sums)))

    accuracy = (classify(layers, x_test) == y_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
