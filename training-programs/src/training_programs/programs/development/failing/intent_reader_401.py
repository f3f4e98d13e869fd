"""What does the caller want? A recurrent reader over the words of a call center's transcripts."""
import random

import torch
from torch import nn

random.seed(41)
torch.manual_seed(41)

INTENTS = {
    "cancel": "cancel end terminate quit stop leave".split(),
    "move": "move address relocate flat new-home transfer".split(),
    "bill": "bill charged invoice payment refund amount".split(),
    "fault": "broken dead slow outage flickering silent".split(),
}
NAMES = list(INTENTS)
SMALL_TALK = (
    "hello hi yes well so i we my our the a to and it is was would like please can you about with for from last "
    "this week month yesterday line contract phone box again really just calling because need have thanks"
).split()
MAX_LEN = 48


def transcript(intent):
    words = random.choices(SMALL_TALK, k=random.randint(5, 11))
    for word in random.sample(INTENTS[intent], 2):
        words.insert(random.randrange(len(words) + 1), word)
    return words


vocabulary = {"<pad>": 0}
for word in SMALL_TALK + [w for group in INTENTS.values() for w in group]:
    vocabulary.setdefault(word, len(vocabulary))


def to_ids(words, max_len=MAX_LEN):
    ids = [vocabulary[word] for word in words][:max_len]
    padding = [vocabulary["<pad>"]] * (max_len - len(ids))
    return ids + padding


y = torch.tensor([i % 4 for i in range(2000)])
x = torch.tensor([to_ids(transcript(NAMES[i])) for i in y.tolist()])
order = torch.randperm(len(y))
x, y = x[order], y[order]
x_train, y_train, x_test, y_test = x[:1600], y[:1600], x[1600:], y[1600:]
print("a transcript:", x_train[0].tolist())


class IntentRNN(nn.Module):
    def __init__(self, vocab_size, embed_dim=24, hidden_dim=40):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim, padding_idx=0)
        self.rnn = nn.RNN(embed_dim, hidden_dim, batch_first=True)
        self.out = nn.Linear(hidden_dim, len(NAMES))

    def forward(self, ids):
        states, _ = self.rnn(self.embedding(ids))
        return self.out(states[:, -1])


model = IntentRNN(len(vocabulary))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(1, 9):
    model.train()
    seen = 0.0
    for rows in torch.randperm(len(x_train)).split(40):
        loss = loss_fn(model(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen += loss.item() * len(rows)
    print(f"epoch {epoch}: {seen / len(x_train):.4f}")

model.eval()
with torch.no_grad():
    hits = (model(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={hits:.4f}")
