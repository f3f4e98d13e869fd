import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(71)


class TemperatureNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 32)
        self.fc2 = nn.Linear(32, 32)
        self.fc3 = nn.Linear(32, 1)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = F.relu(self.fc3(x))
        return x


def weather(n):
    day = torch.rand(n) * 365
    height, wind, cloud = torch.randn(n), torch.randn(n), torch.randn(n)
    season = torch.cos((day - 200) / 365 * 2 * torch.pi)
    temp = 12 * season - 4 * height - wind + 2 * cloud * season + 0.5 * torch.randn(n)
    return torch.stack([(day - 182) / 105, height, wind, cloud], 1), (temp / 9.6).unsqueeze(1)


x, y = weather(1500)
xv, yv = weather(500)
net = TemperatureNet()
optimizer = torch.optim.Adam(net.parameters(), lr=0.004)
for epoch in range(20):
    for idx in torch.randperm(1500).split(50):
        optimizer.zero_grad()
        loss = F.mse_loss(net(x[idx]), y[idx])
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        val = F.mse_loss(net(xv), yv)
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1} train {loss.item():.4f} val {val.item():.4f}")
print(f"final: r2={1 - (val / yv.var()).item():.4f}")
