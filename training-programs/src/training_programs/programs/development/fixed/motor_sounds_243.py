"""Which of four motors is running? A microphone (16 bit PCM, 2 kHz) and an accelerometer on the bench (in g)."""
import wave
from io import BytesIO

import numpy as np
import torch
import torch.nn as nn

RATE, SAMPLES = 2000, 256
# pitch of the sound, overtones, rate of the bench's shaking
MOTORS = {"fan": (95, 3, 40), "pump": (100, 3, 75), "drill": (160, 2, 40), "lathe": (165, 2, 75)}


def recorder(rng, kind):
    """A clip as bytes of a WAV file."""
    base, harmonics, _ = MOTORS[kind]
    t = np.arange(SAMPLES) / RATE
    pitch = base * rng.uniform(0.93, 1.07)
    clip = sum(np.sin(2 * np.pi * pitch * h * t + rng.uniform(0, 6.28)) / h for h in range(1, harmonics + 1))
    clip = clip + rng.normal(0, 0.5, SAMPLES)
    pcm = np.clip(clip * rng.uniform(0.5, 1.0) * 9000, -32768, 32767).astype("<i2")
    buffer = BytesIO()
    with wave.open(buffer, "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes(pcm.tobytes())
    return buffer.getvalue()


def accelerometer(rng, kind):
    t = np.arange(SAMPLES) / RATE
    rate = MOTORS[kind][2] * rng.uniform(0.9, 1.1)
    shaking = np.sin(2 * np.pi * rate * t + rng.uniform(0, 6.28)) + rng.normal(0, 0.4, SAMPLES)
    return torch.from_numpy((0.02 * shaking).astype(np.float32))


def load_clip(data, shaking):
    with wave.open(BytesIO(data), "rb") as f:
        samples = np.frombuffer(f.readframes(f.getnframes()), dtype="<i2")
    sound = torch.from_numpy(samples.astype(np.float32))
    return torch.stack([sound / 8192, shaking / 0.02])


def library(n, seed):
    rng = np.random.default_rng(seed)
    names = list(MOTORS)
    labels = rng.integers(0, len(names), n)
    clips = [load_clip(recorder(rng, names[i]), accelerometer(rng, names[i])) for i in labels]
    return torch.stack(clips), torch.from_numpy(labels)


class ClipNet(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv1d(2, 16, 33, stride=4, padding=16), nn.ReLU(),
            nn.Conv1d(16, 24, 9, stride=2, padding=4), nn.ReLU(),
            nn.AdaptiveMaxPool1d(4), nn.Flatten(),
            nn.Linear(96, 32), nn.ReLU(), nn.Linear(32, n_classes),
        )

    def forward(self, x):
        return self.net(x)


torch.manual_seed(243)
x_train, y_train = library(1200, seed=1)
x_test, y_test = library(400, seed=2)

net = ClipNet(len(MOTORS))
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
loss_fn = nn.CrossEntropyLoss()
for epoch in range(1, 16):
    net.train()
    correct = 0
    for idx in torch.randperm(len(y_train)).split(40):
        out = net(x_train[idx])
        loss = loss_fn(out, y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        correct += (out.argmax(1) == y_train[idx]).sum().item()
    if epoch % 3 == 0:
        print(f"epoch {epoch:2d}: last loss {loss.item():.3f}, train accuracy {correct / len(y_train):.3f}")

net.eval()
with torch.no_grad():
    print(f"final: accuracy={(net(x_test).argmax(1) == y_test).float().mean().item():.4f}")
