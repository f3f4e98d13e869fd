"""Height of forest stands from laser returns: eight nets trained at once with torch.func, their mean is the answer."""

import copy

import torch
from torch import nn
from torch.func import functional_call, stack_module_state, vmap

MEMBERS = 8


def stands(n, generator):
    r = torch.randn(n, 7, generator=generator)
    height = 18 + 6 * torch.tanh(r[:, 0]) + 3 * r[:, 1] * torch.sigmoid(2 * r[:, 2]) - 2 * r[:, 3].abs() + r[:, 4]
    return r, height + 0.5 * torch.randn(n, generator=generator)


def member(width=24):
    return nn.Sequential(nn.Linear(7, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1))


class Committee:
    def __init__(self, lr=4e-3):
        nets = [member() for _ in range(MEMBERS)]
        self.params, self.buffers = stack_module_state(nets)
        self.shell = copy.deepcopy(nets[0]).to("meta")
        self.optimizer = torch.optim.Adam(self.params.values(), lr=lr)

    def __call__(self, x):
        """(MEMBERS, len(x)): what each member says."""

        def one(params, buffers):
            return functional_call(self.shell, (params, buffers), (x,)).squeeze(-1)

        return vmap(one)(self.params, self.buffers)

    def step(self, x, y):
        # each member has samples of its own left out (a bootstrap by weights)
        weight = torch.poisson(torch.ones(MEMBERS, len(x)))
        loss = (weight * (self(x) - y) ** 2).mean(dim=1).sum()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main():
    torch.manual_seed(127)
    g = torch.Generator().manual_seed(127)
    (x, y), (x_new, y_new) = stands(1500, g), stands(500, g)
    mean, std = y.mean(), y.std()
    y, y_new = (y - mean) / std, (y_new - mean) / std
    committee = Committee()
    for epoch in range(25):
        losses = [committee.step(x[rows], y[rows]) for rows in torch.randperm(len(x)).split(50)]
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1:2d}: sum of {MEMBERS} losses {sum(losses) / len(losses):.4f}")
    with torch.no_grad():
        answers = committee(x_new)
    print("disagreement (m):", round((answers.std(dim=0).mean() * std).item(), 3))
    print(f"final: r2={1 - ((answers.mean(0) - y_new).pow(2).mean() / y_new.var()).item():.4f}")


if __name__ == "__main__":
    main()
