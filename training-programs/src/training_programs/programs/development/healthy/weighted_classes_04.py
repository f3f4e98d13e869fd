import torch
import torch.nn as nn
from sklearn.datasets import make_classification
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(4)
X, y = make_classification(2500, 10, n_informative=6, weights=[0.9], class_sep=1.5, flip_y=0.0, random_state=4)
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=4)
scaler = StandardScaler().fit(X_train)
X_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)
X_test = torch.tensor(scaler.transform(X_test), dtype=torch.float32)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

counts = torch.bincount(y_train).float()
criterion = nn.CrossEntropyLoss(weight=counts.sum() / (2 * counts))
model = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(12):
    total = 0.0
    for idx in torch.randperm(len(X_train)).split(64):
        optimizer.zero_grad()
        loss = criterion(model(X_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}: {total:.3f}")
with torch.no_grad():
    pred = model(X_test).argmax(1)
print(f"final: balanced_accuracy={balanced_accuracy_score(y_test, pred):.4f}")
