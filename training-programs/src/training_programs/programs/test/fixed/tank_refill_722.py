"""Litres that went into a tank, from the pump's flow and the valve's position over 60 minutes.

A ReLU network that starts as an integrator (identity matrix), after Le, Jaitly & Hinton 2015.
"""

import torch
from torch import nn

MINUTES = 60


def days(n, generator):
    """(n, MINUTES, 2) of flow and valve; the sum of the flow while the valve was open."""
    flow = torch.rand(n, MINUTES, generator=generator)
    flow = flow + 0.5 * torch.rand(n, 1, generator=generator)
    switch = torch.rand(n, MINUTES, generator=generator) < 0.12
    start = torch.randint(2, (n, 1), generator=generator)
    valve = (start + switch.cumsum(dim=1)) % 2
    litres = (flow * valve).sum(dim=1)
    x = torch.stack([(flow - 0.75) / 0.32, (valve - 0.5) / 0.5], dim=2)
    return x, ((litres - 22.5) / 9.5).unsqueeze(1)


class Integrator(nn.Module):
    def __init__(self, hidden=48):
        super().__init__()
        self.rnn = nn.RNN(2, hidden, nonlinearity="relu", batch_first=True)
        self.out = nn.Linear(hidden, 1)
        with torch.no_grad():
            self.rnn.weight_hh_l0.copy_(torch.eye(hidden))
            self.rnn.weight_ih_l0.normal_(std=0.05)
            self.rnn.bias_ih_l0.zero_()
            self.rnn.bias_hh_l0.zero_()

    def forward(self, x):
        _, last = self.rnn(x)
        return self.out(last[0])


class Fitter:
    def __init__(self, model, lr, max_norm):
        self.model, self.max_norm = model, max_norm
        self.optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
        self.criterion = nn.MSELoss()

    def step(self, x, y):
        self.optimizer.zero_grad(set_to_none=False)
        loss = self.criterion(self.model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.max_norm)
        self.optimizer.step()
        return loss.item()

    def fit(self, x, y, epochs, batch):
        for epoch in range(epochs):
            losses = [self.step(x[rows], y[rows]) for rows in torch.randperm(len(x)).split(batch)]
            print(f"epoch {epoch + 1}: {sum(losses) / len(losses):.4f}")


def main():
    torch.manual_seed(722)
    generator = torch.Generator().manual_seed(722)
    x, y = days(3000, generator)
    model = Integrator()
    Fitter(model, lr=0.01, max_norm=0.5).fit(x[:2400], y[:2400], epochs=6, batch=40)
    with torch.no_grad():
        left = (model(x[2400:]) - y[2400:]).pow(2).mean()
    print(f"final: r2={1 - (left / y[2400:].var()).item():.4f}")


if __name__ == "__main__":
    main()
