import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(10)
d = load_digits()
x = torch.tensor((d.data - d.data.mean()) / d.data.std(), dtype=torch.float32)
y = torch.tensor(d.target)


class Wide(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.Linear(64, 400)
        self.down = nn.Linear(400, 10)
        nn.init.constant_(self.up.bias, -0.3)  # sparse codes

    def forward(self, x):
        return self.down(F.relu(self.up(x)))


net = Wide()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(8):
    for idx in torch.randperm(1400).split(50):
        loss = F.cross_entropy(net(x[idx]), y[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    with torch.no_grad():
        active = (net.up(x[:1400]) > 0).float().mean().item()
    print(f"epoch {epoch} loss {loss.item():.4f} active units {active:.2f}")
with torch.no_grad():
    print(f"final: accuracy={(net(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
