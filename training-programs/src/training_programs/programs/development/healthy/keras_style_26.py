import torch
from sklearn.datasets import load_digits
from torch import nn


class Model(nn.Module):
    """compile, fit and evaluate, as in another library."""

    def compile(self, optimizer, loss, metrics=()):
        self.optimizer, self.loss, self.metrics = optimizer, loss, dict(metrics)

    def fit(self, x, y, epochs, batch_size, validation_data):
        for epoch in range(1, epochs + 1):
            self.train()
            total = 0.0
            batches = torch.randperm(len(x)).split(batch_size)
            for rows in batches:
                value = self.train_step(x[rows], y[rows])
                total += value / len(batches)
            report = self.evaluate(*validation_data)
            print(f"Epoch {epoch}/{epochs} - loss: {total:.4f} - " + " - ".join(f"{k}: {v:.4f}" for k, v in report.items()))
        return report

    def train_step(self, x, y):
        self.optimizer.zero_grad()
        loss = self.loss(self(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.no_grad()
    def evaluate(self, x, y):
        self.eval()
        out = self(x)
        return {"val_loss": self.loss(out, y).item(), **{"val_" + k: f(out, y) for k, f in self.metrics.items()}}


class Digits(Model):
    def __init__(self):
        super().__init__()
        self.dense1 = nn.Linear(64, 64)
        self.dropout = nn.Dropout(0.5)
        self.dense2 = nn.Linear(64, 10)

    def forward(self, x):
        return self.dense2(self.dropout(torch.relu(self.dense1(x))))


torch.manual_seed(26)
x, y = load_digits(return_X_y=True)
x, y = torch.tensor(x / 8 - 1, dtype=torch.float32), torch.tensor(y)
model = Digits()
accuracy = lambda out, y: (out.argmax(1) == y).float().mean().item()
model.compile(torch.optim.RMSprop(model.parameters(), lr=1e-3), nn.CrossEntropyLoss(), {"accuracy": accuracy})
report = model.fit(x[:1400], y[:1400], epochs=12, batch_size=32, validation_data=(x[1400:], y[1400:]))
print(f"final: accuracy={report['val_accuracy']:.4f}")
