import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(110)
x, y = make_friedman1(1500, n_features=10, noise=0.3, random_state=110)
x = torch.as_tensor(x * 2 - 1, dtype=torch.float32)
y = torch.as_tensor((y - y.mean()) / y.std(), dtype=torch.float32).unsqueeze(1)
train, test = random_split(TensorDataset(x, y), [1200, 300])


class Regressor(nn.Module):
    def __init__(self, hidden=(100, 100, 100)):
        super().__init__()
        dims = (10, *hidden)
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in zip(dims, dims[1:]))
        self.last = nn.Linear(dims[-1], 1)
        for layer in self.layers:
            nn.init.xavier_normal_(layer.weight)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).tanh()
        return self.last(x)


model = Regressor()
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(15):
    for xb, yb in DataLoader(train, batch_size=60, shuffle=True):
        loss = nn.functional.mse_loss(model(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 5 == 0:
        print(epoch, f"{loss.item():.4f}")
with torch.no_grad():
    xt, yt = next(iter(DataLoader(test, batch_size=300)))
    r2 = 1 - nn.functional.mse_loss(model(xt), yt) / yt.var()
print(f"final: r2={r2.item():.4f}")
