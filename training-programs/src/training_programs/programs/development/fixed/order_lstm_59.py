# Did the price go up over the last days? (각 샘플은 20일치 수익률)
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(59)
torch.manual_seed(59)

returns = rng.standard_normal((1200, 15, 2)).astype("float32")
returns[..., 1] *= 0.5
trend = (returns[:, :, 0] * 0.85 ** np.arange(14, -1, -1)).sum(1) > 0
ds = TensorDataset(torch.from_numpy(returns), torch.from_numpy(trend).long())
train_ds, val_ds = torch.utils.data.random_split(ds, [900, 300])
train_loader = DataLoader(train_ds, batch_size=30, shuffle=True, drop_last=True)
val_loader = DataLoader(val_ds, batch_size=100)


class Trend(nn.Module):
    def __init__(self, hidden=20):
        super().__init__()
        self.lstm = nn.LSTM(input_size=2, hidden_size=hidden, num_layers=1, batch_first=True)
        self.fc = nn.Linear(hidden, 2)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out.mean(dim=1))


model = Trend()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
for epoch in range(12):
    model.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        acc = np.mean([(model(x).argmax(1) == y).float().mean().item() for x, y in val_loader])
    print(f"epoch {epoch + 1:2d}  loss {loss.item():.4f}  val {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
