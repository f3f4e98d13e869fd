# Patch classifier. The bias of the classifier starts at the log-odds of a 1 % prior, as in the RetinaNet paper.
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(21)
PRIOR = 0.01


def make_patches(n):
    """12x12 patches with a bright corner, one of four."""
    x = 0.6 * torch.randn(n, 1, 12, 12)
    y = torch.randint(0, 4, (n,))
    for i, label in enumerate(y.tolist()):
        r, c = 6 * (label // 2), 6 * (label % 2)
        x[i, 0, r : r + 6, c : c + 6] += 0.8
    return x, y


class PatchNet(nn.Module):
    def __init__(self, channels=12):
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.cls = nn.Linear(channels * 9, 4)
        self.reset()

    def reset(self):
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(module.weight)
                nn.init.zeros_(module.bias)
        nn.init.constant_(self.cls.bias, -math.log((1 - PRIOR) / PRIOR))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.cls(x.flatten(1))


x_train, y_train = make_patches(800)
x_val, y_val = make_patches(300)
target = F.one_hot(y_train, 4).float()

net = PatchNet()
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for epoch in range(6):
    order = torch.randperm(len(x_train))
    for idx in order.chunk(25):
        loss = F.binary_cross_entropy_with_logits(net(x_train[idx]), target[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    with torch.no_grad():
        acc = (net(x_val).argmax(1) == y_val).float().mean().item()
    print(f"epoch {epoch}: loss {loss.item():.4f} val acc {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
