import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

# 세 꼭짓점의 좌표를 보고 예각삼각형(0)인지 둔각삼각형(1)인지 맞히는 문제
# 직각에 너무 가까운 것은 빼고, 두 종류를 같은 수로 만든다

torch.manual_seed(452)
rng = np.random.default_rng(452)


def largest_angle(p):
    angles = []
    for i in range(3):
        a, b = p[(i + 1) % 3] - p[i], p[(i + 2) % 3] - p[i]
        angles.append(np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1))))
    return max(angles)


def make(n):
    kinds = {0: [], 1: []}
    while min(len(kinds[0]), len(kinds[1])) < n // 2:
        p = rng.uniform(-1, 1, (3, 2))
        sides = [np.linalg.norm(p[i] - p[i - 1]) for i in range(3)]
        angle = largest_angle(p)
        if min(sides) < 0.4 or abs(angle - 90) < 6:
            continue
        kinds[int(angle > 90)].append(p.ravel())
    x = np.concatenate([kinds[0][: n // 2], kinds[1][: n // 2]])
    y = np.repeat([0, 1], n // 2)
    order = rng.permutation(n)
    return torch.tensor(x[order] / 0.58, dtype=torch.float32), torch.tensor(y[order])


class TriangleNet(nn.Module):
    def __init__(self, width=96):
        super().__init__()
        self.fc1 = nn.Linear(6, width)
        self.fc2 = nn.Linear(width, width)
        self.fc3 = nn.Linear(width, width)
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        x = self.fc1(x)
        F.relu(x)
        x = self.fc2(x)
        F.relu(x)
        x = self.fc3(x)
        F.relu(x)
        return self.out(x)


x_train, y_train = make(3000)
x_test, y_test = make(800)

net = TriangleNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, nesterov=True)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[18, 24], gamma=0.2)
for epoch in range(28):
    net.train()
    loss_sum, correct = 0.0, 0
    for idx in torch.randperm(len(x_train)).split(60):
        logits = net(x_train[idx])
        loss = F.cross_entropy(logits, y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(idx)
        correct += (logits.argmax(1) == y_train[idx]).sum().item()
    scheduler.step()
    if epoch % 4 == 3:
        print(f"[{epoch + 1}] loss={loss_sum / len(x_train):.4f} acc={correct / len(x_train):.4f}")

net.eval()
with torch.no_grad():
    acc = (net(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={acc:.4f}")
