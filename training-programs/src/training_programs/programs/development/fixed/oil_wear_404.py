# %% [markdown]
# Wear of a gearbox from its log: load, speed and oil temperature, 40 readings a shift.
# Wear adds up where the load is high while the oil is cold, so the network has to carry a sum along.

# %%
import torch
from torch import nn

torch.manual_seed(17)
T, HIDDEN = 40, 24


# %%
def shifts(n):
    raw = torch.randn(n, T, 3)
    smooth = (raw + raw.roll(1, 1) + raw.roll(2, 1)) / 3**0.5
    load, speed, temperature = smooth.unbind(2)
    wear = torch.relu(load) * torch.sigmoid(-2 * temperature) * (1 + 0.3 * torch.tanh(speed))
    return smooth, wear.sum(1, keepdim=True)


train_x, train_wear = shifts(1200)
test_x, test_wear = shifts(300)
center, spread = train_wear.mean(), train_wear.std()
train_y, test_y = (train_wear - center) / spread, (test_wear - center) / spread
print("mean wear", round(center.item(), 2), "spread", round(spread.item(), 2))


# %%
class WearModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, HIDDEN, batch_first=True)
        self.readout = nn.Linear(HIDDEN, 1)
        self.remember_long()

    @torch.no_grad()
    def remember_long(self, bias=3.0):
        """Start with a long memory (Jozefowicz et al. 2015); torch adds bias_ih and bias_hh, order i, f, g, o."""
        for name, parameter in self.lstm.named_parameters():
            if name.startswith("bias"):
                parameter[HIDDEN : 2 * HIDDEN].fill_(bias)

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.readout(h[-1])


# %%
model = WearModel()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
criterion = nn.SmoothL1Loss()
for epoch in range(12):
    total = 0.0
    for rows in torch.randperm(len(train_x)).split(60):
        optimizer.zero_grad()
        loss = criterion(model(train_x[rows]), train_y[rows])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: {total / len(train_x):.4f}")

# %%
model.eval()
with torch.no_grad():
    error = (model(test_x) - test_y).square().mean()
print(f"final: r2={1 - (error / test_y.var()).item():.4f}")
