# Alarm for failing pumps: sensor summaries of one hour, label = failed within the next day
import numpy as np
import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score, recall_score
from sklearn.preprocessing import StandardScaler

torch.manual_seed(806)
rng = np.random.RandomState(806)


def simulate(n):
    """Twelve readings per hour; wear and cavitation raise the risk, but most pumps run on for weeks."""
    wear = rng.gamma(2.0, 1.0, n)
    flow = rng.normal(50, 8, n)
    cavitation = np.clip(rng.normal(0, 1, n) + 0.04 * (50 - flow), 0, None)
    risk = -13.5 + 1.3 * wear + 2.0 * cavitation + 0.55 * wear * cavitation
    failed = rng.rand(n) < 1 / (1 + np.exp(-risk))
    X = np.column_stack([
        1.2 * wear + rng.normal(0, 0.4, n),
        0.8 * wear + 0.5 * cavitation + rng.normal(0, 0.4, n),
        flow + rng.normal(0, 1, n),
        cavitation + rng.normal(0, 0.3, n),
        30 + 5 * cavitation * wear + rng.normal(0, 4, n),
        rng.normal(60, 5, (n, 3)),
        rng.exponential(2, (n, 2)),
        rng.normal(0, 1, (n, 2)),
    ])  # fmt: skip
    return X, failed.astype(np.float32)


X, failed = simulate(36000)
X_train, X_test = X[:28000], X[28000:]
y_train, y_test = failed[:28000], failed[28000:]
scaler = StandardScaler().fit(X_train)
X_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)
X_test = torch.tensor(scaler.transform(X_test), dtype=torch.float32)
y_train = torch.tensor(y_train)
print(f"failures: {y_train.mean():.3f} of the hours in training, {y_test.mean():.3f} in test")

model = nn.Sequential(
    nn.Linear(X_train.shape[1], 32),
    nn.ReLU(),
    nn.Dropout(0.2),
    nn.Linear(32, 16),
    nn.ReLU(),
    nn.Linear(16, 1),
    nn.Flatten(0),
)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)

BATCH = 200
for epoch in range(12):
    model.train()
    epoch_loss = 0.0
    for rows in torch.randperm(len(X_train)).split(BATCH):
        loss = criterion(model(X_train[rows]), y_train[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item() * len(rows)
    if (epoch + 1) % 4 == 0:
        model.eval()
        with torch.no_grad():
            alarm = (model(X_test) > 0).numpy()
        plain = (alarm == y_test).mean()
        print(f"epoch {epoch + 1:2d}: loss {epoch_loss / len(X_train):.4f}, right {plain:.3f}, failures found {recall_score(y_test, alarm):.3f}")

model.eval()
with torch.no_grad():
    alarm = (model(X_test) > 0).numpy()
print(f"final: balanced_accuracy={balanced_accuracy_score(y_test, alarm):.4f}")
