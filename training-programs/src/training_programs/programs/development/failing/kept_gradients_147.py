import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(147)
x = torch.tensor(load_digits().data, dtype=torch.float32) / 16
x = x[torch.randperm(len(x))]
center = x.mean(0)


class Auto(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Sequential(nn.Linear(64, 40), nn.Tanh(), nn.Linear(40, 12))
        self.decode = nn.Sequential(nn.Linear(12, 40), nn.Tanh(), nn.Linear(40, 64))

    def forward(self, x):
        return self.decode(self.encode(x))


auto = Auto()
opt = torch.optim.SGD(auto.parameters(), lr=1.0, momentum=0.8)
for epoch in range(12):
    for part in torch.randperm(1500).split(30):
        picture = x[part]
        loss = nn.functional.mse_loss(auto(picture), picture)
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    rest = (auto(x[1500:]) - x[1500:]).pow(2).mean()
print(f"final: r2={1 - (rest / (x[1500:] - center).pow(2).mean()).item():.4f}")
