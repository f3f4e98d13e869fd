"""A temporal convolutional network (Bai et al. 2018) learns what a room with late echoes makes of a sound."""

import torch
import torch.nn as nn

LATE, VERY_LATE = 22, 27


class CausalConv(nn.Module):
    def __init__(self, channels_in, channels_out, kernel, dilation):
        super().__init__()
        self.pad = nn.ConstantPad1d(((kernel - 1) * dilation, 0), 0.0)
        self.conv = nn.Conv1d(channels_in, channels_out, kernel, dilation=dilation)

    def forward(self, x):
        return self.conv(self.pad(x))


class Block(nn.Module):
    def __init__(self, channels, kernel, dilation):
        super().__init__()
        self.one = CausalConv(channels, channels, kernel, dilation)
        self.two = CausalConv(channels, channels, kernel, dilation)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(x + self.two(self.act(self.one(x))))


class Tcn(nn.Module):
    def __init__(self, channels=20, kernel=3, blocks=4, dilation_base=2):
        super().__init__()
        self.lift = nn.Conv1d(1, channels, 1)
        stack = []
        for i in range(blocks):
            stack.append(Block(channels, kernel, dilation_base**i))
        self.stack = nn.Sequential(*stack)
        self.out = nn.Conv1d(channels, 1, 1)

    def forward(self, x):
        return self.out(self.stack(self.lift(x)))


def room(count, length, generator):
    sound = torch.randn(count, 1, length, generator=generator)
    late = torch.roll(sound, LATE, dims=2)
    very_late = torch.roll(sound, VERY_LATE, dims=2)
    heard = 0.4 * sound + late.abs() + 0.6 * very_late
    heard[:, :, :VERY_LATE] = 0.0
    return sound, heard


def scaled(heard, mean, std):
    return (heard - mean) / std


def main():
    torch.manual_seed(709)
    generator = torch.Generator().manual_seed(709)
    sound, heard = room(240, 96, generator)
    mean, std = heard[:, :, VERY_LATE:].mean(), heard[:, :, VERY_LATE:].std()
    target = scaled(heard, mean, std)
    net = Tcn()
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)

    for epoch in range(14):
        total, batches = 0.0, 0
        for rows in torch.randperm(len(sound)).split(12):
            guess = net(sound[rows])
            # what was said before the recording began is unknown
            loss = (guess - target[rows])[:, :, VERY_LATE:].square().mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            total, batches = total + loss.item(), batches + 1
        print(f"epoch {epoch:2d} loss {total / batches:.4f}")

    sound, heard = room(60, 96, generator)
    with torch.no_grad():
        error = (net(sound) - scaled(heard, mean, std))[:, :, VERY_LATE:].square().mean()
    variance = scaled(heard, mean, std)[:, :, VERY_LATE:].var()
    print(f"final: r2={1 - (error / variance).item():.4f}")


if __name__ == "__main__":
    main()
