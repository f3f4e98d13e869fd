"""광고 클릭 예측: 범주형 필드들의 이차 상호작용을 쓰는 인수분해 기계(FM)."""
import numpy as np
import torch
from torch import nn

torch.manual_seed(804)
rng = np.random.default_rng(804)

FIELDS = {"사용자군": 30, "광고": 40, "지면": 20, "시간대": 12}


def make_log(count=24000, rank=3):
    """필드마다 숨은 벡터를 두고, 벡터끼리의 내적으로 클릭 확률을 정한다."""
    sizes = list(FIELDS.values())
    hidden = [rng.normal(0, 1.0, (size, rank)) for size in sizes]
    bias = [rng.normal(0, 0.3, size) for size in sizes]
    ids = np.stack([rng.integers(0, size, count) for size in sizes], 1)
    vectors = np.stack([hidden[f][ids[:, f]] for f in range(len(sizes))], 1)
    pairs = (vectors.sum(1) ** 2 - (vectors**2).sum(1)).sum(1) / 2
    logit = 1.5 * pairs + sum(bias[f][ids[:, f]] for f in range(len(sizes)))
    clicked = rng.random(count) < 1 / (1 + np.exp(-logit))
    return torch.tensor(ids), torch.tensor(clicked, dtype=torch.float32)


class FactorizationMachine(nn.Module):
    def __init__(self, sizes, dim=6):
        super().__init__()
        self.offset = nn.Parameter(torch.zeros(1))
        self.linear = nn.ModuleList([nn.Embedding(size, 1) for size in sizes])
        self.factors = [nn.Embedding(size, dim) for size in sizes]
        for table in self.linear:
            nn.init.zeros_(table.weight)
        for table in self.factors:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, ids):
        first = sum(table(ids[:, f]) for f, table in enumerate(self.linear)).squeeze(1)
        v = torch.stack([table(ids[:, f]) for f, table in enumerate(self.factors)], 1)
        second = 0.5 * (v.sum(1).square() - v.square().sum(1)).sum(1)
        return self.offset + first + second


class Trainer:
    def __init__(self, model, lr=0.01, batch=128):
        self.model, self.batch = model, batch
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        self.criterion = nn.BCEWithLogitsLoss()

    def epoch(self, ids, clicked):
        self.model.train()
        total = 0.0
        for rows in torch.randperm(len(ids)).split(self.batch):
            self.optimizer.zero_grad()
            loss = self.criterion(self.model(ids[rows]), clicked[rows])
            loss.backward()
            self.optimizer.step()
            total += loss.item() * len(rows)
        return total / len(ids)

    @torch.no_grad()
    def accuracy(self, ids, clicked):
        self.model.eval()
        return ((self.model(ids) > 0).float() == clicked).float().mean().item()


if __name__ == "__main__":
    ids, clicked = make_log()
    cut = 20000
    trainer = Trainer(FactorizationMachine(list(FIELDS.values())))
    for epoch in range(8):
        loss = trainer.epoch(ids[:cut], clicked[:cut])
        print(f"{epoch + 1}번째 에폭: 손실 {loss:.4f}, 검증 정확도 {trainer.accuracy(ids[cut:], clicked[cut:]):.4f}")
    print("클릭 비율:", round(clicked[cut:].mean().item(), 3))
    print(f"final: accuracy={trainer.accuracy(ids[cut:], clicked[cut:]):.4f}")
