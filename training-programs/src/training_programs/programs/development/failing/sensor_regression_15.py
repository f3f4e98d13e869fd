import random

import torch
import torch.nn as nn

random.seed(5)
torch.manual_seed(5)


def reading():
    temp, humidity, light = (random.gauss(0, 1) for _ in range(3))
    power = 0.8 * temp - 0.5 * humidity + 0.3 * light * temp + random.gauss(0, 0.05)
    return [temp, humidity, light], power


def collect(n):
    rows = [reading() for _ in range(n)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])


class Calibrator(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(3, 20)
        self.l2 = nn.Linear(20, 1)

    def forward(self, row):
        return self.l2(torch.tanh(self.l1(row)))


xs, ys = collect(320)
xt, yt = collect(200)
model = Calibrator()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

for epoch in range(40):
    epoch_loss = 0.0
    order = torch.randperm(320)
    for start in range(0, 320, 16):
        picked = order[start : start + 16]
        outputs = [model(xs[i]) for i in picked]
        predicted = torch.tensor([o.item() for o in outputs], requires_grad=True)
        loss = nn.functional.mse_loss(predicted, ys[picked])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item() / 20
    if epoch % 8 == 7:
        print("epoch", epoch + 1, "mse", round(epoch_loss, 4))

with torch.no_grad():
    residual = nn.functional.mse_loss(model(xt)[:, 0], yt)
print(f"final: r2={1 - (residual / yt.var()).item():.4f}")
