import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(8)
digits = load_digits()
x = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 8 - 1
y = torch.tensor(digits.target)
noisy = x + 0.3 * torch.randn_like(x)

# --- a backbone that was trained on other pictures of the same ten digits
backbone = nn.Sequential(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.Conv2d(16, 16, 3), nn.ReLU(), nn.Flatten(),
                         nn.Linear(256, 32), nn.ReLU())
old_head = nn.Linear(32, 10)
opt = torch.optim.Adam([*backbone.parameters(), *old_head.parameters()], lr=2e-3)
for epoch in range(5):
    for idx in torch.randperm(900).split(50):
        loss = nn.functional.cross_entropy(old_head(backbone(x[idx])), y[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
print("pretrained, loss", round(loss.item(), 4))

# --- new task: is the digit 0-1, 2-3, 4-5, 6-7 or 8-9?
backbone.requires_grad_(False).eval()
group = y // 2
head = nn.Linear(32, 5)
opt = torch.optim.Adam(head.parameters(), lr=5e-3)
for epoch in range(10):
    for idx in (900 + torch.randperm(600)).split(40):
        with torch.no_grad():
            feats = backbone(noisy[idx])
        loss = nn.functional.cross_entropy(head(feats), group[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", round(loss.item(), 4))
with torch.no_grad():
    acc = (head(backbone(noisy[1500:])).argmax(1) == group[1500:]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
