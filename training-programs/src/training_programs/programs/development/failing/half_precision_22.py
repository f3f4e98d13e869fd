# 반정밀도(float16)로 학습해서 메모리를 아껴 보자
import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(22)
bundle = load_digits()
inputs = torch.tensor(bundle.data / 16).half()
labels = torch.tensor(bundle.target)

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).half()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
loss_function = nn.CrossEntropyLoss()

n_train = 1350
for epoch in range(12):
    total, correct = 0.0, 0
    for idx in torch.randperm(n_train).split(45):
        out = model(inputs[idx])
        loss = loss_function(out.float(), labels[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(idx)
        correct += (out.argmax(1) == labels[idx]).sum().item()
    print(f"{epoch + 1}번째 에폭: 손실 {total / n_train:.4f}, 정확도 {correct / n_train:.4f}")

with torch.no_grad():
    out = model(inputs[n_train:])
    score = (out.argmax(1) == labels[n_train:]).float().mean().item()
    score = score if out.isfinite().all() else float("nan")
print(f"final: accuracy={score:.4f}")
