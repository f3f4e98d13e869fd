# Digits with a small "cortical" CNN: convolution, rectification, then the channels at one place
# inhibit each other before they are pooled (lateral inhibition).

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(602)

digits = load_digits()
images = (digits.images / 16.0).astype(np.float32)
images = (images - images.mean()) / images.std()
x_train, x_test, y_train, y_test = train_test_split(
    images[:, None], digits.target, test_size=0.25, stratify=digits.target, random_state=602
)


class LateralInhibition(nn.Module):
    """What all channels say at a place is held against each of them; the rest is cut off at 0."""

    def __init__(self, strength):
        super().__init__()
        self.strength = strength
        self.rectify = nn.ReLU()

    def forward(self, h):
        surround = h.sum(dim=1, keepdim=True)
        return self.rectify(h - self.strength * surround)


def stage(channels_in, channels_out, strength=0.4):
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, kernel_size=3, padding=1),
        nn.ReLU(),
        LateralInhibition(strength),
        nn.MaxPool2d(2),
    )


class CortexNet(nn.Module):
    def __init__(self, n_classes=10):
        super().__init__()
        self.v1 = stage(1, 24)
        self.v2 = stage(24, 48)
        self.head = nn.Linear(48 * 2 * 2, n_classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, nonlinearity="relu")
                nn.init.zeros_(m.bias)

    def forward(self, x):
        h = self.v2(self.v1(x))
        return self.head(h.flatten(1))


train_set = TensorDataset(torch.from_numpy(x_train), torch.from_numpy(y_train))
loader = DataLoader(train_set, batch_size=32, shuffle=True)
net = CortexNet()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

for epoch in range(12):
    net.train()
    seen, right, running = 0, 0, 0.0
    for x, y in loader:
        optimizer.zero_grad()
        logits = net(x)
        loss = criterion(logits, y)
        loss.backward()
        optimizer.step()
        running += loss.item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        seen += len(y)
    print(f"epoch {epoch + 1}: loss {running / seen:.3f}, accuracy {right / seen:.3f}")

net.eval()
with torch.no_grad():
    guess = net(torch.from_numpy(x_test)).argmax(1).numpy()
print(f"final: accuracy={np.mean(guess == y_test):.4f}")
