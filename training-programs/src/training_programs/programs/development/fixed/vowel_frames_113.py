import numpy as np
import torch
import torch.nn as nn


class Config:
    classes = 5
    frames = 16
    features = 8
    batch = 40
    epochs = 10
    learning_rate = 1e-1
    seed = 113


cfg = Config()
np.random.seed(cfg.seed)
torch.manual_seed(cfg.seed)
prototypes = np.random.randn(cfg.classes, cfg.features, cfg.frames)
labels = np.random.randint(0, cfg.classes, 1500)
clips = prototypes[labels] + 1.5 * np.random.randn(1500, cfg.features, cfg.frames)
clips, labels = torch.tensor(clips, dtype=torch.float32), torch.tensor(labels)

model = nn.Sequential(
    nn.Conv1d(cfg.features, 16, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2),
    nn.Conv1d(16, 16, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(16 * 8, cfg.classes),
)  # fmt: skip
optimizer = torch.optim.SGD(model.parameters(), lr=cfg.learning_rate)
for epoch in range(cfg.epochs):
    for rows in torch.randperm(1200).split(cfg.batch):
        loss = nn.functional.cross_entropy(model(clips[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: {loss.item():.4f}")
model.eval()
with torch.no_grad():
    print(f"final: accuracy={(model(clips[1200:]).argmax(1) == labels[1200:]).float().mean().item():.4f}")
