"""Condition of a drill (new, worn, broken) from the current of its motor. Returns log-probabilities, which the dashboard shows."""
import math

import torch
import torch.nn as nn


def currents(n, g, length=64):
    state = torch.randint(3, (n,), generator=g)
    t = torch.arange(length) / length
    speed = 5 + 2 * torch.rand(n, 1, generator=g)
    hum = torch.sin(2 * math.pi * (speed * t + torch.rand(n, 1, generator=g)))
    drag = (state == 1).float()[:, None] * (0.5 + 0.5 * torch.rand(n, 1, generator=g)) * t
    chatter = (state == 2).float()[:, None] * 0.7 * torch.sin(2 * math.pi * (3.1 * speed * t + torch.rand(n, 1, generator=g)))
    return hum + drag + chatter + 0.5 * torch.randn(n, length, generator=g), state


class DrillNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 16, 9, padding=4)
        self.conv2 = nn.Conv1d(16, 16, 9, padding=4, stride=2)
        self.fc = nn.Linear(16 * 8, 3)

    def forward(self, x):
        h = torch.relu(self.conv1(x[:, None]))
        h = torch.relu(self.conv2(h))
        h = nn.functional.avg_pool1d(h, 4).flatten(1)
        return torch.log_softmax(self.fc(h), dim=-1)


torch.manual_seed(90)
g = torch.Generator().manual_seed(90)
x, state = currents(1600, g)
x_test, state_test = currents(500, g)
net = DrillNet()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(8):
    for rows in torch.randperm(1600).split(40):
        loss = criterion(net(x[rows]), state[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: {loss.item():.4f}")

with torch.no_grad():
    log_p = net(x_test)
print("mean certainty", round(log_p.exp().amax(1).mean().item(), 3))
print(f"final: accuracy={(log_p.argmax(1) == state_test).float().mean().item():.4f}")
