import torch
import torch.nn as nn
from sklearn.datasets import make_friedman1


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(10, 6)
        self.layer2 = nn.Linear(6, 32)

    def forward(self, x):
        return torch.relu(self.layer2(torch.relu(self.layer1(x))))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = Backbone()
        self.regressor = nn.Linear(32, 1)

    def forward(self, x):
        return self.regressor(self.backbone(x)).flatten()


def prepare(model):
    for name, parameter in model.named_parameters():
        parameter.requires_grad_("regressor" in name)
        print(f"{name:25} {tuple(parameter.shape)}")
    return [p for p in model.parameters() if p.requires_grad]


torch.manual_seed(42)
X, y = make_friedman1(1500, noise=0.5, random_state=42)
X = torch.tensor((X - 0.5) * 3.46, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)

model = Model()
optimizer = torch.optim.AdamW(prepare(model), lr=5e-3)
for epoch in range(25):
    for rows in torch.randperm(1200).split(50):
        loss = nn.functional.mse_loss(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 6 == 0:
        print("epoch", epoch, "mse", round(loss.item(), 4))

with torch.no_grad():
    r2 = 1 - (nn.functional.mse_loss(model(X[1200:]), y[1200:]) / y[1200:].var()).item()
print(f"final: r2={r2:.4f}")
