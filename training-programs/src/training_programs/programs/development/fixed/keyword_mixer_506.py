"""Keyword spotting on (synthetic) mel frames with a small mixer; weight decay as in the big recipes."""

import numpy as np
import torch
from torch import nn

WORDS, FRAMES, MELS = 8, 24, 12


def synthesize(n, rng):
    """Every word is a sequence of three formants out of six; speakers differ in speed, onset and pitch."""
    plan = np.random.default_rng(3).permuted(np.tile(np.arange(6), (WORDS, 1)), axis=1)[:, :3]
    labels = rng.integers(WORDS, size=n)
    mel = np.arange(MELS)
    clips = np.zeros((n, FRAMES, MELS))
    for i, w in enumerate(labels):
        start, length = rng.integers(0, 6), rng.integers(4, 7)
        shift = rng.normal(0, 0.4)
        for k, formant in enumerate(plan[w]):
            a = start + k * length
            clips[i, a : a + length] += np.exp(-0.5 * ((mel - 2 * formant - shift) / 0.9) ** 2)
    clips += 0.35 * rng.normal(size=clips.shape)
    return clips.astype(np.float32), labels


class MixerBlock(nn.Module):
    def __init__(self, tokens, dim):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.token_mix = nn.Sequential(nn.Linear(tokens, 2 * tokens), nn.GELU(), nn.Linear(2 * tokens, tokens))
        self.channel_mix = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))

    def forward(self, x):
        x = x + self.token_mix(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.channel_mix(self.norm2(x))


class KeywordMixer(nn.Module):
    def __init__(self, dim=24, depth=2):
        super().__init__()
        self.patch = nn.Conv1d(MELS, dim, kernel_size=2, stride=2)
        self.blocks = nn.Sequential(*[MixerBlock(FRAMES // 2, dim) for _ in range(depth)])
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, WORDS)

    def forward(self, mels):
        x = self.patch(mels.transpose(1, 2)).transpose(1, 2)
        return self.head(self.norm(self.blocks(x)).mean(1))


def param_groups(model, weight_decay):
    # no decay on biases and norm gains
    decay = [p for p in model.parameters() if p.ndim > 1]
    no_decay = [p for p in model.parameters() if p.ndim < 2]
    return [{"params": decay, "weight_decay": weight_decay}, {"params": no_decay, "weight_decay": 0.0}]


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


torch.manual_seed(506)
rng = np.random.default_rng(506)
x, y = (torch.from_numpy(a) for a in synthesize(2400, rng))
x = (x - x.mean()) / x.std()
x_tr, y_tr, x_te, y_te = x[:1800], y[:1800], x[1800:], y[1800:]

model = KeywordMixer()
optimizer = torch.optim.AdamW(param_groups(model, 0.02), lr=2e-3)
loss_fn = nn.CrossEntropyLoss()
for epoch in range(6):
    model.train()
    mean = 0.0
    for rows in torch.randperm(len(x_tr)).split(50):
        optimizer.zero_grad()
        loss = loss_fn(model(x_tr[rows]), y_tr[rows])
        loss.backward()
        optimizer.step()
        mean += loss.item() * len(rows) / len(x_tr)
    print(f"epoch {epoch}: loss {mean:.4f}, test accuracy {accuracy(model, x_te, y_te):.3f}")
print(f"final: accuracy={accuracy(model, x_te, y_te):.4f}")
