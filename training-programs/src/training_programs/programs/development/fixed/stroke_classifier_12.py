import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits


class Extractor(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 8, 3)
        self.c2 = nn.Conv2d(8, 8, 3)
        self.squeeze = nn.Linear(8 * 16, 6)

    def forward(self, x):
        x = F.relu(self.c2(F.relu(self.c1(x))))
        return torch.tanh(self.squeeze(x.flatten(1)))


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.extractor = Extractor()
        self.fc = nn.Linear(6, 10)

    def forward(self, x):
        feats = self.extractor(x)
        return self.fc(feats)


def accuracy(model, x, y):
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def main(seed=1, epochs=12, bs=64):
    torch.manual_seed(seed)
    d = load_digits()
    x = torch.tensor(d.images, dtype=torch.float32).unsqueeze(1) / 8 - 1
    y = torch.tensor(d.target)
    p = torch.randperm(len(x))
    x, y = x[p], y[p]
    model = Classifier()
    opt = torch.optim.Adam(model.parameters(), lr=5e-3)
    for ep in range(epochs):
        order = torch.randperm(1400)
        for i in range(0, 1400, bs):
            j = order[i : i + bs]
            loss = F.cross_entropy(model(x[j]), y[j])
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(f"epoch {ep} loss {loss.item():.3f} train acc {accuracy(model, x[:1400], y[:1400]):.3f}")
    print(f"final: accuracy={accuracy(model, x[1400:], y[1400:]):.4f}")


if __name__ == "__main__":
    main()
