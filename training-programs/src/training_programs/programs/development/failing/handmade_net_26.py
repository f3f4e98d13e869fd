"""A three-layer network from scratch: only tensors and autograd."""
import math

import torch
from sklearn.datasets import load_digits

g = torch.Generator().manual_seed(26)
digits = load_digits()
X = torch.tensor(digits.data, dtype=torch.float32)
X = (X - X.mean()) / X.std()
Y = torch.tensor(digits.target)
shuffle = torch.randperm(len(X), generator=g)
X, Y = X[shuffle], Y[shuffle]
Xtr, Ytr, Xte, Yte = X[:1400], Y[:1400], X[1400:], Y[1400:]


def matrix(n_in, n_out):
    return torch.randn(n_in, n_out, generator=g)


sizes = [64, 100, 100, 100, 10]
weights = [matrix(a, b).requires_grad_() for a, b in zip(sizes, sizes[1:])]
biases = [torch.zeros(b, requires_grad=True) for b in sizes[1:]]


def forward(x):
    for w, b in zip(weights[:-1], biases[:-1]):
        x = torch.tanh(x @ w + b)
    return x @ weights[-1] + biases[-1]


lr = 0.05
for epoch in range(12):
    for start in range(0, 1400, 50):
        rows = torch.randint(0, 1400, (50,), generator=g)
        loss = torch.nn.functional.cross_entropy(forward(Xtr[rows]), Ytr[rows])
        grads = torch.autograd.grad(loss, weights + biases)
        with torch.no_grad():
            for p, dp in zip(weights + biases, grads):
                p -= lr * dp
    print(f"epoch {epoch:2d} loss {loss.item():.3f}")

with torch.no_grad():
    print(f"final: accuracy={(forward(Xte).argmax(1) == Yte).float().mean().item():.4f}")
