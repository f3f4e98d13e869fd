# 심전도 한 박동이 조기 박동인지 가려내는 작은 합성곱 신경망
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(870)
POINTS = 64


def bump(t, centre, width, height):
    """가우스 모양의 파 하나."""
    return height * torch.exp(-((t - centre) ** 2) / (2 * width**2))


def beats(n, share):
    """박동 n개와 표지. share는 조기 박동(1)의 비율이다."""
    t = torch.linspace(0, 1, POINTS)[None, :]
    early = (torch.rand(n) < share).float()[:, None]
    degree = early * (0.3 + 0.65 * torch.rand(n, 1))
    shift = 0.02 * torch.randn(n, 1)
    p = bump(t, 0.2 + shift, 0.03, 0.25 * (1 - 0.5 * degree) + 0.06 * torch.randn(n, 1))
    qrs = bump(t, 0.42 + shift, 0.018 + 0.012 * degree + 0.003 * torch.randn(n, 1).clamp(-2, 2), 1.2 + 0.15 * torch.randn(n, 1))
    wave = bump(t, 0.7 + shift, 0.06, 0.35 - 0.45 * degree + 0.15 * torch.randn(n, 1))
    signal = p + qrs + wave + 0.12 * torch.randn(n, POINTS)
    return signal[:, None, :], early[:, 0]


class BeatNet(nn.Module):
    """합성곱 두 층과 전역 특징, 로짓 하나."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 12, 7, padding=3)
        self.conv2 = nn.Conv1d(12, 16, 5, padding=2)
        self.fc1 = nn.Linear(16 * 16, 24)
        self.fc2 = nn.Linear(24, 1)
        self.drop = nn.Dropout(0.3)

    def forward(self, x):
        x = F.max_pool1d(F.relu(self.conv1(x)), 2)
        x = F.max_pool1d(F.relu(self.conv2(x)), 2)
        x = self.drop(F.relu(self.fc1(x.flatten(1))))
        return self.fc2(x).squeeze(1)


x, y = beats(8000, share=0.04)
x_test, y_test = beats(8000, share=0.04)
mean, std = x.mean(), x.std()
x, x_test = (x - mean) / std, (x_test - mean) / std

model = BeatNet()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(8):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(x)).split(128):
        optimizer.zero_grad()
        loss = criterion(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    print(f"에폭 {epoch + 1}: 손실 {total / len(x):.4f}")

model.eval()
with torch.no_grad():
    found = (model(x_test) > 0).float()
hit = (found[y_test == 1] == 1).float().mean()
calm = (found[y_test == 0] == 0).float().mean()
print(f"조기 박동 재현율 {hit.item():.3f}, 정상 박동 재현율 {calm.item():.3f}")
print(f"final: balanced_accuracy={(hit + calm).item() / 2:.4f}")
