"""Digits with Hinton's forward-forward algorithm: every layer learns by itself, without a backward pass through the net.

The first ten pixels carry a label. A layer's goodness (mean square of its activity) should be high for the right label
and low for a wrong one. To classify, all ten labels are tried.
"""
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn


def with_label(x, y):
    return torch.cat([3 * F.one_hot(y, 10).float(), x], dim=1)


def unit(x):
    return x / (x.norm(dim=1, keepdim=True) + 1e-4)


class Layer(nn.Module):
    def __init__(self, n_in, n_out, lr=3e-3, threshold=2.0):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        self.threshold = threshold
        self.optimizer = torch.optim.Adam(self.parameters(), lr=lr)

    def forward(self, x):
        return F.relu(self.linear(unit(x) * 5))

    def learn(self, right, wrong):
        good, bad = (self(h).square().mean(1) for h in (right, wrong))
        loss = F.softplus(torch.cat([self.threshold - good, bad - self.threshold])).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        with torch.no_grad():
            return self(right), self(wrong), loss.item()


class ForwardForward:
    def __init__(self, sizes):
        self.layers = [Layer(a, b) for a, b in zip(sizes, sizes[1:])]

    def step(self, x, y):
        wrong = (y + torch.randint(1, 10, y.shape)) % 10
        a, b = with_label(x, y), with_label(x, wrong)
        losses = []
        for layer in self.layers:
            a, b, loss = layer.learn(a, b)
            losses.append(loss)
        return losses

    @torch.no_grad()
    def classify(self, x):
        goodness = []
        for label in range(10):
            h = with_label(x, torch.full((len(x),), label))
            total = torch.zeros(len(x))
            for layer in self.layers:
                h = layer(h)
                total += h.square().mean(1)
            goodness.append(total)
        return torch.stack(goodness, 1).argmax(1)


if __name__ == "__main__":
    torch.manual_seed(70)
    X, y = load_digits(return_X_y=True)
    X = (X - X.mean()) / X.std()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=70, stratify=y)
    X_train, X_test = torch.tensor(X_train).float(), torch.tensor(X_test).float()
    y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

    net = ForwardForward([74, 120, 120])
    for epoch in range(24):
        for rows in torch.randperm(len(y_train)).split(64):
            losses = net.step(X_train[rows], y_train[rows])
        if epoch % 8 == 7:
            print(f"epoch {epoch + 1}: " + " ".join(f"{value:.3f}" for value in losses))
    print(f"train: {(net.classify(X_train) == y_train).float().mean().item():.4f}")
    print(f"final: accuracy={(net.classify(X_test) == y_test).float().mean().item():.4f}")
