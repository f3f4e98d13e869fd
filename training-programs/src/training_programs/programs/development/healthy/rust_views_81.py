"""Learning to see without labels (BYOL in small): two views of a plate's surface, one network predicts what the
slowly following other one answers. Labels serve only to look at what the features are worth."""
import copy

import torch
import torch.nn.functional as F
from sklearn.linear_model import LogisticRegression
from torch import nn

torch.manual_seed(81)
SIZE = 12


def plates(n):
    """Smooth fields: grain, stripes, spots or scratches, at any place."""
    kind = torch.randint(0, 4, (n,))
    yy, xx = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    phase = 6.28 * torch.rand(n, 2, 1, 1)
    pitch = 1.0 + 0.3 * torch.rand(n, 1, 1)
    stripes = torch.sin(pitch * xx + phase[:, 0])
    bars = torch.sin(pitch * yy + phase[:, 1])
    spots = 1.6 * torch.sin(pitch * xx + phase[:, 0]) * torch.sin(pitch * yy + phase[:, 1])
    scratch = torch.sin(pitch * 0.8 * (xx + yy) + phase[:, 0])
    field = torch.stack([stripes, bars, spots, scratch], 1)[torch.arange(n), kind]
    return field.unsqueeze(1), kind


def view(x):
    """Shifted around the edge, another gain and fresh noise."""
    dy, dx = torch.randint(0, SIZE, (2,)).tolist()
    return x.roll((dy, dx), (2, 3)) * (0.7 + 0.6 * torch.rand(len(x), 1, 1, 1)) + 0.8 * torch.randn_like(x)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(1, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.Conv2d(16, 24, 3, stride=2), nn.BatchNorm2d(24), nn.ReLU()
        )
        self.projector = nn.Sequential(nn.Linear(24, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 16))

    def features(self, x):
        return self.conv(x).mean((2, 3))

    def forward(self, x):
        return self.projector(self.features(x))


online = Encoder()
predictor = nn.Sequential(nn.Linear(16, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 16))
target = copy.deepcopy(online)
for p in target.parameters():
    p.requires_grad_(False)


def distance(prediction, answer):
    return -F.cosine_similarity(prediction, answer.detach(), dim=1).mean()


pictures, _ = plates(1500)
optimizer = torch.optim.AdamW([*online.parameters(), *predictor.parameters()], lr=2e-3)
for step in range(1, 161):
    rows = torch.randint(0, len(pictures), (64,))
    a, b = view(pictures[rows]), view(pictures[rows])
    with torch.no_grad():
        target_a, target_b = target(a), target(b)
    loss = 0.5 * (distance(predictor(online(a)), target_b) + distance(predictor(online(b)), target_a))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for slow, fast in zip(target.parameters(), online.parameters()):
            slow.lerp_(fast, 0.02)
    if step % 40 == 0:
        print(f"step {step}: loss {loss.item():.4f} (-1 is perfect agreement)")

online.eval()
with torch.no_grad():
    x, kind = plates(300)
    x_test, kind_test = plates(500)
    f, f_test = online.features(view(x)).numpy(), online.features(view(x_test)).numpy()
probe = LogisticRegression(max_iter=500).fit(f, kind.numpy())
print(f"final: accuracy={probe.score(f_test, kind_test.numpy()):.4f}")
