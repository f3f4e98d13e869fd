"""길이가 다른 주문 기록을 읽고 고객이 다음 달에도 남을지 예측한다."""
import numpy as np
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import DataLoader

torch.manual_seed(907)
rng = np.random.default_rng(907)
EVENTS = ["주문", "취소", "환불", "후기", "문의", "방문"]


def customer():
    """사건 번호의 열과 이탈 여부. 뒤쪽 사건일수록 결과에 크게 작용한다."""
    length = int(rng.integers(5, 31))
    mood = rng.choice([-1.0, 1.0])
    good = np.array([3.0, 1.0, 0.6, 1.6, 1.0, 2.0])
    bad = np.array([1.4, 2.0, 1.8, 0.7, 1.8, 1.5])
    weights = good if mood > 0 else bad
    events = rng.choice(len(EVENTS), length, p=weights / weights.sum())
    effect = np.array([1.0, -1.2, -1.5, 0.8, -0.6, 0.2])
    score = (effect[events] * 0.85 ** np.arange(length)[::-1]).sum()
    return torch.tensor(events), float(score < 0)


def collate(batch):
    """긴 것부터 늘어놓고 빈자리를 채워 묶음을 만든다."""
    labels = torch.tensor([label for _, label in batch])
    lengths = torch.tensor([len(events) for events, _ in batch])
    order = torch.argsort(lengths, descending=True)
    padded = pad_sequence([batch[k][0] for k in order], batch_first=True)
    return padded, lengths[order], labels[order]


class Leaving(nn.Module):
    def __init__(self, dim=16, hidden=32):
        super().__init__()
        self.emb = nn.Embedding(len(EVENTS), dim)
        self.gru = nn.GRU(dim, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, events, lengths):
        packed = pack_padded_sequence(self.emb(events), lengths, batch_first=True)
        _, last = self.gru(packed)
        return self.out(last[-1]).squeeze(1)


people = [customer() for _ in range(2800)]
train = DataLoader(people[:2200], batch_size=40, shuffle=True, collate_fn=collate)
test = DataLoader(people[2200:], batch_size=100, collate_fn=collate)
print("이탈 비율:", np.mean([label for _, label in people[2200:]]))

model = Leaving()
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
for epoch in range(8):
    model.train()
    losses = []
    for events, lengths, labels in train:
        optimizer.zero_grad()
        loss = criterion(model(events, lengths), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.eval()
    hits = 0
    with torch.no_grad():
        for events, lengths, labels in test:
            hits += ((model(events, lengths) > 0).float() == labels).sum().item()
    accuracy = hits / len(people[2200:])
    print(f"에폭 {epoch + 1}: 평균 손실 {np.mean(losses):.4f}, 시험 정확도 {accuracy:.3f}")

print(f"final: accuracy={accuracy:.4f}")
