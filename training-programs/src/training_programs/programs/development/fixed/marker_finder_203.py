"""Find the plus in a noisy picture and say how many other marks lie around (one backbone, two heads)."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

SIZE = 20
PLUS = np.zeros((5, 5), np.float32)
PLUS[2, :] = PLUS[:, 2] = 1
OTHERS = [np.eye(5, dtype=np.float32) + np.eye(5, dtype=np.float32)[::-1], np.pad(np.zeros((3, 3), np.float32), 1, constant_values=1)]


def draw(n, seed):
    rng = np.random.RandomState(seed)
    pics = rng.normal(0, 0.15, (n, 1, SIZE, SIZE)).astype(np.float32)
    pos = np.zeros((n, 2))
    others = rng.randint(1, 4, n)
    for i in range(n):
        cells = rng.permutation(9)[: others[i] + 1]          # nine cells, at most one mark in each
        for k, cell in enumerate(cells):
            cx, cy = 3 + 6 * (cell % 3) + rng.randint(0, 3), 3 + 6 * (cell // 3) + rng.randint(0, 3)
            mark = PLUS if k == 0 else OTHERS[rng.randint(2)]
            pics[i, 0, cy - 2 : cy + 3, cx - 2 : cx + 3] += mark.clip(0, 1)
            if k == 0:
                pos[i] = cx, cy
    return torch.from_numpy(pics), torch.from_numpy(pos / (SIZE - 1)).float(), torch.from_numpy(others - 1).long()


class MarkerNet(nn.Module):
    def __init__(self, ch=12):
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(1, ch, 5, padding=2), nn.BatchNorm2d(ch), nn.ReLU(),
            nn.Conv2d(ch, ch, 3, padding=1), nn.BatchNorm2d(ch), nn.ReLU(),
        )
        self.where = nn.Sequential(
            nn.Conv2d(ch, ch, 3, padding=1), nn.BatchNorm2d(ch), nn.ReLU(),
            nn.Conv2d(ch, 1, 3, padding=1),
        )
        self.count = nn.Linear(ch, 3)
        ys, xs = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
        self.register_buffer("grid", torch.stack([xs, ys], -1).reshape(-1, 2) / (SIZE - 1))

    def forward(self, x):
        f = self.backbone(x)
        heat = self.where(f).flatten(1)
        xy = heat.softmax(1) @ self.grid
        return xy, self.count(f.mean((2, 3)))


class Trainer:
    def __init__(self, model, loader, lr=4e-3):
        self.model, self.loader = model, loader
        self.opt = torch.optim.Adam(model.parameters(), lr=lr)

    def step(self, pic, pos, others):
        xy, logits = self.model(pic)
        loss_xy = F.mse_loss(xy, pos)
        loss_count = F.cross_entropy(logits, others)
        loss = 10 * loss_xy + loss_count
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss_xy.item(), loss_count.item()

    def fit(self, epochs):
        self.model.train()
        for e in range(epochs):
            log = np.mean([self.step(*batch) for batch in self.loader], axis=0)
            print(f"epoch {e}: position {log[0]:.4f}, count {log[1]:.4f}")


if __name__ == "__main__":
    torch.manual_seed(0)
    train = TensorDataset(*draw(1000, 1))
    model = MarkerNet()
    Trainer(model, DataLoader(train, batch_size=50, shuffle=True)).fit(6)
    model.eval()
    pics, pos, others = draw(400, 2)
    with torch.no_grad():
        xy, logits = model(pics)
    print("count accuracy", round((logits.argmax(1) == others).float().mean().item(), 3))
    r2 = 1 - ((xy - pos) ** 2).sum() / ((pos - pos.mean(0)) ** 2).sum()
    print(f"final: r2={r2.item():.4f}")
