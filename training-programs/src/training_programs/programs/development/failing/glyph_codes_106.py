import warnings

import torch
from sklearn.datasets import load_digits
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(106)
data = load_digits()
images = torch.tensor(data.images, dtype=torch.float32).unsqueeze(1) / 16.0
labels = torch.tensor(data.target)
order = torch.randperm(len(labels))
images, labels = images[order], labels[order]


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3, padding=1)
        self.squeeze = nn.Linear(8 * 16, 4)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return torch.tanh(self.squeeze(x.flatten(1)))


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.head = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 10))

    def forward(self, x):
        codes = self.encoder(x)
        codes = torch.tensor(codes, dtype=torch.float32)
        return self.head(codes)


net = Classifier()
opt = torch.optim.Adam(net.parameters(), lr=4e-3)
for epoch in range(12):
    for rows in torch.randperm(1400).split(50):
        loss = nn.functional.cross_entropy(net(images[rows]), labels[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    acc = (net(images[1400:]).argmax(1) == labels[1400:]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
