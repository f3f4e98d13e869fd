import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset, random_split


class Dense(nn.Module):
    """우리만의 선형 층: y = xW + b"""

    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = nn.Parameter(torch.ones(n_in, n_out) / n_in)
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.W + self.b


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.d1 = Dense(64, 80)
        self.d2 = Dense(80, 40)
        self.d3 = Dense(40, 10)

    def forward(self, x):
        x = F.elu(self.d1(x))
        x = F.elu(self.d2(x))
        return self.d3(x)


if __name__ == "__main__":
    torch.manual_seed(28)
    x, y = load_digits(return_X_y=True)
    ds = TensorDataset(torch.tensor((x - 4.9) / 6.0).float(), torch.tensor(y))
    train, test = random_split(ds, [1400, len(ds) - 1400])
    loader = DataLoader(train, batch_size=64, shuffle=True, num_workers=0)
    net = Net()
    opt = torch.optim.Adam(net.parameters(), lr=0.002)
    for epoch in range(10):
        sums = []
        for xb, yb in loader:
            loss = F.nll_loss(F.log_softmax(net(xb), dim=1), yb)
            opt.zero_grad()
            loss.backward()
            opt.step()
            sums.append(loss.item())
        print(f"{epoch + 1} 에폭, 평균 손실 = {np.mean(sums):.3f}")
    right = 0
    with torch.no_grad():
        for xb, yb in DataLoader(test, batch_size=100):
            right += (net(xb).argmax(1) == yb).sum().item()
    print(f"final: accuracy={right / len(test):.4f}")
