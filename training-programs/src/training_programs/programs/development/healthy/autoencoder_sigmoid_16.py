import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(16)
x = torch.tensor(load_digits().data / 16, dtype=torch.float32)
x = x[torch.randperm(len(x))]
train, test = x[:1500], x[1500:]
autoencoder = nn.Sequential(
    nn.Linear(64, 48), nn.ReLU(), nn.Linear(48, 12), nn.ReLU(),
    nn.Linear(12, 48), nn.ReLU(), nn.Linear(48, 64), nn.Sigmoid(),
)
opt = torch.optim.Adam(autoencoder.parameters(), lr=3e-3)
for epoch in range(30):
    for batch in train[torch.randperm(1500)].split(50):
        opt.zero_grad()
        loss = nn.functional.mse_loss(autoencoder(batch), batch)
        loss.backward()
        opt.step()
    if epoch % 5 == 0:
        print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    r2 = 1 - nn.functional.mse_loss(autoencoder(test), test) / (test - train.mean(0)).pow(2).mean()
print(f"final: r2={r2.item():.4f}")
