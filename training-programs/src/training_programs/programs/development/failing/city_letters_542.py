"""Letters to the city: which of six offices should answer? Bag of words, early "bold driver" for the learning rate."""

import copy

import numpy as np
import torch
from torch import nn

OFFICES = ("roads", "water", "parks", "schools", "taxes", "noise")


class Letters:
    """Letters of 25 to 70 words from 300; every office has words of its own, and many are common to two."""

    def __init__(self, rng, vocabulary=300):
        self.rng = rng
        taste = rng.gamma(0.25, size=(len(OFFICES), vocabulary))
        common = 2 * rng.gamma(0.25, size=vocabulary)
        self.chance = taste + common
        self.chance /= self.chance.sum(axis=1, keepdims=True)

    def draw(self, n):
        office = self.rng.integers(0, len(OFFICES), n)
        words = []
        for o in office:
            words.append(self.rng.choice(self.chance.shape[1], self.rng.integers(25, 70), p=self.chance[o]))
        return words, torch.from_numpy(office)


def pack(words):
    lengths = torch.tensor([0] + [len(w) for w in words[:-1]])
    return torch.from_numpy(np.concatenate(words)), lengths.cumsum(0)


class Sorter(nn.Module):
    def __init__(self, vocabulary, width=32):
        super().__init__()
        self.words = nn.EmbeddingBag(vocabulary, width, mode="mean")
        self.hidden = nn.Linear(width, width)
        self.office = nn.Linear(width, len(OFFICES))

    def forward(self, tokens, offsets):
        x = self.words(tokens, offsets) * 3
        return self.office(torch.relu(self.hidden(x)))


class Driver:
    """Keeps the best weights; if an epoch made things worse, goes back to them and slows down."""

    def __init__(self, model, optimizer, slow_down=0.8):
        self.model, self.optimizer, self.slow_down = model, optimizer, slow_down
        self.best_loss = 0.0
        self.best_state = copy.deepcopy(model.state_dict())

    def judge(self, loss):
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_state = copy.deepcopy(self.model.state_dict())
        else:
            self.model.load_state_dict(self.best_state)
            for group in self.optimizer.param_groups:
                group["lr"] *= self.slow_down


def main():
    torch.manual_seed(542)
    source = Letters(np.random.default_rng(542))
    (train_x, train_y), (valid_x, valid_y), (test_x, test_y) = (source.draw(n) for n in (3000, 400, 500))
    model = Sorter(300)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3, weight_decay=1e-3)
    driver = Driver(model, optimizer)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(8):
        running = []
        for rows in torch.randperm(len(train_x)).split(75):
            optimizer.zero_grad()
            loss = loss_fn(model(*pack([train_x[i] for i in rows])), train_y[rows])
            loss.backward()
            optimizer.step()
            running.append(loss.item())
        with torch.no_grad():
            valid = loss_fn(model(*pack(valid_x)), valid_y).item()
        driver.judge(valid)
        print(f"epoch {epoch + 1}: train {np.mean(running):.4f}, valid {valid:.4f}")

    model.load_state_dict(driver.best_state)
    with torch.no_grad():
        right = (model(*pack(test_x)).argmax(1) == test_y).float().mean().item()
    print(f"final: accuracy={right:.4f}")


if __name__ == "__main__":
    main()
