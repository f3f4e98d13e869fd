# 포도밭 수확량 예측: 날씨와 토양 열두 항목으로 한 구획의 수확량을 맞춘다
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class VineyardDataset(Dataset):
    """구획마다 한 해의 기록 하나. 수확량은 손으로 어림한 값이라 오차가 크다."""

    columns = ["강수", "일조", "적산온도", "서리일", "바람", "습도", "pH", "유기물", "질소", "칼륨", "경사", "수령"]

    def __init__(self, n, generator, noise=1.0):
        x = torch.randn(n, len(self.columns), generator=generator)
        rain, sun, heat, frost, humid, nitrogen, age = (x[:, i] for i in (0, 1, 2, 3, 5, 8, 11))
        y = 0.8 * sun - 0.5 * (rain - 0.4) ** 2 + 0.6 * heat * torch.sigmoid(2 * rain) - 0.5 * torch.relu(frost)
        y = y - 0.4 * humid * (rain > 0) + 0.5 * torch.tanh(nitrogen) - 0.3 * age**2
        self.x = x
        self.clean = (y - (-0.98)) / 1.45
        self.y = self.clean + noise * torch.randn(n, generator=generator)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


class YieldModel(nn.Module):
    def __init__(self, n_columns):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_columns, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU())
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        return self.head(self.body(x)).squeeze(-1)


def train(model, loader, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    criterion = nn.MSELoss()
    for epoch in range(epochs):
        model.train()
        total, count = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x)
            count += len(x)
        print(f"에폭 {epoch + 1}: 학습 손실 {total / count:.4f}")


if __name__ == "__main__":
    torch.manual_seed(410)
    generator = torch.Generator().manual_seed(14)
    train_set = VineyardDataset(1600, generator)
    test_set = VineyardDataset(600, generator, noise=0.0)  # 실제로 달아 본 구획

    train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
    model = YieldModel(len(VineyardDataset.columns))
    train(model, train_loader, epochs=4, lr=0.01)

    model.eval()
    with torch.no_grad():
        prediction = model(test_set.x)
    r2 = 1 - (prediction - test_set.clean).square().mean() / test_set.clean.var()
    print(f"final: r2={r2.item():.4f}")
