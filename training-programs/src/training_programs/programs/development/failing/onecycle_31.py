import torch
from sklearn.datasets import make_regression
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR

torch.manual_seed(31)
features, target = make_regression(n_samples=1000, n_features=12, n_informative=8, noise=8.0, random_state=31)
features = torch.tensor(features, dtype=torch.float32)
target = torch.tensor(target, dtype=torch.float32)
target = (target - target.mean()) / target.std()

EPOCHS, BATCH = 25, 40
model = nn.Sequential(nn.Linear(12, 48), nn.GELU(), nn.Linear(48, 48), nn.GELU(), nn.Linear(48, 1), nn.Flatten(0))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
scheduler = OneCycleLR(optimizer, max_lr=3, total_steps=EPOCHS * 800 // BATCH)
loss_fn = nn.MSELoss()

for epoch in range(EPOCHS):
    for rows in torch.randperm(800).split(BATCH):
        optimizer.zero_grad()
        loss = loss_fn(model(features[rows]), target[rows])
        loss.backward()
        optimizer.step()
        scheduler.step()
    if epoch % 5 == 4:
        print(f"epoch {epoch + 1} lr {scheduler.get_last_lr()[0]:.4f} loss {loss.item():.4f}")

with torch.no_grad():
    mse = loss_fn(model(features[800:]), target[800:])
print(f"final: r2={1 - (mse / target[800:].var()).item():.4f}")
