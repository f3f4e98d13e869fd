"""Breast cancer table of scikit-learn: a small regularized network with early stopping on a validation part."""
import copy

import torch
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

SEED = 835


def prepare():
    x, y = load_breast_cancer(return_X_y=True)
    x_rest, x_test, y_rest, y_test = train_test_split(x, y, test_size=0.25, stratify=y, random_state=SEED)
    x_fit, x_val, y_fit, y_val = train_test_split(x_rest, y_rest, test_size=0.2, stratify=y_rest, random_state=SEED)
    scaler = StandardScaler().fit(x_fit)
    parts = []
    for a, b in ((x_fit, y_fit), (x_val, y_val), (x_test, y_test)):
        parts.append((torch.tensor(scaler.transform(a), dtype=torch.float32), torch.tensor(b).float()))
    return parts


class Net(nn.Module):
    def __init__(self, columns):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(columns, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 1))

    def forward(self, x):
        return self.body(x).flatten()


class EarlyStopping:
    """Keeps the best weights and says when to stop."""

    def __init__(self, patience):
        self.patience, self.best, self.waited, self.weights = patience, float("inf"), 0, None

    def update(self, value, model):
        if value < self.best - 1e-4:
            self.best, self.waited, self.weights = value, 0, copy.deepcopy(model.state_dict())
        else:
            self.waited += 1
        return self.waited >= self.patience


def main():
    torch.manual_seed(SEED)
    (x, y), (x_val, y_val), (x_test, y_test) = prepare()
    model = Net(x.shape[1])
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    stopping = EarlyStopping(patience=12)
    for epoch in range(150):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(16):
            loss = criterion(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        model.eval()
        with torch.no_grad():
            val = criterion(model(x_val), y_val).item()
        if epoch % 10 == 0:
            print(f"epoch {epoch:3d}  training loss {total / len(x):.4f}  validation loss {val:.4f}")
        if stopping.update(val, model):
            print(f"stopped after epoch {epoch}")
            break
    model.load_state_dict(stopping.weights)
    model.eval()
    with torch.no_grad():
        chosen = (model(x_test) > 0).int()
    print(f"final: balanced_accuracy={balanced_accuracy_score(y_test.int(), chosen):.4f}")


if __name__ == "__main__":
    main()
