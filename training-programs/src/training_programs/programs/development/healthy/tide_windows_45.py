import numpy as np
import torch
from torch import nn

np.random.seed(45)
torch.manual_seed(45)
t = np.arange(2200)
tide = np.sin(2 * np.pi * t / 12.4) + 0.5 * np.sin(2 * np.pi * t / 25.8) + 0.1 * np.random.randn(2200)
windows = np.lib.stride_tricks.sliding_window_view(tide, 25)
x = torch.tensor(windows[:, :-1].copy(), dtype=torch.float32).unsqueeze(-1)
y = torch.tensor(windows[:, -1].copy(), dtype=torch.float32)
split = 1700


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 24, batch_first=True)
        self.out = nn.Linear(24, 1)

    def forward(self, x):
        return self.out(self.lstm(x)[0][:, -1]).squeeze(-1)


model = Forecast()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(8):
    for i in range(0, split, 50):
        loss = nn.functional.mse_loss(model(x[i : i + 50]), y[i : i + 50])
        opt.zero_grad()
        loss.backward()
        opt.step()
    with torch.no_grad():
        mse = nn.functional.mse_loss(model(x[split:]), y[split:]).item()
    print(f"epoch {epoch} test mse {mse:.4f}")
print(f"final: r2={1 - mse / y[split:].var().item():.4f}")
