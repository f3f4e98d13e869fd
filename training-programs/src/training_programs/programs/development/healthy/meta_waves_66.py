"""MAML on sine waves: learn weights from which one gradient step on ten points fits a new wave."""
import math

import torch
import torch.nn.functional as F


def init_weights(hidden=40):
    sizes = [(hidden, 1), (hidden, hidden), (1, hidden)]
    weights = []
    for n_out, n_in in sizes:
        weights.append((torch.randn(n_out, n_in) * math.sqrt(2 / n_in)).requires_grad_())
        weights.append(torch.zeros(n_out, requires_grad=True))
    return weights


def network(w, x):
    x = F.relu(F.linear(x / 3, w[0], w[1]))
    x = F.relu(F.linear(x, w[2], w[3]))
    return F.linear(x, w[4], w[5])


class Wave:
    def __init__(self, gen):
        self.gen = gen
        self.height = 0.5 + 2 * torch.rand(1, generator=gen)
        self.phase = math.pi * torch.rand(1, generator=gen)

    def draw(self, n):
        x = 10 * torch.rand(n, 1, generator=self.gen) - 5
        return x, self.height * torch.sin(x - self.phase)


def adapt(w, x, y, rate=0.02, steps=1, keep_graph=True):
    for _ in range(steps):
        loss = F.mse_loss(network(w, x), y)
        grads = torch.autograd.grad(loss, w, create_graph=keep_graph)
        w = [p - rate * g for p, g in zip(w, grads)]
    return w


def main():
    torch.manual_seed(66)
    gen = torch.Generator().manual_seed(66)
    weights = init_weights()
    meta = torch.optim.Adam(weights, lr=5e-3)
    recent = []
    for iteration in range(1, 401):
        meta.zero_grad()
        meta_loss = 0.0
        for _ in range(8):
            wave = Wave(gen)
            fast = adapt(weights, *wave.draw(10))
            x, y = wave.draw(10)
            meta_loss = meta_loss + F.mse_loss(network(fast, x), y) / 8
        meta_loss.backward()
        meta.step()
        recent.append(meta_loss.item())
        if iteration % 100 == 0:
            print(f"iteration {iteration}: query loss {sum(recent[-100:]) / 100:.3f}")

    error = total = 0.0
    for _ in range(100):
        wave = Wave(gen)
        fast = adapt(weights, *wave.draw(10), steps=5, keep_graph=False)
        x, y = wave.draw(100)
        error += (network(fast, x) - y).pow(2).sum().item()
        total += (y - y.mean()).pow(2).sum().item()
    print(f"final: r2={1 - error / total:.4f}")


if __name__ == "__main__":
    main()
