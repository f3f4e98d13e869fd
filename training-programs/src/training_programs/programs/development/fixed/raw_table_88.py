import torch
import torch.nn as nn
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score
from torch.utils.data import DataLoader, TensorDataset


def make_model(weights=None):
    model = nn.Sequential(
        nn.BatchNorm1d(30, affine=False),
        nn.Linear(30, 24),
        nn.BatchNorm1d(24),
        nn.ReLU(),
        nn.Dropout(0.2),
        nn.Linear(24, 1),
    )
    if weights is not None:
        model.load_state_dict(weights)
    return model.eval()


def fit(model, loader, epochs=15, lr=0.02):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    criterion = nn.BCEWithLogitsLoss()
    model.train()
    for epoch in range(epochs):
        mean_loss = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x).squeeze(1), y)
            loss.backward()
            optimizer.step()
            mean_loss += loss.item() / len(loader)
        print(f"epoch {epoch:2d}  loss {mean_loss:.4f}")
    return model.state_dict()


if __name__ == "__main__":
    torch.manual_seed(88)
    bunch = load_breast_cancer()
    order = torch.randperm(len(bunch.target))
    x = torch.tensor(bunch.data, dtype=torch.float32)[order]
    y = torch.tensor(bunch.target, dtype=torch.float32)[order]
    weights = fit(make_model(), DataLoader(TensorDataset(x[:429], y[:429]), batch_size=33, shuffle=True))
    server = make_model(weights)
    with torch.no_grad():
        answers = server(x[429:]).squeeze(1) > 0
    print(f"final: accuracy={accuracy_score(y[429:], answers):.4f}")
