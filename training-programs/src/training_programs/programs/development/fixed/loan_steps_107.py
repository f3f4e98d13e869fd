import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(107)
pts, cls = make_moons(1000, noise=0.2, random_state=107)
pts = torch.tensor(pts, dtype=torch.float32)
cls = torch.tensor(cls, dtype=torch.float32)[:, None]

policy = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1), nn.Sigmoid())
updater = torch.optim.Adam(policy.parameters(), lr=5e-3)


def decide(p):
    return p


for sweep in range(400):
    pick = torch.randint(0, 700, (64,))
    guess = decide(policy(pts[pick]))
    miss = nn.functional.mse_loss(guess, cls[pick])
    updater.zero_grad()
    miss.backward()
    updater.step()
    if sweep % 100 == 0:
        print(f"[{sweep}] {miss.item():.4f}")
with torch.no_grad():
    accuracy = ((policy(pts[700:]) > 0.5).float() == cls[700:]).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
