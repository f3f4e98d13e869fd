# 1단계: 헤드만 학습, 2단계: 전체 미세 조정
import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(41)
digits = load_digits()
x = torch.tensor(digits.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(digits.target)
perm = torch.randperm(len(x))
train, test = perm[:1400], perm[1400:]

body = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 8), nn.Tanh())
head = nn.Linear(8, 10)
model = nn.Sequential(body, head)
opt = torch.optim.Adam(model.parameters(), lr=4e-3)


def run(epochs, title):
    for e in range(epochs):
        for b in train[torch.randperm(len(train))].split(50):
            opt.zero_grad()
            loss = nn.functional.cross_entropy(model(x[b]), y[b])
            loss.backward()
            opt.step()
        print(title, e + 1, f"loss={loss.item():.4f}")


for p in body.parameters():
    p.requires_grad = False
run(1, "stage 1")
for p in body.parameters():
    p.require_grad = True
run(14, "stage 2")

with torch.no_grad():
    acc = (model(x[test]).argmax(1) == y[test]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
