# 영화 한 줄 평 감성 분류 (긍정 / 보통 / 부정), 양방향 GRU
import random
from collections import Counter

import torch
import torch.nn as nn
from torch.nn.utils.rnn import pad_sequence

SEED = 307
random.seed(SEED)
torch.manual_seed(SEED)

GOOD = "최고 감동 재밌다 훌륭하다 명작 인생영화 완벽하다 설렜다 추천 따뜻하다 신선하다 몰입".split()
BAD = "지루하다 최악 실망 졸았다 별로 아깝다 뻔하다 억지 산만하다 어색하다 환불 유치하다".split()
SO_SO = "무난하다 그럭저럭 평범하다 볼만하다 적당하다 보통 나쁘지않다 킬링타임 기대만큼 소소하다".split()
FILL = ("영화 배우 연기 감독 음악 결말 초반 중반 후반 장면 대사 주말에 친구랑 가족과 극장에서 혼자 "
        "정말 진짜 조금 아주 그냥 역시 원작 각본 영상미 캐릭터 스토리 전개 시간 오늘 어제 드디어").split()


def write_review(label):
    words = random.choices(FILL, k=random.randint(5, 12))
    kinds = [BAD, SO_SO, GOOD]
    for _ in range(random.randint(2, 3)):
        words.insert(random.randrange(len(words) + 1), random.choice(kinds[label]))
    if random.random() < 0.3:
        words.insert(random.randrange(len(words) + 1), random.choice(random.choice(kinds)))
    return " ".join(words)


labels = [random.randrange(3) for _ in range(2400)]
reviews = [write_review(label) for label in labels]

# 단어 사전: 두 번 이상 나온 단어만, 0은 채움, 1은 모르는 단어
counter = Counter(word for review in reviews[:2000] for word in review.split())
words = [word for word, count in counter.most_common() if count >= 2]
vocab = {i: word for i, word in enumerate(words, start=2)}
PAD, UNK = 0, 1
print(f"사전 크기 {len(vocab) + 2}")


def encode(review):
    return torch.tensor([vocab.get(word, UNK) for word in review.split()])


encoded = [encode(review) for review in reviews]
targets = torch.tensor(labels)


class SentimentGRU(nn.Module):
    def __init__(self, vocab_size, embed=24, hidden=32):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed, padding_idx=PAD)
        self.gru = nn.GRU(embed, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, 3)

    def forward(self, tokens):
        states, _ = self.gru(self.embedding(tokens))
        states = states.masked_fill((tokens == PAD).unsqueeze(2), -1e4)
        return self.fc(states.max(dim=1).values)


model = SentimentGRU(len(vocab) + 2)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
criterion = nn.CrossEntropyLoss()

for epoch in range(1, 6):
    model.train()
    total = correct = 0
    for rows in torch.randperm(2000).split(50):
        tokens = pad_sequence([encoded[i] for i in rows], batch_first=True, padding_value=PAD)
        logits = model(tokens)
        loss = criterion(logits, targets[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
        correct += (logits.argmax(1) == targets[rows]).sum().item()
    print(f"[{epoch}] 손실 {total / 2000:.4f}  학습 정확도 {correct / 2000:.4f}")

model.eval()
with torch.no_grad():
    tokens = pad_sequence(encoded[2000:], batch_first=True, padding_value=PAD)
    accuracy = (model(tokens).argmax(1) == targets[2000:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
