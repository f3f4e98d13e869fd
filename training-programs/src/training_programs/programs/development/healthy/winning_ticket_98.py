"""Lottery tickets: train, prune the smallest weights, rewind the rest to their first values, train again."""
import copy

import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.nn.utils import prune


def data():
    x, y = make_friedman1(n_samples=2500, n_features=10, noise=0.5, random_state=98)
    x = torch.tensor(2 * x - 1, dtype=torch.float32) * 3**0.5
    y = torch.tensor(y, dtype=torch.float32)[:, None]
    y = (y - y[:2000].mean()) / y[:2000].std()
    return x[:2000], y[:2000], x[2000:], y[2000:]


def linears(net):
    return [m for m in net if isinstance(m, nn.Linear)]


def train(net, x, y, epochs):
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    first = last = None
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(x)).split(100):
            loss = nn.functional.mse_loss(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(x)
        first = total if first is None else first
        last = total
    return first, last


def main():
    torch.manual_seed(98)
    x, y, x_test, y_test = data()
    net = nn.Sequential(nn.Linear(10, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 1))
    start = [copy.deepcopy(layer.weight.data) for layer in linears(net)]
    start_bias = [layer.bias.data.clone() for layer in linears(net)]
    for layer in linears(net):
        prune.identity(layer, "weight")

    for round_ in range(5):
        if round_:
            prune.global_unstructured(
                [(layer, "weight") for layer in linears(net)[:2]], pruning_method=prune.L1Unstructured, amount=0.5
            )
            for layer, weight, bias in zip(linears(net), start, start_bias):
                layer.weight_orig.data.copy_(weight)
                layer.bias.data.copy_(bias)
        first, last = train(net, x, y, epochs=12)
        kept = sum(int(layer.weight_mask.sum()) for layer in linears(net)[:2]) / 11_000
        print(f"round {round_}: {kept:6.1%} of the weights, loss {first:.4f} -> {last:.4f}")

    net.eval()
    with torch.no_grad():
        residual = (net(x_test) - y_test).pow(2).mean()
    print(f"final: r2={1 - (residual / y_test.var(unbiased=False)).item():.4f}")


if __name__ == "__main__":
    main()
