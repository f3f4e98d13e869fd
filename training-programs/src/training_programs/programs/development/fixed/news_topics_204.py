# 단위 벡터로 만든 단어 임베딩의 평균으로 기사 주제 분류하기
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

rng = np.random.default_rng(204)
torch.manual_seed(204)

단어수, 주제수, 길이 = 600, 8, 20

# 가상의 말뭉치: 주제마다 자주 나오는 단어가 다르다
주제단어 = rng.permutation(단어수)[: 주제수 * 40].reshape(주제수, 40)


def 기사_만들기(n):
    y = rng.integers(0, 주제수, n)
    x = rng.integers(0, 단어수, (n, 길이))
    고유 = rng.random((n, 길이)) < 0.35
    뽑힘 = 주제단어[y[:, None], rng.integers(0, 40, (n, 길이))]
    return torch.tensor(np.where(고유, 뽑힘, x)), torch.tensor(y)


x_train, y_train = 기사_만들기(4000)
x_test, y_test = 기사_만들기(1000)


class 주제분류기(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.embedding = nn.Embedding(단어수, dim)
        self.fc = nn.Sequential(nn.Linear(dim, 32), nn.ReLU(), nn.Linear(32, 주제수))

    def forward(self, ids):
        # 길이가 1인 벡터로 맞춘 다음 평균을 낸다
        table = F.normalize(self.embedding.weight, dim=1)
        return self.fc(F.embedding(ids, table).mean(1) * 3)


model = 주제분류기()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
criterion = nn.CrossEntropyLoss()

for epoch in range(1, 9):
    맞음 = 0
    for idx in torch.randperm(len(x_train)).split(100):
        optimizer.zero_grad()
        out = model(x_train[idx])
        loss = criterion(out, y_train[idx])
        loss.backward()
        optimizer.step()
        맞음 += (out.argmax(1) == y_train[idx]).sum().item()
    print(f"에폭 {epoch}: 손실 {loss.item():.3f}, 훈련 정확도 {맞음 / len(x_train):.3f}")

model.eval()
with torch.no_grad():
    정확도 = (model(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={정확도:.4f}")
