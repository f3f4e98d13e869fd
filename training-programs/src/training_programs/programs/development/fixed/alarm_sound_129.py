import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Trainer:
    """A little engine: model, data, events."""

    def __init__(self, model, lr):
        self.model = model
        self.optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        self.criterion = nn.BCEWithLogitsLoss()
        self.handlers = []

    def on_epoch(self, handler):
        self.handlers.append(handler)
        return handler

    def process(self, batch):
        x, y = batch
        scores = self.model(x).squeeze(-1)
        loss = self.criterion(scores, y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def run(self, loader, epochs):
        for epoch in range(epochs):
            losses = [self.process(batch) for batch in loader]
            for handler in self.handlers:
                handler(epoch, sum(losses) / len(losses))


torch.manual_seed(129)
t = torch.linspace(0, 1, 32)
alarm = (torch.rand(1200) < 0.5).float()
phase = 0.4 * torch.rand(1200, 1)
wave = torch.sin(6.28 * (3 * t + phase)) * alarm[:, None] + 1.0 * torch.randn(1200, 32)
trainer = Trainer(nn.Sequential(nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 1)), lr=0.02)
trainer.on_epoch(lambda epoch, loss: print(epoch, round(loss, 4)))
trainer.run(DataLoader(TensorDataset(wave[:900], alarm[:900]), batch_size=30, shuffle=True), epochs=5)
with torch.no_grad():
    score = trainer.model(wave[900:]).squeeze(-1)
    print(f"final: accuracy={((score > 0).float() == alarm[900:]).float().mean().item():.4f}")
