import torch
import torch.nn as nn
from sklearn.datasets import make_moons

torch.manual_seed(81)
x, y = make_moons(580, noise=0.35, random_state=81)
x = torch.tensor((x - x.mean(0)) / x.std(0), dtype=torch.float32)
y = torch.tensor(y, dtype=torch.float32)
x_train, y_train, x_val, y_val = x[:80], y[:80], x[80:], y[80:]

net = nn.Sequential(nn.Linear(2, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 1), nn.Flatten(0))
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
bce = nn.BCEWithLogitsLoss()
best, waited = float("inf"), 0
for epoch in range(300):
    net.train()
    for rows in torch.randperm(80).split(20):
        opt.zero_grad()
        loss = bce(net(x_train[rows]), y_train[rows])
        loss.backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        train_loss, val_loss = bce(net(x_train), y_train).item(), bce(net(x_val), y_val).item()
    if epoch % 20 == 0:
        print(f"epoch {epoch}: train {train_loss:.4f} val {val_loss:.4f}")
    waited = 0 if val_loss < best else waited + 1
    best = min(best, val_loss)
    if waited >= 10:
        print("no improvement, stopping at epoch", epoch)
        break
print(f"final: loss={val_loss:.4f}")
