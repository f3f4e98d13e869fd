"""다음에 살 상품 종류 예측 - 이용자 취향 벡터가 지난 구매 목록에 주의(attention)를 준다"""
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Config:
    n_items: int = 60
    n_kinds: int = 6
    max_history: int = 8
    dim: int = 24
    batch: int = 64
    lr: float = 3e-3
    steps: int = 500
    seed: int = 235


cfg = Config()
torch.manual_seed(cfg.seed)


def make_log(n):
    """구매 기록은 0~8개. 0번은 빈칸. 가장 많이 산 종류를 또 산다 (기록이 없으면 프로필대로)."""
    length = torch.randint(0, cfg.max_history + 1, (n,))
    favourite = torch.randint(0, cfg.n_kinds, (n,))
    kinds = torch.randint(0, cfg.n_kinds, (n, cfg.max_history))
    loyal = torch.rand(n, cfg.max_history) < 0.55
    kinds = torch.where(loyal, favourite[:, None], kinds)
    items = kinds + cfg.n_kinds * torch.randint(0, cfg.n_items // cfg.n_kinds, kinds.shape) + 1
    items[torch.arange(cfg.max_history) >= length[:, None]] = 0
    profile = F.one_hot(favourite, cfg.n_kinds).float() + 1.0 * torch.randn(n, cfg.n_kinds)
    return items, profile, favourite


class HistoryAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.items = nn.Embedding(cfg.n_items + 1, cfg.dim, padding_idx=0)
        self.query = nn.Linear(cfg.n_kinds, cfg.dim)
        self.head = nn.Sequential(nn.Linear(2 * cfg.dim, 48), nn.ReLU(), nn.Linear(48, cfg.n_kinds))

    def forward(self, items, profile):
        keys = self.items(items)
        q = self.query(profile)
        scores = (keys @ q[:, :, None]).squeeze(-1) / cfg.dim**0.5
        scores = scores.masked_fill(items == 0, -1e9)
        weights = scores.softmax(dim=-1)
        summary = (weights[:, :, None] * keys).sum(1)
        return self.head(torch.cat([summary, q], dim=-1))


train_items, train_profile, train_y = make_log(4000)
test_items, test_profile, test_y = make_log(1000)

model = HistoryAttention()
optimizer = torch.optim.AdamW(model.parameters(), lr=cfg.lr, weight_decay=0.01)
running = 0.0
for step in range(1, cfg.steps + 1):
    pick = torch.randint(0, len(train_y), (cfg.batch,))
    logits = model(train_items[pick], train_profile[pick])
    loss = F.cross_entropy(logits, train_y[pick])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    running += loss.item()
    if step % 100 == 0:
        print(f"{step}번째: 평균 손실 {running / 100:.3f}")
        running = 0.0

model.eval()
with torch.no_grad():
    hit = (model(test_items, test_profile).argmax(-1) == test_y).float().mean().item()
print(f"final: accuracy={hit:.4f}")
