"""Co-teaching (Han et al. 2018) on digits of which a third was typed in wrongly; judged on clean ones."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

NOISE, WARM = 0.33, 4


def network():
    return nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Dropout(0.2), nn.Linear(96, 10))


def typed_in(labels, gen):
    wrong = torch.rand(len(labels), generator=gen) < NOISE
    shift = torch.randint(1, 10, (len(labels),), generator=gen)
    return torch.where(wrong, (labels + shift) % 10, labels)


def small_loss(net, x, y, keep):
    with torch.no_grad():
        losses = F.cross_entropy(net(x), y, reduction="none")
    return losses.argsort()[:keep]


def main():
    torch.manual_seed(116)
    bunch = load_digits()
    parts = train_test_split(bunch.data / 16, bunch.target, test_size=0.25, stratify=bunch.target, random_state=116)
    x_train, x_test = (torch.tensor(p, dtype=torch.float32) for p in parts[:2])
    mean, std = x_train.mean(), x_train.std()
    x_train, x_test = (x_train - mean) / std, (x_test - mean) / std
    y_train, y_test = torch.from_numpy(parts[2]), torch.from_numpy(parts[3])
    y_train = typed_in(y_train, torch.Generator().manual_seed(116))

    one, two = network(), network()
    opt_one = torch.optim.Adam(one.parameters(), lr=2e-3, weight_decay=1e-3)
    opt_two = torch.optim.Adam(two.parameters(), lr=2e-3, weight_decay=1e-3)
    for epoch in range(12):
        one.train()
        two.train()
        forget = NOISE * min(1.0, epoch / WARM)
        kept_loss = 0.0
        for rows in torch.randperm(len(y_train)).split(64):
            x, y = x_train[rows], y_train[rows]
            keep = int((1 - forget) * len(rows))
            for_two, for_one = small_loss(one, x, y, keep), small_loss(two, x, y, keep)
            for net, opt, chosen in ((one, opt_one, for_one), (two, opt_two, for_two)):
                loss = F.cross_entropy(net(x[chosen]), y[chosen])
                opt.zero_grad()
                loss.backward()
                opt.step()
                kept_loss += loss.item()
        one.eval()
        with torch.no_grad():
            agree = (one(x_train).argmax(1) == y_train).float().mean().item()
        print(f"epoch {epoch}: forgets {forget:.0%}, loss of the kept {kept_loss / 44:.3f}, agrees with the labels {agree:.1%}")

    two.eval()
    with torch.no_grad():
        guess = (one(x_test).softmax(1) + two(x_test).softmax(1)).argmax(1)
    print(f"final: accuracy={(guess == y_test).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
