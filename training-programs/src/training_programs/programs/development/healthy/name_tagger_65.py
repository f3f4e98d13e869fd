"""문장 속 고유명사 구간 찾기(B-I-O): GRU 위에 손으로 짠 CRF"""
import torch
from torch import nn

torch.manual_seed(65)

TAGS = ["O", "B", "I"]
FORBIDDEN = -10000.0
VOCAB, LENGTH = 80, 12


def sentences(n):
    """호칭(0~7) 다음에 오는 1~3 단어가 이름. 이름 단어는 보통 단어로도 쓰인다."""
    words = torch.randint(8, VOCAB, (n, LENGTH))
    tags = torch.zeros(n, LENGTH, dtype=torch.long)
    for i in range(n):
        start = int(torch.randint(0, 4, (1,)))
        while start < LENGTH - 4:
            title = int(torch.randint(0, 8, (1,)))
            words[i, start] = title
            size = 1 + title % 3
            tags[i, start + 1] = 1
            tags[i, start + 2 : start + 1 + size] = 2
            start += size + 1 + int(torch.randint(1, 4, (1,)))
    return words, tags


class Crf(nn.Module):
    def __init__(self, n_tags):
        super().__init__()
        self.move = nn.Parameter(torch.zeros(n_tags, n_tags))
        rule = torch.zeros(n_tags, n_tags)
        rule[0, 2] = FORBIDDEN  # O 다음에 I는 없다
        first = torch.zeros(n_tags)
        first[2] = FORBIDDEN
        self.register_buffer("rule", rule)
        self.register_buffer("first", first)

    def nll(self, scores, tags):
        move = self.move + self.rule
        path = scores.gather(2, tags[:, :, None]).squeeze(2).sum(1) + self.first[tags[:, 0]]
        path = path + move[tags[:, :-1], tags[:, 1:]].sum(1)
        alpha = scores[:, 0] + self.first
        for t in range(1, scores.shape[1]):
            alpha = torch.logsumexp(alpha[:, :, None] + move, dim=1) + scores[:, t]
        return (torch.logsumexp(alpha, dim=1) - path).mean()

    def decode(self, scores):
        move = self.move + self.rule
        best, back = scores[:, 0] + self.first, []
        for t in range(1, scores.shape[1]):
            value, where = (best[:, :, None] + move).max(dim=1)
            best = value + scores[:, t]
            back.append(where)
        path = [best.argmax(1)]
        for where in reversed(back):
            path.append(where.gather(1, path[-1][:, None]).squeeze(1))
        return torch.stack(path[::-1], dim=1)


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(VOCAB, 20)
        self.gru = nn.GRU(20, 24, batch_first=True)
        self.score = nn.Linear(24, len(TAGS))
        self.crf = Crf(len(TAGS))

    def forward(self, words):
        return self.score(self.gru(self.embed(words))[0])


words, tags = sentences(1000)
train_w, train_t, test_w, test_t = words[:800], tags[:800], words[800:], tags[800:]
model = Tagger()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(10):
    losses = []
    for rows in torch.randperm(800).split(40):
        loss = model.crf.nll(model(train_w[rows]), train_t[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 3 == 0:
        print(f"{epoch + 1}회: 문장당 손실 {sum(losses) / len(losses):.3f}")

with torch.no_grad():
    guess = model.crf.decode(model(test_w))
hit = ((guess == test_t) & (test_t > 0)).sum().item()
precision, recall = hit / max(1, (guess > 0).sum().item()), hit / (test_t > 0).sum().item()
print(f"정밀도 {precision:.3f}, 재현율 {recall:.3f}")
print(f"final: f1={2 * precision * recall / max(1e-9, precision + recall):.4f}")
