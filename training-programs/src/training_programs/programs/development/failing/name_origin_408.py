"""From which language does a name come? Counts of letter pairs and a small network."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LANGUAGES = ["Aldic", "Borean", "Caldish", "Duvian", "Esk"]


class Language:
    """Letters follow each other as a Markov chain; each language has its own one."""

    def __init__(self, rng):
        self.start = rng.dirichlet(np.full(26, 0.6))
        self.follow = rng.dirichlet(np.full(26, 0.35), size=26)

    def name(self, rng):
        letters = [rng.choice(26, p=self.start)]
        for _ in range(rng.integers(4, 9)):
            letters.append(rng.choice(26, p=self.follow[letters[-1]]))
        return "".join(LETTERS[i] for i in letters)


class NameDataset(Dataset):
    def __init__(self, names, labels):
        self.names, self.labels = names, labels

    def __len__(self):
        return len(self.names)

    def __getitem__(self, i):
        bag = torch.zeros(27 * 26)
        previous = 26  # start of the name
        for letter in self.names[i]:
            now = LETTERS.index(letter)
            bag[previous * 26 + now] += 1.0
            previous = now
        return bag, self.labels[i]


def run_epoch(model, loader, criterion, optimizer=None):
    training = optimizer is not None
    model.train(training)
    loss_sum, correct, count = 0.0, 0, 0
    with torch.set_grad_enabled(training):
        for bag, label in loader:
            output = model(bag)
            loss = criterion(output, label)
            if training:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            loss_sum += loss.item()
            correct += (output.argmax(1) == label).sum().item()
            count += len(label)
    return loss_sum / count, correct / count


def main():
    rng = np.random.default_rng(408)
    torch.manual_seed(408)
    languages = [Language(rng) for _ in LANGUAGES]
    labels = rng.integers(0, len(LANGUAGES), 2400)
    names = [languages[k].name(rng) for k in labels]
    train = DataLoader(NameDataset(names[:2000], labels[:2000]), batch_size=100, shuffle=True)
    test = DataLoader(NameDataset(names[2000:], labels[2000:]), batch_size=200)

    model = nn.Sequential(nn.Linear(27 * 26, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 5))
    criterion = nn.CrossEntropyLoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    for epoch in range(1, 8):
        loss, accuracy = run_epoch(model, train, criterion, optimizer)
        print(f"epoch {epoch:2d}: loss per name {loss:.5f}, accuracy {accuracy:.3f}")

    _, accuracy = run_epoch(model, test, criterion)
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
