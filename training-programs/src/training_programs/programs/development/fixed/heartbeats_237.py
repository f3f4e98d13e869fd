# 심전도 한 박동(96점)을 네 종류로 나누기. nn.Module 없이 함수로만 짜 본다.
import math

import torch
import torch.nn.functional as F

torch.manual_seed(237)

LENGTH, CLASSES = 96, 4


def bump(t, center, width, height):
    return height * torch.exp(-0.5 * ((t - center) / width) ** 2)


def beats(n):
    """정상, ST 상승, 넓은 QRS, T파 역위"""
    t = torch.linspace(0, 1, LENGTH).repeat(n, 1)
    kind = torch.randint(0, CLASSES, (n,))
    k = kind[:, None]
    shift = 0.06 * torch.randn(n, 1)
    qrs = torch.where(k == 2, 0.055, 0.02)
    t_wave = torch.where(k == 3, -0.35, 0.35)
    signal = bump(t, 0.22 + shift, 0.03, 0.15) + bump(t, 0.42 + shift, qrs, 1.0)
    signal = signal - bump(t, 0.47 + shift, 0.015, 0.25) + bump(t, 0.70 + shift, 0.05, t_wave)
    signal = signal + torch.where(k == 1, bump(t, 0.56 + shift, 0.06, 0.3), torch.zeros(()))
    signal = signal + 0.12 * torch.randn(n, LENGTH) + 0.1 * torch.sin(2 * math.pi * t + 6 * torch.rand(n, 1))
    return signal[:, None, :], kind


def weight(*shape):
    w = torch.randn(shape) * math.sqrt(2 / math.prod(shape[1:]))
    return w.requires_grad_()


def zeros(n):
    return torch.zeros(n, requires_grad=True)


params = {
    "conv1.w": weight(12, 1, 7), "conv1.b": zeros(12),
    "conv2.w": weight(16, 12, 5), "conv2.b": zeros(16),
    "fc1.w": weight(32, 16 * 6), "fc1.b": zeros(32),
    "fc2.w": weight(CLASSES, 32), "fc2.b": zeros(CLASSES),
}


def forward(p, x):
    x = F.relu(F.conv1d(x, p["conv1.w"], p["conv1.b"], padding=3))
    x = F.max_pool1d(x, 4)
    x = F.relu(F.conv1d(x, p["conv2.w"], p["conv2.b"], padding=2))
    x = F.max_pool1d(x, 4)
    x = F.relu(F.linear(x.flatten(1), p["fc1.w"], p["fc1.b"]))
    return F.linear(x, p["fc2.w"], p["fc2.b"])


x_train, y_train = beats(1600)
x_test, y_test = beats(600)
mu, sd = x_train.mean(), x_train.std()
x_train, x_test = (x_train - mu) / sd, (x_test - mu) / sd

optimizer = torch.optim.SGD(params.values(), lr=0.02, momentum=0.9)
for epoch in range(12):
    for rows in torch.randperm(len(y_train)).split(50):
        loss = F.cross_entropy(forward(params, x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        acc = (forward(params, x_train).argmax(1) == y_train).float().mean()
    print(f"{epoch + 1}회: 손실 {loss.item():.4f}, 학습 정확도 {acc.item():.3f}")

with torch.no_grad():
    acc = (forward(params, x_test).argmax(1) == y_test).float().mean()
print(f"final: accuracy={acc.item():.4f}")
