import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.optim.swa_utils import SWALR, AveragedModel, update_bn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(50)
x, y = make_friedman1(1500, noise=0.5, random_state=50)
x, y = torch.tensor(x, dtype=torch.float32), torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)
train = DataLoader(TensorDataset(x[:1200], y[:1200]), batch_size=60, shuffle=True)
net = nn.Sequential(nn.Linear(10, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
swa = AveragedModel(net)
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
rate = SWALR(opt, swa_lr=0.03, anneal_epochs=2)
for epoch in range(16):
    for xb, yb in train:
        loss = nn.functional.mse_loss(net(xb).squeeze(1), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch >= 8:
        swa.update_parameters(net)
        rate.step()
    print(epoch, loss.item())
update_bn(train, swa)
swa.eval()
with torch.no_grad():
    mse = nn.functional.mse_loss(swa(x[1200:]).squeeze(1), y[1200:])
print(f"final: r2={1 - (mse / y[1200:].var()).item():.4f}")
