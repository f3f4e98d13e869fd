"""웹툰 평점 예측: 독자와 작품의 잠재 벡터를 내적하는 행렬 분해 모델.

파라미터 종류마다 학습률과 가중치 감쇠를 다르게 준다.
"""
import torch
from torch import nn

torch.manual_seed(844)
READERS, TOONS, RANK = 200, 150, 4


def make_ratings(n):
    """독자 취향과 작품 성격에서 평점을 만든다."""
    taste, style = torch.randn(READERS, RANK), torch.randn(TOONS, RANK)
    reader_mean, toon_mean = 0.4 * torch.randn(READERS), 0.5 * torch.randn(TOONS)
    cells = torch.randperm(READERS * TOONS)[:n]
    reader, toon = cells // TOONS, cells % TOONS
    score = 7 + reader_mean[reader] + toon_mean[toon] + 0.5 * (taste[reader] * style[toon]).sum(1)
    return reader, toon, score + 0.2 * torch.randn(n)


class Factorization(nn.Module):
    def __init__(self, dim=6):
        super().__init__()
        self.reader_vec = nn.Embedding(READERS, dim)
        self.toon_vec = nn.Embedding(TOONS, dim)
        self.reader_bias = nn.Embedding(READERS, 1)
        self.toon_bias = nn.Embedding(TOONS, 1)
        self.offset = nn.Parameter(torch.tensor(7.0))
        for table in (self.reader_vec, self.toon_vec):
            nn.init.normal_(table.weight, std=0.1)
        for table in (self.reader_bias, self.toon_bias):
            nn.init.zeros_(table.weight)

    def forward(self, reader, toon):
        match = (self.reader_vec(reader) * self.toon_vec(toon)).sum(1)
        return self.offset + self.reader_bias(reader).squeeze(1) + self.toon_bias(toon).squeeze(1) + match


def build_optimizer(model):
    """잠재 벡터, 편향, 전체 평균을 각각의 그룹으로 묶는다."""
    groups = []
    params = {"params": [], "lr": 5e-3, "weight_decay": 0.0}
    for name, p in model.named_parameters():
        if name == "offset":
            params["params"].append(p)
    groups.append(params)
    params = {"params": [], "lr": 1e-2, "weight_decay": 1e-3}
    for name, p in model.named_parameters():
        if "vec" in name:
            params["params"].append(p)
    params = {"params": [], "lr": 1e-2, "weight_decay": 1e-4}
    for name, p in model.named_parameters():
        if "bias" in name:
            params["params"].append(p)
    groups.append(params)
    return torch.optim.AdamW(groups)


reader, toon, score = make_ratings(14000)
train, valid = slice(0, 12000), slice(12000, None)
model = Factorization()
optimizer = build_optimizer(model)

for epoch in range(20):
    total = 0.0
    for rows in torch.randperm(12000).split(200):
        loss = nn.functional.mse_loss(model(reader[rows], toon[rows]), score[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    with torch.no_grad():
        mse = nn.functional.mse_loss(model(reader[valid], toon[valid]), score[valid]).item()
    print(f"에폭 {epoch + 1:2d}: 학습 손실 {total / 60:.4f}, 검증 손실 {mse:.4f}")

r2 = 1 - mse / score[valid].var(unbiased=False).item()
print(f"final: r2={r2:.4f}")
