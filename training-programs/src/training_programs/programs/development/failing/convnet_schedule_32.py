import torch
import torch.nn as nn
import torch.optim as optim
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, 3)
        self.bn = nn.BatchNorm2d(16)
        self.fc1 = nn.Linear(16 * 9, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = nn.functional.relu(self.bn(self.conv(x)))
        x = nn.functional.max_pool2d(x, 2)
        x = nn.functional.relu(self.fc1(torch.flatten(x, 1)))
        return nn.functional.log_softmax(self.fc2(x), dim=1)


def train(model, loader, optimizer, scheduler, epoch):
    model.train()
    for batch_idx, (data, target) in enumerate(loader):
        optimizer.zero_grad()
        loss = nn.functional.nll_loss(model(data), target)
        loss.backward()
        optimizer.step()
        scheduler.step()
        if batch_idx % 10 == 0:
            print(f"Train Epoch: {epoch} [{batch_idx * len(data)}/{len(loader.dataset)}]\tLoss: {loss.item():.6f}")


def test(model, loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for data, target in loader:
            correct += (model(data).argmax(dim=1) == target).sum().item()
    return correct / len(loader.dataset)


def main():
    torch.manual_seed(32)
    x, y = load_digits(return_X_y=True)
    x = torch.tensor(x, dtype=torch.float32).view(-1, 1, 8, 8) / 8 - 1
    parts = train_test_split(x, torch.tensor(y), test_size=0.25, random_state=32)
    train_loader = DataLoader(TensorDataset(parts[0], parts[2]), batch_size=64, shuffle=True)
    test_loader = DataLoader(TensorDataset(parts[1], parts[3]), batch_size=200)
    model = ConvNet()
    optimizer = optim.Adam(model.parameters(), lr=0.005)
    scheduler = StepLR(optimizer, step_size=4, gamma=0.1)
    for epoch in range(1, 9):
        train(model, train_loader, optimizer, scheduler, epoch)
    print(f"final: accuracy={test(model, test_loader):.4f}")


if __name__ == "__main__":
    main()
