import torch
import torch.nn as nn
from sklearn.datasets import make_multilabel_classification
from sklearn.metrics import f1_score

torch.manual_seed(30)
X, Y = make_multilabel_classification(1500, 20, n_classes=5, n_labels=2, random_state=30)
X = torch.tensor((X - X.mean(0)) / X.std(0), dtype=torch.float32)
Y = torch.tensor(Y, dtype=torch.float32)
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 5))
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(12):
    for idx in torch.randperm(1200).split(40):
        optimizer.zero_grad()
        loss = criterion(model(X[idx]), Y[idx])
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1} {loss.item():.4f}")
with torch.no_grad():
    pred = (model(X[1200:]) > 0).numpy()
print(f"final: f1={f1_score(Y[1200:].numpy(), pred, average='micro'):.4f}")
