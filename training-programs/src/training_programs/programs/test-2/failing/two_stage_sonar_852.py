"""Sonar echoes: an encoder learns to clean echoes first, then the direction of the sweep is learned on top of it.

Stage 1 trains encoder and decoder on noisy echoes, stage 2 only a new head, stage 3 head and encoder together.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(852)
LENGTH = 64


def echoes(n):
    rising = torch.randint(0, 2, (n,))
    t = torch.linspace(0, 1, LENGTH)
    base, sweep = 7 + 3 * torch.rand(n, 1), 2.0 + 1.5 * torch.rand(n, 1)
    direction = (2 * rising - 1)[:, None]
    pitch = base * t + direction * sweep * (t - 0.5) ** 2
    clean = torch.sin(2 * math.pi * (pitch + torch.rand(n, 1)))
    return clean + 0.3 * torch.randn(n, LENGTH), clean, rising


def set_trainable(module, flag):
    """Switch the training of a whole module on or off."""
    for p in module.parameters():
        if p.requires_grad:
            p.requires_grad = flag


encoder = nn.Sequential(
    nn.Conv1d(1, 16, 7, padding=3), nn.ReLU(), nn.Conv1d(16, 16, 7, stride=4, padding=3), nn.ReLU(), nn.Flatten(),
    nn.Linear(256, 16),
)  # fmt: skip
decoder = nn.Linear(16, LENGTH)
head = nn.Sequential(nn.LayerNorm(16), nn.Linear(16, 2))

noisy, clean, rising = echoes(2000)
noisy_test, _, rising_test = echoes(500)


def clean_loss(rows):
    return F.mse_loss(decoder(encoder(noisy[rows, None])), clean[rows])


def sweep_loss(rows):
    return F.cross_entropy(head(encoder(noisy[rows, None])), rising[rows])


@torch.no_grad()
def accuracy():
    return (head(encoder(noisy_test[:, None])).argmax(1) == rising_test).float().mean().item()


def stage(name, loss_of, modules, epochs, lr):
    optimizer = torch.optim.Adam([p for m in modules for p in m.parameters()], lr=lr)
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(noisy)).split(50):
            loss = loss_of(rows)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"{name} epoch {epoch:2d} loss {total / 40:.4f} test accuracy {accuracy():.3f}")


stage("cleaning", clean_loss, [encoder, decoder], epochs=4, lr=2e-3)
set_trainable(encoder, False)
stage("head", sweep_loss, [head], epochs=2, lr=2e-3)
set_trainable(encoder, True)
stage("joint", sweep_loss, [encoder, head], epochs=10, lr=2e-3)
print(f"final: accuracy={accuracy():.4f}")
