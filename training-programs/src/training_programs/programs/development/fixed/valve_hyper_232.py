# %% [markdown]
# # One model for all pumps
# Every pump has a data sheet (4 numbers). A small network reads the sheet and writes the last layer of the
# flow model, so a new pump needs no training of its own.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(232)

# %%
PUMPS, PER_PUMP = 70, 40
sheet = torch.rand(PUMPS, 4) * 2 - 1
x = torch.rand(PUMPS, PER_PUMP, 2) * 2 - 1          # valve position, head


def flow(s, x):
    gain = 1.0 + 1.5 * s[:, None, 0]
    bend = 2.0 * s[:, None, 1]
    leak = 1.2 * s[:, None, 2] * s[:, None, 3]
    return gain * torch.sin(2 * x[..., 0]) + bend * x[..., 0] * x[..., 1] + leak


y = flow(sheet, x) + 0.05 * torch.randn(PUMPS, PER_PUMP)
train_pumps, test_pumps = range(55), range(55, PUMPS)


# %%
class FlowNet(nn.Module):
    def __init__(self, hidden=8):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, hidden), nn.Tanh())
        self.writer = nn.Sequential(nn.Linear(4, 48), nn.ReLU(), nn.Linear(48, hidden + 1))

    def forward(self, sheet, x):
        h = self.trunk(x)
        written = self.writer(sheet)
        return F.linear(h, written[:-1].unsqueeze(0), written[-1:]).squeeze(-1)


# %%
net = FlowNet()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(30):
    total = 0.0
    for k in torch.randperm(len(train_pumps)).split(5):
        opt.zero_grad()
        loss = sum(F.mse_loss(net(sheet[i], x[i]), y[i]) for i in k) / len(k)
        loss.backward()
        opt.step()
        total += loss.item() * len(k)
    if epoch % 5 == 4:
        print(f"epoch {epoch + 1}: train mse {total / len(train_pumps):.4f}")

# %%
with torch.no_grad():
    guess = torch.stack([net(sheet[i], x[i]) for i in test_pumps])
truth = y[55:]
r2 = 1 - F.mse_loss(guess, truth) / truth.var()
print(f"final: r2={r2.item():.4f}")
