import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.manual_seed(41)


def sentence():
    n = int(torch.randint(5, 13, (1,)))
    words = torch.randint(1, 20, (n,))
    tags = (words + torch.cat([words[1:], words[:1] * 0])) % 3
    return words, tags


def collate(batch):
    lengths = torch.tensor([len(w) for w, _ in batch])
    words = pad_sequence([w for w, _ in batch], batch_first=True)
    tags = pad_sequence([t for _, t in batch], batch_first=True, padding_value=-100)
    return words, tags, lengths


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(20, 16, padding_idx=0)
        self.rnn = nn.LSTM(16, 24, bidirectional=True, batch_first=True)
        self.out = nn.Linear(48, 3)

    def forward(self, words, lengths):
        packed = pack_padded_sequence(self.emb(words), lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
        return self.out(states)


corpus = [sentence() for _ in range(1000)]
loader = torch.utils.data.DataLoader(corpus[:800], batch_size=32, shuffle=True, collate_fn=collate)
model = Tagger()
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
loss_fn = nn.CrossEntropyLoss(ignore_index=-100)
for epoch in range(12):
    for words, tags, lengths in loader:
        out = model(words, lengths)
        loss = loss_fn(out.transpose(1, 2), tags)
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(epoch, loss.item())
words, tags, lengths = collate(corpus[800:])
with torch.no_grad():
    right = (model(words, lengths).argmax(-1) == tags)[tags != -100]
print(f"final: accuracy={right.float().mean().item():.4f}")
