"""Sharpness-aware minimization (Foret et al. 2021): every step looks uphill first, so there are two backward passes."""
import torch
from torch import nn
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer


class SAM:
    def __init__(self, params, base, rho=0.05):
        self.params, self.base, self.rho = list(params), base, rho
        self.offsets = []

    @torch.no_grad()
    def climb(self):
        norm = torch.stack([p.grad.norm() for p in self.params]).norm() + 1e-12
        self.offsets = [p.grad * (self.rho / norm) for p in self.params]
        for p, e in zip(self.params, self.offsets):
            p.add_(e)

    @torch.no_grad()
    def descend(self):
        for p, e in zip(self.params, self.offsets):
            p.sub_(e)
        self.base.step()


torch.manual_seed(55)
table, label = load_breast_cancer(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(table, label, test_size=0.3, random_state=5, stratify=label)
scaler = QuantileTransformer(n_quantiles=100, output_distribution="normal", random_state=0).fit(x_train)
x_train, x_test = (torch.tensor(scaler.transform(x), dtype=torch.float32).clamp(-3, 3) for x in (x_train, x_test))
y_train, y_test = torch.tensor(y_train).float(), torch.tensor(y_test).float()

model = nn.Sequential(nn.Linear(30, 24), nn.Tanh(), nn.Linear(24, 12), nn.Tanh(), nn.Linear(12, 1), nn.Flatten(0))
sgd = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
sam = SAM(model.parameters(), sgd)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(15):
    for idx in torch.randperm(len(x_train)).split(20):
        model.zero_grad()
        loss = criterion(model(x_train[idx]), y_train[idx])
        loss.backward()
        sam.climb()
        model.zero_grad()
        criterion(model(x_train[idx]), y_train[idx]).backward()
        sam.descend()
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")
with torch.no_grad():
    accuracy = ((model(x_test) > 0) == (y_test > 0)).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
