import torch
from sklearn.datasets import load_digits
from torch import nn, optim


def get_data():
    d = load_digits()
    x = torch.tensor(d.data, dtype=torch.float32).div(16).sub(0.3)
    y = torch.tensor(d.target)
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(141))
    return x[order], y[order]


def train_one_epoch(model, optimizer, x, y, batch=50):
    total = 0
    for i in range(0, len(x), batch):
        output = model(x[i : i + batch])
        loss = nn.functional.cross_entropy(output, y[i : i + batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / (len(x) // batch)


if __name__ == "__main__":
    torch.manual_seed(141)
    x, y = get_data()
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = optim.AdamW(model.parameters(), lr=2e-3)
    for epoch in range(10):
        print(epoch, train_one_epoch(model, optimizer, x[:1400], y[:1400]))
    accuracy = (model(x[1400:]).argmax(1) == y[1400:]).float().mean()
    print(f"final: accuracy={accuracy.item():.4f}")
