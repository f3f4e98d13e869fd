# Genuine or forged? "Neural SVM" on statistics of wavelet-transformed banknote photographs.
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn, optim

SEED = 540


def scans(rng, n=1400):
    forged = rng.random(n) < 0.5
    z = rng.normal(size=(n, 2))
    variance = np.where(forged, -1.2, 1.4) + 1.8 * z[:, 0]
    skew = np.where(forged, 0.4 * variance**2 - 2.5, 3.0 - 0.3 * variance**2) + 2.0 * z[:, 1]
    kurtosis = 6 - 1.1 * skew + 0.9 * rng.normal(size=n) + np.where(forged, -1.0, 1.0) * (variance > 0)
    entropy = -0.3 * np.abs(skew) + rng.normal(size=n) * 1.2
    return np.stack([variance, skew, kurtosis, entropy], axis=1), np.where(forged, -1, 1)


class MarginNet(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.lift = nn.Linear(4, hidden)
        self.mix = nn.Linear(hidden, hidden)
        self.score = nn.Linear(hidden, 1)

    def forward(self, x):
        x = torch.tanh(self.lift(x))
        x = torch.tanh(self.mix(x))
        return self.score(x).flatten()


def main():
    torch.manual_seed(SEED)
    x, y = scans(np.random.default_rng(SEED))
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=400, random_state=SEED, stratify=y)
    scaler = StandardScaler().fit(x_train)
    x_train, x_test = (torch.from_numpy(scaler.transform(a)).float() for a in (x_train, x_test))
    y_train, y_test = torch.from_numpy(y_train).float(), torch.from_numpy(y_test).float()

    net = MarginNet()
    hinge = nn.HingeEmbeddingLoss(margin=1.0)
    opt = optim.Adam(net.parameters(), lr=5e-3, weight_decay=1e-4)
    history = []
    for epoch in range(30):
        net.train()
        running = 0.0
        for rows in torch.randperm(len(x_train)).split(50):
            opt.zero_grad()
            loss = hinge(net(x_train[rows]), y_train[rows])
            loss.backward()
            opt.step()
            running += loss.item() * len(rows)
        history.append(running / len(x_train))
        if epoch % 6 == 5:
            print(f"epoch {epoch + 1}: hinge {history[-1]:.4f}")

    net.eval()
    with torch.no_grad():
        verdict = net(x_test).sign()
    print(f"final: accuracy={(verdict == y_test).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
