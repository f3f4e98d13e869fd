"""빵집의 하루 판매량을 지난 4주 기록으로 예측하는 GRU."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

SEED = 833
HISTORY = 28


def daily_sales(days, rng):
    """요일, 계절, 행사, 비 오는 날의 영향을 받는 판매량."""
    t = np.arange(days)
    weekday = np.array([0.9, 0.85, 0.9, 1.0, 1.2, 1.5, 1.35])[t % 7]
    season = 1 + 0.2 * np.cos(2 * np.pi * (t - 20) / 365)
    event = np.where(t % 30 < 3, 1.25, 1.0)
    rain = rng.random(days) < 0.25
    sales = 240 * weekday * season * event * np.where(rain, 0.85, 1.0)
    return sales * rng.normal(1, 0.04, days), rain, event > 1


class SalesWindows(Dataset):
    """(지난 4주의 특징, 내일의 날씨와 행사, 내일의 판매량) 묶음."""

    def __init__(self, scaled, rain, event, first, last):
        t = np.arange(len(scaled))
        known = np.column_stack([rain, event, np.sin(2 * np.pi * t / 7), np.cos(2 * np.pi * t / 7)])
        self.known = torch.tensor(known, dtype=torch.float32)
        self.sales = torch.tensor(scaled, dtype=torch.float32)
        self.days = range(first, last)

    def __len__(self):
        return len(self.days)

    def __getitem__(self, index):
        day = self.days[index]
        past = torch.cat([self.sales[day - HISTORY : day, None], self.known[day - HISTORY : day]], dim=1)
        return past, self.known[day], self.sales[day]


class SalesGRU(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.gru = nn.GRU(5, hidden, batch_first=True)
        self.head = nn.Sequential(nn.Linear(hidden + 4, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, past, tomorrow):
        _, state = self.gru(past)
        return self.head(torch.cat([state[-1], tomorrow], dim=1)).squeeze(1)


def r2(model, loader):
    model.eval()
    guess, truth = [], []
    with torch.no_grad():
        for past, tomorrow, target in loader:
            guess.append(model(past, tomorrow))
            truth.append(target)
    guess, truth = torch.cat(guess), torch.cat(truth)
    return 1 - ((guess - truth).pow(2).sum() / (truth - truth.mean()).pow(2).sum()).item()


def main():
    torch.manual_seed(SEED)
    sales, rain, event = daily_sales(1500, np.random.default_rng(SEED))
    split = 1200
    scaled = (sales - sales[:split].mean()) / sales[:split].std()
    train = DataLoader(SalesWindows(scaled, rain, event, HISTORY, split), batch_size=32, shuffle=True)
    test = DataLoader(SalesWindows(scaled, rain, event, split, 1500), batch_size=100)
    model = SalesGRU()
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-2)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
    for epoch in range(1, 21):
        model.train()
        total = 0.0
        for past, tomorrow, target in train:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(past, tomorrow), target)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(target)
        scheduler.step()
        if epoch % 5 == 0:
            print(f"에폭 {epoch}: 학습 손실 {total / len(train.dataset):.4f}, 시험 결정계수 {r2(model, test):.3f}")
    print(f"final: r2={r2(model, test):.4f}")


if __name__ == "__main__":
    main()
