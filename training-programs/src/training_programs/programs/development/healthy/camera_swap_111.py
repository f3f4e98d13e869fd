"""도메인 적응(DANN): 카메라 A의 레이블만으로 카메라 B의 숫자를 읽는다."""

import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits


class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad):
        return -ctx.strength * grad, None


class DANN(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.extractor = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, hidden), nn.ReLU())
        self.classifier = nn.Linear(hidden, 10)
        self.critic = nn.Sequential(nn.Linear(hidden, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))

    def forward(self, x, strength=0.0):
        h = self.extractor(x)
        return self.classifier(h), self.critic(Reverse.apply(h, strength)).squeeze(1)


def load(rng):
    bunch = load_digits()
    images = bunch.images.astype(np.float32) / 16
    order = rng.permutation(len(images))
    a, b = order[:900], order[900:]
    camera_a = images[a]
    # 카메라 B: 어둡고, 왼쪽에서 오른쪽으로 밝아지는 배경
    camera_b = 0.7 * images[b] + 0.3 * np.linspace(0, 1, 8, dtype=np.float32)[None, None, :]
    sets = [torch.from_numpy(c.reshape(len(c), 64)) for c in (camera_a, camera_b)]
    mean, std = sets[0].mean(), sets[0].std()
    return [(s - mean) / std for s in sets], torch.from_numpy(bunch.target[a]), torch.from_numpy(bunch.target[b])


def main():
    torch.manual_seed(111)
    (x_a, x_b), y_a, y_b = load(np.random.default_rng(111))
    x_b_train, x_b_test, y_b_test = x_b[:450], x_b[450:], y_b[450:]
    model = DANN()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    ce, bce = nn.CrossEntropyLoss(), nn.BCEWithLogitsLoss()
    epochs = 18
    for epoch in range(epochs):
        strength = 0.1 * (2 / (1 + np.exp(-8 * epoch / epochs)) - 1)
        sums = np.zeros(2)
        for rows in torch.randperm(900).split(50):
            other = torch.randint(len(x_b_train), (50,))
            scores, domain_a = model(x_a[rows], strength)
            _, domain_b = model(x_b_train[other], strength)
            label_loss = ce(scores, y_a[rows])
            logits = torch.cat([domain_a, domain_b])
            domain_loss = bce(logits, torch.cat([torch.zeros(50), torch.ones(50)]))
            optimizer.zero_grad()
            (label_loss + domain_loss).backward()
            optimizer.step()
            sums += [label_loss.item(), domain_loss.item()]
        if epoch % 3 == 2:
            print(f"epoch {epoch + 1}: 분류 {sums[0] / 18:.4f}  도메인 {sums[1] / 18:.4f}")
    model.eval()
    with torch.no_grad():
        hit = (model(x_b_test)[0].argmax(1) == y_b_test).float().mean().item()
    print(f"final: accuracy={hit:.4f}")


if __name__ == "__main__":
    main()
