import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale


class Trainer:
    """Fits a classifier and keeps the history, scikit-learn style."""

    def __init__(self, model, lr=0.05, batch_size=32, seed=0):
        self.model = model
        self.batch_size = batch_size
        self.optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
        self.criterion = nn.CrossEntropyLoss()
        self.generator = torch.Generator().manual_seed(seed)
        self.history = []

    def fit(self, x, y, epochs):
        for epoch in range(epochs):
            losses = []
            for rows in torch.randperm(len(x), generator=self.generator).split(self.batch_size):
                losses.append(self._step(x[rows], y[rows]))
            self.history.append(sum(losses) / len(losses))
            print(f"epoch {epoch + 1}: {self.history[-1]:.4f}")
        return self

    def _step(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.no_grad()
    def score(self, x, y):
        return (self.model(x).argmax(1) == y).double().mean().item()


def build(widths=(64, 96, 96, 64, 64, 10)):
    layers = []
    for n_in, n_out in zip(widths, widths[1:]):
        linear = nn.Linear(n_in, n_out)
        nn.init.normal_(linear.weight, mean=0.0, std=0.001)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def main():
    torch.manual_seed(23)
    x, y = load_digits(return_X_y=True)
    a, b, ya, yb = train_test_split(scale(x) / 1.5, y, test_size=400, random_state=23)
    as_float = lambda v: torch.tensor(v, dtype=torch.float32)
    trainer = Trainer(build(), lr=0.01).fit(as_float(a), torch.tensor(ya), epochs=10)
    print(f"final: accuracy={trainer.score(as_float(b), torch.tensor(yb)):.4f}")


if __name__ == "__main__":
    main()
