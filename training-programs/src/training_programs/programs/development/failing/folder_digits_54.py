import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, Dataset


class FolderDataset(Dataset):
    """Pictures in one folder a class, listed as os.listdir would."""

    def __init__(self, train=True):
        digits = load_digits()
        self.items = []
        for label in range(10):
            pictures = digits.images[digits.target == label]
            cut = int(0.8 * len(pictures))
            chosen = pictures[:cut] if train else pictures[cut:]
            self.items += [(picture, label) for picture in chosen]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        picture, label = self.items[index]
        return torch.tensor(picture / 8 - 1, dtype=torch.float32).flatten(), label


torch.manual_seed(54)
train_loader = DataLoader(FolderDataset(), batch_size=16)
test_loader = DataLoader(FolderDataset(train=False), batch_size=64)

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
loss_fn = nn.CrossEntropyLoss()
for epoch in range(6):
    for pictures, labels in train_loader:
        optimizer.zero_grad()
        loss = loss_fn(model(pictures), labels)
        loss.backward()
        optimizer.step()
    correct = total = 0
    with torch.no_grad():
        for pictures, labels in test_loader:
            correct += (model(pictures).argmax(1) == labels).sum().item()
            total += len(labels)
    print(f"epoch {epoch + 1}: last loss {loss.item():.4f}, test {correct / total:.4f}")
print(f"final: accuracy={correct / total:.4f}")
