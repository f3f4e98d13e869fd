"""짧은 기사 제목을 다섯 분야로 나누는 글자 n-그램 분류기 (EmbeddingBag)."""
import random
from collections import Counter

import torch
import torch.nn as nn

random.seed(915)
torch.manual_seed(915)

FIELDS = {
    "경제": ["금리", "환율", "수출", "물가", "증시", "부동산", "세금"],
    "체육": ["축구", "야구", "감독", "결승", "선수단", "득점", "올림픽"],
    "과학": ["위성", "연구진", "유전자", "망원경", "실험", "반도체", "로봇"],
    "문화": ["영화제", "전시", "소설", "배우", "공연", "음반", "박물관"],
    "날씨": ["태풍", "폭염", "미세먼지", "장마", "한파", "기온", "강수량"],
}
TAILS = ["이 크게 늘어", "을 둘러싼 논란", ", 올해 들어 최고", "에 관심 집중", " 소식 전해져", "의 앞날은", " 다시 주목"]
HEADS = ["이번 주", "전문가들", "서울", "전국", "정부", "시민들", "지난달", "오늘"]


def headline():
    """분야를 나타내는 낱말 두 개와 아무 기사에나 나오는 말을 섞는다."""
    field = random.randrange(len(FIELDS))
    own = list(FIELDS.values())[field]
    words = random.sample(own, 2)
    if random.random() < 0.35:  # 다른 분야의 낱말이 섞인 제목
        words.append(random.choice(random.choice(list(FIELDS.values()))))
    random.shuffle(words)
    return f"{random.choice(HEADS)} {' '.join(words)}{random.choice(TAILS)}", field


def ngrams(text):
    return [text[k : k + n] for n in (1, 2, 3) for k in range(len(text) - n + 1)]


train = [headline() for _ in range(5000)]
test = [headline() for _ in range(1000)]
counts = Counter(g for text, _ in train for g in ngrams(text))
index = {g: k + 1 for k, (g, c) in enumerate(counts.most_common()) if c >= 3}
print(f"n-그램 {len(index)}개")


def encode(rows):
    bags = [torch.tensor([index.get(g, 0) for g in ngrams(text)]) for text, _ in rows]
    return bags, torch.tensor([field for _, field in rows])


def bag_up(bags):
    offsets = torch.tensor([0] + [len(b) for b in bags[:-1]]).cumsum(0)
    return torch.cat(bags), offsets


class Classifier(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.bag = nn.EmbeddingBag(len(index) + 1, dim, mode="mean", padding_idx=0)
        self.net = nn.Sequential(nn.Linear(dim, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, len(FIELDS)))

    def forward(self, grams, offsets):
        return self.net(self.bag(grams, offsets))


bags, labels = encode(train)
test_bags, test_labels = encode(test)
model = Classifier()
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.05)
criterion = nn.CrossEntropyLoss()
for epoch in range(10):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(bags)).split(40):
        loss = criterion(model(*bag_up([bags[r] for r in rows])), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    model.eval()
    with torch.no_grad():
        guess = model(*bag_up(test_bags)).argmax(1)
    accuracy = (guess == test_labels).float().mean().item()
    print(f"에폭 {epoch + 1}: 훈련 손실 {total / len(bags):.4f}, 시험 정확도 {accuracy:.3f}")
print(f"final: accuracy={accuracy:.4f}")
