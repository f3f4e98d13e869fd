"""Backpropagation worked out on paper: gradients are written into .grad by hand, an optimizer of torch takes the steps.

The task: which of three wells is a drop of groundwater from, by eight ions.
"""
import torch
from torch import nn

torch.manual_seed(87)
torch.set_grad_enabled(False)

# three wells, each a mixture of two aquifers
centers = 1.5 * torch.randn(3, 2, 8)
well = torch.randint(3, (1800,))
aquifer = torch.randint(2, (1800,))
ions = centers[well, aquifer] + 0.8 * torch.randn(1800, 8)
ions = (ions - ions[:1400].mean(0)) / ions[:1400].std(0)
truth = nn.functional.one_hot(well, 3).float()

first, second = nn.Linear(8, 32), nn.Linear(32, 3)
optimizer = torch.optim.SGD([*first.parameters(), *second.parameters()], lr=0.1, momentum=0.9)

for epoch in range(12):
    running = 0.0
    for rows in torch.randperm(1400).split(50):
        x, t = ions[rows], truth[rows]
        # forward
        a = first(x)
        h = a.tanh()
        p = second(h).softmax(1)
        running -= (t * p.log()).sum().item()
        # backward
        dz = (p - t) / len(rows)
        dh = dz @ second.weight
        da = dh * (1 - h**2)
        second.weight.grad, second.bias.grad = dz.T @ h, dz.sum(0)
        first.weight.grad, first.bias.grad = da.T @ x, da.sum(0)
        optimizer.step()
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: cross-entropy {running / 1400:.4f}")

answer = second(first(ions[1400:]).tanh()).argmax(1)
print(f"final: accuracy={(answer == well[1400:]).float().mean().item():.4f}")
