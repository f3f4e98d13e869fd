import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset


class Mails(Dataset):
    """Counts of 20 words; spam likes the first five."""

    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.spam = (torch.rand(n, 1, generator=g) < 0.45).float()
        rate = torch.full((n, 20), 0.5)
        rate[:, :5] += 0.7 * self.spam
        rate[:, 5:10] += 0.4 * (1 - self.spam)
        self.words = torch.poisson(rate, generator=g)

    def __len__(self):
        return len(self.spam)

    def __getitem__(self, i):
        return self.words[i], self.spam[i]


class SpamFilter(nn.Module):
    def __init__(self):
        super().__init__()
        self.stack = nn.Sequential(
            nn.Linear(20, 24),
            nn.ReLU(),
            nn.Linear(24, 1),
            nn.Sigmoid(),
        )

    def forward(self, words):
        return self.stack(words)


def loop(model, loader, loss_fn, optimizer):
    for batch, (words, spam) in enumerate(loader):
        loss = loss_fn(model(words), spam)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if batch % 15 == 0:
            print(f"loss: {loss.item():>7f}")


torch.manual_seed(68)
model = SpamFilter()
train_loader = DataLoader(Mails(1200, 1), batch_size=40, shuffle=True)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for t in range(6):
    print(f"Epoch {t + 1}\n-------------------------------")
    loop(model, train_loader, nn.BCELoss(), optimizer)
test = Mails(600, 2)
with torch.no_grad():
    acc = ((model(test.words) > 0.5).float() == test.spam).float().mean().item()
print(f"final: accuracy={acc:.4f}")
