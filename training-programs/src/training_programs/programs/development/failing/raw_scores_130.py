import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(130)
d = load_digits()
x, y = torch.tensor(d.data / 16).float(), torch.tensor(d.target)
z = torch.randperm(1797)
x, y = x[z], y[z]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.f1 = nn.Linear(64, 32)
        self.f2 = nn.Linear(32, 10)

    def forward(self, x):
        x = torch.relu(self.f1(x))
        return nn.functional.softmax(self.f2(x), dim=1)


net = Net()
crit = nn.NLLLoss()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for ep in range(6):
    for i in range(0, 1400, 35):
        opt.zero_grad()
        loss = crit(net(x[i : i + 35]), y[i : i + 35])
        loss.backward()
        opt.step()
    print(ep, loss.item())
with torch.no_grad():
    print(f"final: accuracy={(net(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
