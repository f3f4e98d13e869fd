# 성(姓)이 어느 나라 말인지 맞히기: 글자 단위 CNN
import numpy as np
import torch
import torch.nn as nn

LANGUAGES, LETTERS, LENGTH = 16, 26, 12
rng = np.random.RandomState(435)
torch.manual_seed(435)

# 언어마다 글자가 이어지는 습관이 다르다
first = rng.dirichlet(np.full(LETTERS, 0.3), size=LANGUAGES)
follow = rng.dirichlet(np.full(LETTERS, 0.25), size=(LANGUAGES, LETTERS))
common = rng.dirichlet(np.full(LETTERS, 0.4), size=LETTERS)


def surname(lang):
    letter = rng.choice(LETTERS, p=first[lang])
    name = [letter]
    for _ in range(rng.randint(4, LENGTH)):
        habit = 0.75 * follow[lang, letter] + 0.25 * common[letter]
        letter = rng.choice(LETTERS, p=habit / habit.sum())
        name.append(letter)
    return name


def encode(name):
    return [c + 1 for c in name[:LENGTH]] + [0] * (LENGTH - len(name))


origin = rng.randint(LANGUAGES, size=5000)
names = torch.tensor([encode(surname(k)) for k in origin])
origin = torch.tensor(origin)
train, test = slice(0, 4200), slice(4200, None)


class CharCNN(nn.Module):
    def __init__(self):
        super(CharCNN, self).__init__()
        self.embed = nn.Embedding(LETTERS + 1, 16, padding_idx=0)
        self.pairs = nn.Conv1d(16, 96, kernel_size=2)
        self.triples = nn.Conv1d(16, 48, kernel_size=3)
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(144, LANGUAGES)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        e = self.embed(x).transpose(1, 2)
        p = self.relu(self.pairs(e)).amax(dim=2)
        t = self.relu(self.triples(e)).amax(dim=2)
        out = self.fc(self.dropout(torch.cat([p, t], dim=1)))
        return self.softmax(out)


model = CharCNN()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.85)

# 학습
for epoch in range(8):
    model.train()
    order = torch.randperm(4200)
    hits = 0
    for i in range(0, 4200, 64):
        idx = order[i:i + 64]
        output = model(names[train][idx])
        loss = criterion(output, origin[train][idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        hits += (output.argmax(dim=1) == origin[train][idx]).sum().item()
    scheduler.step()
    print(f'Epoch {epoch + 1}: 손실 {loss.item():.4f}, 정확도 {hits / 4200:.3f}')

# 평가
model.eval()
with torch.no_grad():
    predicted = model(names[test]).argmax(dim=1)
print(f'final: accuracy={(predicted == origin[test]).float().mean().item():.4f}')
