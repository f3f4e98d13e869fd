"""전력 수요 예측: 지난 48시간을 GRU로 읽고 다음 시각의 수요를 맞힌다."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

WINDOW = 48


def simulate_load(hours, seed):
    """하루와 한 주의 주기, 천천히 변하는 기온 효과, 작은 잡음을 더한 시간별 수요."""
    rng = np.random.default_rng(seed)
    t = np.arange(hours)
    daily = np.sin(2 * np.pi * (t - 8) / 24) + 0.4 * np.sin(4 * np.pi * (t - 3) / 24)
    weekly = np.where((t // 24) % 7 >= 5, -0.6, 0.2)
    weather = np.zeros(hours)
    for i in range(1, hours):
        weather[i] = 0.99 * weather[i - 1] + rng.normal(0, 0.07)
    return daily * (1 + 0.3 * np.tanh(weather)) + weekly + weather + rng.normal(0, 0.08, hours)


class LoadWindows(Dataset):
    def __init__(self, series):
        self.series = torch.tensor(series, dtype=torch.float32)

    def __len__(self):
        return len(self.series) - WINDOW

    def __getitem__(self, i):
        return self.series[i : i + WINDOW, None], self.series[i + WINDOW]


class LoadGRU(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.gru = nn.GRU(1, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x):
        states, _ = self.gru(x)
        return self.out(states[:, -1]).squeeze(-1)


def test_r2(model, loader):
    model.eval()
    preds, targets = [], []
    with torch.no_grad():
        for x, y in loader:
            preds.append(model(x))
            targets.append(y)
    preds, targets = torch.cat(preds), torch.cat(targets)
    return 1 - ((preds - targets).square().mean() / targets.var(unbiased=False)).item()


def main():
    torch.manual_seed(814)
    load = simulate_load(3200, seed=814)
    split = 2600
    mean, std = load[:split].mean(), load[:split].std()  # 정규화 통계는 학습 구간에서만 구한다
    load = (load - mean) / std
    train = DataLoader(LoadWindows(load[:split]), batch_size=64, shuffle=True)
    test = DataLoader(LoadWindows(load[split:]), batch_size=256)

    model = LoadGRU()
    optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=8)
    for epoch in range(8):
        model.train()
        total = 0.0
        for x, y in train:
            loss = nn.functional.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(y)
        scheduler.step()
        print(f"에폭 {epoch + 1}: 학습 오차 {total / len(train.dataset):.4f}, 시험 R2 {test_r2(model, test):.4f}")
    print(f"final: r2={test_r2(model, test):.4f}")


if __name__ == "__main__":
    main()
