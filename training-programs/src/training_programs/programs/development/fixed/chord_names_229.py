"""
Chord recognition, homework 3.
Input: a chroma vector (12 pitch classes), folded over two octaves -> 24 numbers.
Output: major / minor / diminished / augmented / sus4, whatever the root is.
No nn.Linear allowed in this exercise, layers are our own.
"""
import math

import torch
from torch.nn import Module, ModuleList, Parameter
from torch.nn.functional import cross_entropy

torch.manual_seed(229)

INTERVALS = [(0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7)]


def play(n):
    quality = torch.randint(0, 5, (n,))
    root = torch.randint(0, 12, (n,))
    x = 0.15 * torch.randn(n, 24)
    for i in range(n):
        for semitone in INTERVALS[quality[i]]:
            pitch = (root[i] + semitone) % 12
            x[i, pitch] += 0.6 + 0.4 * torch.rand(())
            x[i, 12 + pitch] += 0.6 * torch.rand(())
    return x, quality


class Dense(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = Parameter(torch.randn(n_in, n_out) / n_in ** 0.5)
        self.b = Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.W + self.b


class Net(Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = ModuleList([Dense(a, b) for a, b in zip(sizes[:-1], sizes[1:])])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x)


x_train, y_train = play(3000)
x_test, y_test = play(600)
mean, std = x_train.mean(0), x_train.std(0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std

net = Net(24, 128, 128, 128, 128, 5)
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)
for epoch in range(25):
    order = torch.randperm(3000)
    for b in range(0, 3000, 60):
        idx = order[b:b + 60]
        loss = cross_entropy(net(x_train[idx]), y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 4:
        print("epoch", epoch + 1, "loss %.4f (guessing: %.4f)" % (loss.item(), math.log(5)))

with torch.no_grad():
    accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
print("final: accuracy=%.4f" % accuracy)
