import itertools

import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(39)
# read a digit's picture row by row
images = torch.tensor(load_digits().images / 8 - 1, dtype=torch.float32)
labels = torch.tensor(load_digits().target)
order = torch.randperm(len(images))
images, labels = images[order], labels[order]

encoder = nn.GRU(8, 24, batch_first=True)
neck = nn.Sequential(nn.Linear(24, 6), nn.Tanh())
head = nn.Linear(6, 10)


def predict(batch):
    _, h = encoder(batch)
    return head(neck(h[0]))


optimizer = torch.optim.Adam(itertools.chain(encoder.parameters(), neck.parameters(), head.parameters()), lr=5e-3)
for epoch in range(12):
    for i in range(0, 1400, 50):
        loss = nn.functional.cross_entropy(predict(images[i : i + 50]), labels[i : i + 50])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 5.0)
        optimizer.step()
    print("epoch", epoch, "loss", loss.item())

with torch.no_grad():
    accuracy = (predict(images[1400:]).argmax(1) == labels[1400:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
