"""Forecast of a tide gauge: an encoder reads the last two days, a decoder gives the next half day."""
import math

import torch
from torch import nn

PAST, FUTURE = 48, 12


def gauge(hours, gen):
    """Hourly level with the main tides and slowly changing surge."""
    t = torch.arange(hours, dtype=torch.float32)
    level = torch.zeros(hours)
    for period, height in ((12.42, 1.0), (12.0, 0.35), (25.82, 0.25), (23.93, 0.2)):
        level += height * torch.cos(2 * math.pi * t / period + 6.28 * torch.rand(1, generator=gen))
    surge, state = torch.zeros(hours), 0.0
    kicks = 0.05 * torch.randn(hours, generator=gen)
    for i in range(hours):
        state = 0.97 * state + kicks[i].item()
        surge[i] = state
    return level + surge + 0.02 * torch.randn(hours, generator=gen)


def windows(series, step):
    frames = series.unfold(0, PAST + FUTURE, step)
    return frames[:, :PAST], frames[:, PAST:]


class Encoder(nn.Module):
    def __init__(self, code=32):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv1d(1, 16, 5, padding=2), nn.ReLU(), nn.Conv1d(16, 16, 5, stride=2, padding=2), nn.ReLU())
        self.code = nn.Linear(16 * PAST // 2, code)

    def forward(self, x):
        return torch.relu(self.code(self.conv(x.unsqueeze(1)).flatten(1)))


class Decoder(nn.Module):
    def __init__(self, code=32):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(code, 64), nn.ReLU(), nn.Linear(64, FUTURE))

    def forward(self, code):
        return self.layers(code)


def train_iteration(past, future, encoder, decoder, encoder_optimizer, decoder_optimizer):
    decoder_optimizer.zero_grad()
    forecast = decoder(encoder(past))
    loss = nn.functional.mse_loss(forecast, future)
    loss.backward()
    encoder_optimizer.step()
    decoder_optimizer.step()
    return loss.item()


def main():
    torch.manual_seed(809)
    gen = torch.Generator().manual_seed(809)
    series = gauge(9000, gen)
    series = (series - series[:7500].mean()) / series[:7500].std()
    past, future = windows(series[:7500], 2)
    past_test, future_test = windows(series[7500:], 3)

    encoder, decoder = Encoder(), Decoder()
    encoder_optimizer = torch.optim.SGD(encoder.parameters(), lr=0.03, momentum=0.9)
    decoder_optimizer = torch.optim.SGD(decoder.parameters(), lr=0.03, momentum=0.9)
    for epoch in range(24):
        losses = []
        for rows in torch.randperm(len(past), generator=gen).split(40):
            losses.append(train_iteration(past[rows], future[rows], encoder, decoder, encoder_optimizer, decoder_optimizer))
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1:2d}: loss {sum(losses) / len(losses):.4f}")

    with torch.no_grad():
        forecast = decoder(encoder(past_test))
    rest = ((forecast - future_test) ** 2).sum()
    print(f"final: r2={(1 - rest / ((future_test - future_test.mean()) ** 2).sum()).item():.4f}")


if __name__ == "__main__":
    main()
