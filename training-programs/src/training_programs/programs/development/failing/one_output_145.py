import torch
from torch import nn

torch.manual_seed(145)
doses = torch.rand(1500, 4)
effect = (doses[:, :1] * doses[:, 1:2] + 0.5 * torch.sin(6 * doses[:, 2:3])).clamp(-0.5, 1)
low, high = effect.min(), effect.max()
effect = (effect - low) / (high - low)


class Response(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(4, 32)
        self.l2 = nn.Linear(32, 32)
        self.l3 = nn.Linear(32, 1)

    def forward(self, x):
        x = torch.tanh(self.l1(x))
        x = torch.tanh(self.l2(x))
        return torch.softmax(self.l3(x), dim=1)


model = Response()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for step in range(600):
    rows = torch.randint(0, 1200, (50,))
    loss = nn.functional.mse_loss(model(doses[rows]), effect[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, round(loss.item(), 5))
with torch.no_grad():
    mse = nn.functional.mse_loss(model(doses[1200:]), effect[1200:])
print(f"final: r2={1 - (mse / effect[1200:].var()).item():.4f}")
