# %% [markdown]
# 깊은 네트워크로 숫자 분류하기

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

torch.manual_seed(11)
rng = np.random.default_rng(11)

# %% 데이터 준비
digits = load_digits()
images = digits.images.astype("float32") / 16
images = (images - images.mean()) / images.std()
order = rng.permutation(len(images))
train_idx, test_idx = order[:1400], order[1400:]
x_all = torch.from_numpy(images).flatten(1)
y_all = torch.from_numpy(digits.target)


# %% 모델
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, width)

    def forward(self, h):
        return h + torch.tanh(self.fc(h))


class Tower(nn.Module):
    def __init__(self, width=48, blocks=16):
        super().__init__()
        self.stem = nn.Linear(64, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(blocks)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 10)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.stem(x))))


# %% 학습
model = Tower()
opt = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
for epoch in range(12):
    perm = torch.from_numpy(rng.permutation(train_idx))
    losses = []
    for idx in perm.split(50):
        opt.zero_grad()
        loss = F.cross_entropy(model(x_all[idx]), y_all[idx])
        loss.backward()
        opt.step()
        losses.append(loss.item())
    print("에폭", epoch, "손실", round(float(np.mean(losses)), 4))

# %% 평가
model.eval()
with torch.no_grad():
    pred = model(x_all[test_idx]).argmax(1)
print(f"final: accuracy={(pred == y_all[test_idx]).float().mean().item():.4f}")
