"""Origin of olive oils from chromatograms: layers pretrained one by one as autoencoders, then fine-tuned on the labels."""
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(418)
torch.manual_seed(418)

POINTS, REGIONS = 64, 4


def chromatogram(region):
    """Big peaks of the common fats differ from sample to sample; small ones tell the region."""
    t = np.linspace(0, 1, POINTS)
    peak = lambda at, width: np.exp(-(((t - at) / width) ** 2))
    fats = sum(rng.lognormal(0, 0.5) * peak(at, 0.04) for at in (0.08, 0.22, 0.36, 0.5, 0.64, 0.78, 0.92))
    traces = [(0.15, 0.43), (0.29, 0.71), (0.43, 0.85), (0.15, 0.71)][region]
    small = sum(rng.uniform(0.25, 0.45) * peak(at, 0.02) for at in traces)
    return fats + small + rng.normal(0, 0.05, POINTS)


regions = rng.integers(0, REGIONS, 1800)
curves = np.array([chromatogram(r) for r in regions])
curves = (curves - curves[:1400].mean(0)) / curves[:1400].std()
x, y = torch.tensor(curves, dtype=torch.float32), torch.from_numpy(regions)
x_train, x_test, y_train, y_test = x[:1400], x[1400:], y[:1400], y[1400:]


def batches(n, size=50):
    return torch.randperm(n).split(size)


def pretrain(sizes, data, epochs=12):
    """Greedy, layer by layer: each learns to restore the output of the one below, which stays as it is."""
    layers = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        encode = nn.Sequential(nn.Linear(n_in, n_out), nn.Tanh())
        decode = nn.Linear(n_out, n_in)
        optimizer = torch.optim.Adam([*encode.parameters(), *decode.parameters()], lr=3e-3)
        for _ in range(epochs):
            for rows in batches(len(data)):
                loss = (decode(encode(data[rows])) - data[rows]).square().mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        print(f"{n_in} -> {n_out}: restored with a squared error of {loss.item():.3f}")
        for p in encode.parameters():
            p.requires_grad = False
        layers.append(encode)
        data = encode(data)
    return nn.Sequential(*layers)


def finetune(encoder, epochs=25):
    net = nn.Sequential(encoder, nn.Linear(6, REGIONS))
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    for epoch in range(1, epochs + 1):
        total = 0.0
        for rows in batches(len(x_train)):
            loss = nn.functional.cross_entropy(net(x_train[rows]), y_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 5 == 0:
            print(f"fine-tuning, epoch {epoch}: {total / len(x_train):.4f}")
    return net


net = finetune(pretrain([POINTS, 24, 6], x_train))
with torch.no_grad():
    right = (net(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={right:.4f}")
