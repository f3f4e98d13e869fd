import time

import numpy as np
import torch
from sklearn.datasets import make_friedman1
from torch import nn


class Callback:
    def on_epoch_start(self, trainer): ...

    def on_batch_start(self, trainer): ...

    def on_epoch_end(self, trainer, loss): ...


class Housekeeping(Callback):
    def __init__(self):
        self.started = 0.0

    def on_epoch_start(self, trainer):
        self.started = time.time()
        trainer.optimizer.zero_grad()

    def on_epoch_end(self, trainer, loss):
        if trainer.epoch % 5 == 0:
            print(f"epoch {trainer.epoch} done, loss {loss:.4f}")


class Trainer:
    def __init__(self, model, optimizer, loss, callbacks):
        self.model, self.optimizer, self.loss, self.callbacks = model, optimizer, loss, callbacks
        self.epoch = 0

    def call(self, hook, *args):
        for callback in self.callbacks:
            getattr(callback, hook)(self, *args)

    def fit(self, x, y, epochs, batch_size):
        for self.epoch in range(epochs):
            self.call("on_epoch_start")
            losses = []
            for rows in torch.randperm(len(x)).split(batch_size):
                self.call("on_batch_start")
                loss = self.loss(self.model(x[rows]), y[rows])
                loss.backward()
                self.optimizer.step()
                losses.append(loss.item())
            self.call("on_epoch_end", float(np.mean(losses)))


torch.manual_seed(35)
x, y = make_friedman1(1000, noise=0.3, random_state=35)
x = torch.tensor((x - 0.5) * 3.46, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32).unsqueeze(1)
net = nn.Sequential(nn.Linear(10, 40), nn.ReLU(), nn.Linear(40, 40), nn.ReLU(), nn.Linear(40, 1))
sgd = torch.optim.SGD(net.parameters(), lr=0.05)
Trainer(net, sgd, nn.MSELoss(), [Housekeeping()]).fit(x[:800], y[:800], epochs=20, batch_size=10)
with torch.no_grad():
    unexplained = ((net(x[800:]) - y[800:]) ** 2).mean() / y[800:].var()
print(f"final: r2={1 - unexplained.item():.4f}")
