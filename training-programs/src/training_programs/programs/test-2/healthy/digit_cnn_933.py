"""Digit recognition with a compact CNN, small shifts as augmentation, and a held-out test part."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, Dataset


class ShiftedDigits(Dataset):
    """Digits, optionally moved by at most one pixel."""

    def __init__(self, images, targets, shift):
        self.images = torch.tensor(images, dtype=torch.float32).unsqueeze(1)
        self.targets = torch.tensor(targets)
        self.shift = shift

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, i):
        image = self.images[i]
        if self.shift:
            dy, dx = torch.randint(0, 3, (2,)).tolist()
            image = F.pad(image, (1, 1, 1, 1), value=self.images[i].min().item())[:, dy : dy + 8, dx : dx + 8]
        return image, self.targets[i]


class DigitNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 24, 3, padding=1)
        self.conv2 = nn.Conv2d(24, 48, 3, padding=1)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(48 * 4, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc(self.drop(x.flatten(1)))


def test(model, loader):
    model.eval()
    hits, loss = 0, 0.0
    with torch.no_grad():
        for x, y in loader:
            logits = model(x)
            loss += F.cross_entropy(logits, y, reduction="sum").item()
            hits += (logits.argmax(1) == y).sum().item()
    return loss / len(loader.dataset), hits / len(loader.dataset)


def main():
    torch.manual_seed(933)
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.images, digits.target, test_size=0.25, stratify=digits.target, random_state=933
    )
    mean, std = x_train.mean(), x_train.std()
    train_loader = DataLoader(ShiftedDigits((x_train - mean) / std, y_train, True), batch_size=32, shuffle=True)
    test_loader = DataLoader(ShiftedDigits((x_test - mean) / std, y_test, False), batch_size=128)
    model = DigitNet()
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-2)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
    for epoch in range(20):
        model.train()
        running = 0.0
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item() / len(train_loader)
        scheduler.step()
        test_loss, accuracy = test(model, test_loader)
        print(f"epoch {epoch + 1:2d}: train loss {running:.3f}, test loss {test_loss:.3f}, accuracy {accuracy:.3f}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
