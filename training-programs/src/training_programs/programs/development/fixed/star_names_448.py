# 이름만 보고 어느 행성 사람인지 맞히기
# 행성마다 소리 나는 법이 다르다 (글자 이어짐의 확률). 길이가 다른 이름을 묶어 GRU에 넣는다.
import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset

ALPHABET = "abdegiklmnorstuvz"
PLANETS = ["Aldor", "Breva", "Cinth", "Dorum", "Elka"]


class Names(Dataset):
    def __init__(self, n, chains, rng):
        self.items = []
        for _ in range(n):
            planet = int(rng.integers(len(PLANETS)))
            letters = [int(rng.integers(len(ALPHABET)))]
            for _ in range(int(rng.integers(5, 16))):
                letters.append(int(rng.choice(len(ALPHABET), p=chains[planet, letters[-1]])))
            self.items.append((torch.tensor(letters) + 1, planet))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def spell(self, i):
        letters, planet = self.items[i]
        return "".join(ALPHABET[k - 1] for k in letters).capitalize() + " (" + PLANETS[planet] + ")"


def collate(batch):
    """패킹하려면 긴 이름이 먼저 와야 한다"""
    batch = sorted(batch, key=lambda item: len(item[0]), reverse=True)
    labels = torch.tensor([planet for _, planet in batch])
    names = [letters for letters, _ in batch]
    lengths = torch.tensor([len(name) for name in names])
    return pad_sequence(names, batch_first=True), lengths, labels


class NameReader(nn.Module):
    def __init__(self, emb=16, hidden=48):
        super().__init__()
        self.embed = nn.Embedding(len(ALPHABET) + 1, emb, padding_idx=0)
        self.gru = nn.GRU(emb, hidden, batch_first=True, bidirectional=True)
        self.head = nn.Linear(2 * hidden, len(PLANETS))

    def forward(self, names, lengths):
        packed = pack_padded_sequence(self.embed(names), lengths, batch_first=True)
        _, last = self.gru(packed)
        return self.head(torch.cat([last[0], last[1]], dim=1))


def accuracy(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for names, lengths, labels in loader:
            right += (model(names, lengths).argmax(1) == labels).sum().item()
            total += len(labels)
    return right / total


def main():
    torch.manual_seed(448)
    rng = np.random.default_rng(448)
    chains = rng.dirichlet(np.full(len(ALPHABET), 0.25), size=(len(PLANETS), len(ALPHABET)))
    chains = 0.85 * chains + 0.15 / len(ALPHABET)
    train, test = Names(1600, chains, rng), Names(400, chains, rng)
    print(", ".join(train.spell(i) for i in range(4)))
    train_loader = DataLoader(train, batch_size=32, shuffle=True, collate_fn=collate)
    test_loader = DataLoader(test, batch_size=32, collate_fn=collate)

    model = NameReader()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(6):
        model.train()
        losses = []
        for names, lengths, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(names, lengths), labels)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        print(f"{epoch + 1}회차 손실 {np.mean(losses):.4f}")
    print(f"final: accuracy={accuracy(model, test_loader):.4f}")


if __name__ == "__main__":
    main()
