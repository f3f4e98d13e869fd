import torch
from torch import nn

torch.manual_seed(137)


class Wave(nn.Module):
    def __init__(self, *hidden):
        super().__init__()
        sizes = [1, *hidden]
        self.inner = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])
        self.outer = nn.Linear(sizes[-1], 1)

    def forward(self, t):
        for layer in self.inner:
            t = torch.tanh(layer(t))
        return self.outer(t)


model = Wave(64, 64)
t = torch.linspace(-3, 3, 1024)[:, None]
y = 1.4 * torch.sin(4 * t)
rows = torch.randperm(1024)
train, test = rows[:800], rows[800:]
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(60):
    for part in train[torch.randperm(800)].split(50):
        opt.zero_grad()
        loss = nn.functional.mse_loss(model(t[part]), y[part])
        loss.backward()
        opt.step()
    if epoch % 20 == 19:
        print(epoch + 1, loss.item())
with torch.no_grad():
    rest = nn.functional.mse_loss(model(t[test]), y[test])
print(f"final: r2={1 - (rest / y[test].var()).item():.4f}")
