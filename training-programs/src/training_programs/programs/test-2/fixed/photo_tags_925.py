"""Multi-label tagging of photo embeddings: eight tags, each of them rare."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(925)
TAGS = ["boat", "kite", "owl", "tram", "cello", "fern", "dune", "loom"]
DIM = 24
prototypes = torch.linalg.qr(torch.randn(DIM, DIM))[0][: len(TAGS)] * 2.6


def photos(n):
    tags = (torch.rand(n, len(TAGS)) < 0.03).float()
    embedding = tags @ prototypes + torch.randn(n, DIM)
    return embedding, tags


train_x, train_t = photos(8000)
test_x, test_t = photos(6000)
loader = DataLoader(TensorDataset(train_x, train_t), batch_size=100, shuffle=True)

model = nn.Sequential(nn.Linear(DIM, 32), nn.ReLU(), nn.Linear(32, len(TAGS)))
frequency = train_t.mean(0)
print("tag frequency:", {t: round(f, 3) for t, f in zip(TAGS, frequency.tolist())})
criterion = nn.BCEWithLogitsLoss(pos_weight=(1 - frequency) / frequency)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)


def balanced_accuracy(x, tags):
    with torch.no_grad():
        found = model(x) > 0
    wanted = tags > 0.5
    recall = (found & wanted).sum(0) / wanted.sum(0)
    specificity = (~found & ~wanted).sum(0) / (~wanted).sum(0)
    return ((recall + specificity) / 2).mean().item()


for epoch in range(10):
    mean_loss = 0.0
    for x, tags in loader:
        loss = criterion(model(x), tags)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        mean_loss += loss.item() / len(loader)
    print(f"epoch {epoch + 1}: loss {mean_loss:.4f}, "
          f"train {balanced_accuracy(train_x, train_t):.3f}, test {balanced_accuracy(test_x, test_t):.3f}")
print(f"final: balanced_accuracy={balanced_accuracy(test_x, test_t):.4f}")
