"""Tag words of clinical notes: nothing special, a drug, its dose, or an adverse effect."""
import numpy as np
import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score

TAGS = ["O", "DRUG", "DOSE", "EFFECT"]
VOCAB, LENGTH = 300, 25


def notes(n, rng):
    """Words are numbers. Names of drugs, doses and effects also occur where they are not meant as such."""
    words = rng.integers(0, 240, (n, LENGTH))
    tags = np.zeros((n, LENGTH), dtype=np.int64)
    for row in range(n):
        for col in range(1, LENGTH):
            r = rng.random()
            if r < 0.20:        # a word of a group, mostly in an ordinary sense
                group = rng.integers(1, 4)
                meant = rng.random() < 0.16
                words[row, col] = 240 + 20 * (group - 1) + rng.integers(0, 20)
                tags[row, col] = group if meant else 0
                cue = 0.65 if meant else 0.20       # "took", "of", "caused" in front of it
                if tags[row, col - 1] == 0 and words[row, col - 1] < 240 and rng.random() < cue:
                    words[row, col - 1] = group
    return torch.tensor(words), torch.tensor(tags)


class Tagger(nn.Module):
    def __init__(self, dim=24, channels=48):
        super().__init__()
        self.embed = nn.Embedding(VOCAB, dim)
        self.conv = nn.Conv1d(dim, channels, 3, padding=1)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(channels, len(TAGS))

    def forward(self, words):
        h = torch.relu(self.conv(self.embed(words).transpose(1, 2))).transpose(1, 2)
        return self.out(self.drop(h))


def main():
    rng = np.random.default_rng(214)
    torch.manual_seed(214)
    x, y = notes(1500, rng)
    x_test, y_test = notes(400, rng)
    share = torch.bincount(y.flatten(), minlength=len(TAGS)) / y.numel()
    print("share of the tags:", dict(zip(TAGS, share.numpy().round(3).tolist())))

    model = Tagger()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(1, 9):
        model.train()
        losses = []
        for idx in torch.randperm(len(x)).split(30):
            loss = criterion(model(x[idx]).flatten(0, 1), y[idx].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.4f}")

    model.eval()
    with torch.no_grad():
        guess = model(x_test).argmax(-1)
    print(f"words right: {(guess == y_test).float().mean():.4f}")
    print(f"final: balanced_accuracy={balanced_accuracy_score(y_test.flatten(), guess.flatten()):.4f}")


if __name__ == "__main__":
    main()
