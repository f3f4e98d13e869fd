"""전력 수요의 다음 한 시간을 지난 이틀의 기록으로 예측하는 LSTM."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


def make_series(hours, seed):
    """일주일 주기와 하루 주기, 기온의 영향을 받는 수요를 만든다."""
    rng = np.random.default_rng(seed)
    t = np.arange(hours)
    weekend = ((t // 24) % 7 >= 5).astype(float)
    daily = np.sin(2 * np.pi * (t - 8) / 24) + 0.4 * np.sin(4 * np.pi * (t - 3) / 24)
    temp = np.zeros(hours)
    for i in range(1, hours):
        temp[i] = 0.98 * temp[i - 1] + 0.2 * rng.normal()
    demand = 50 + 10 * daily * (1 - 0.4 * weekend) - 5 * weekend + 3 * np.abs(temp) + 0.8 * rng.normal(size=hours)
    return np.stack([demand, temp, weekend], 1).astype(np.float32)


class DemandDataset(Dataset):
    """이틀의 기록과 그 다음 시간의 수요를 짝지어 준다."""

    def __init__(self, series, span=48):
        self.series, self.span = torch.from_numpy(series), span

    def __len__(self):
        return len(self.series) - self.span

    def __getitem__(self, i):
        return self.series[i : i + self.span], self.series[i + self.span, 0]


class DemandLSTM(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.lstm = nn.LSTM(3, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        states, _ = self.lstm(x)
        return self.head(states[:, -1]).squeeze(1)


class Trainer:
    """학습과 검증을 맡는다."""

    def __init__(self, model, lr):
        self.model = model
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        self.schedule = torch.optim.lr_scheduler.StepLR(self.optimizer, step_size=3, gamma=0.3)
        self.criterion = nn.MSELoss()

    def train(self, loader):
        self.model.train()
        total = 0.0
        for x, y in loader:
            self.optimizer.zero_grad()
            loss = self.criterion(self.model(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            total += loss.item() * len(y)
        self.schedule.step()
        return total / len(loader.dataset)

    @torch.no_grad()
    def r2(self, loader):
        self.model.eval()
        pairs = [(self.model(x), y) for x, y in loader]
        guess, truth = torch.cat([p for p, _ in pairs]), torch.cat([y for _, y in pairs])
        return (1 - (guess - truth).square().mean() / truth.var(unbiased=False)).item()


def main():
    torch.manual_seed(874)
    series = make_series(3600, seed=874)
    mean, std = series[:2900].mean(0), series[:2900].std(0)
    series = (series - mean) / std
    train = DataLoader(DemandDataset(series[:2900]), batch_size=32, shuffle=True)
    test = DataLoader(DemandDataset(series[2900:]), batch_size=128)
    trainer = Trainer(DemandLSTM(), lr=5e-3)
    for epoch in range(6):
        loss = trainer.train(train)
        print(f"에폭 {epoch + 1}: 학습 손실 {loss:.4f}, 검증 r2 {trainer.r2(test):.4f}")
    print(f"final: r2={trainer.r2(test):.4f}")


if __name__ == "__main__":
    main()
