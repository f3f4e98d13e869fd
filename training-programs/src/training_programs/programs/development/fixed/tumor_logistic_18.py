# Logistic regression with one hidden layer, everything by hand
import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

data = load_breast_cancer()
a, b, ya, yb = train_test_split(data.data, data.target, test_size=0.3, random_state=3, stratify=data.target)
sc = StandardScaler().fit(a)
a = torch.tensor(sc.transform(a), dtype=torch.float32)
b = torch.tensor(sc.transform(b), dtype=torch.float32)
ya = torch.tensor(ya, dtype=torch.float32)
yb = torch.tensor(yb, dtype=torch.float32)

torch.manual_seed(3)
w1 = (torch.randn(30, 16) / 30**0.5).requires_grad_()
b1 = torch.zeros(16, requires_grad=True)
w2 = (torch.randn(16) / 4).requires_grad_()
b2 = torch.zeros(1, requires_grad=True)
params = [w1, b1, w2, b2]
optimizer = torch.optim.SGD(params, lr=0.1, momentum=0.9, weight_decay=1e-3)


def predict(x):
    return torch.sigmoid(torch.relu(x @ w1 + b1) @ w2 + b2)


def cross_entropy(p, y):
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


for epoch in range(25):
    for rows in torch.randperm(len(a)).split(32):
        loss = cross_entropy(predict(a[rows]), ya[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        print(f"epoch {epoch} train loss {cross_entropy(predict(a), ya):.4f}")

with torch.no_grad():
    accuracy = ((predict(b) > 0.5).float() == yb).float().mean().item()
    if not torch.isfinite(predict(b)).all():
        accuracy = float("nan")
print(f"final: accuracy={accuracy:.4f}")
