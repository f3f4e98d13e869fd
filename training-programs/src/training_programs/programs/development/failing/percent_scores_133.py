import torch
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(133)
bc = load_breast_cancer()
x = torch.tensor(StandardScaler().fit_transform(bc.data)[:, :6], dtype=torch.float32)
percent = torch.tensor(bc.target * 100.0, dtype=torch.float32).reshape(-1, 1)
y = percent
order = torch.randperm(569)
x, y, percent = x[order], y[order], percent[order]
model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 1))
loss_fn = nn.BCEWithLogitsLoss()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(20):
    for rows in torch.randperm(400).split(20):
        loss = loss_fn(model(x[rows]), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 4 == 0:
        print(epoch, loss.item())
with torch.no_grad():
    yes = model(x[400:]) > 0
benign, malignant = percent[400:] > 50, percent[400:] < 50
balanced = 0.5 * ((yes & benign).sum() / benign.sum() + (~yes & malignant).sum() / malignant.sum())
print(f"final: balanced_accuracy={balanced.item():.4f}")
