"""3x3 놀이판을 보고 누가 이겼는지 판정하기 (X 승 / O 승 / 아직)"""
import itertools
import random

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def verdict(board):
    for who, label in ((1, 0), (-1, 1)):
        if any(all(board[i] == who for i in line) for line in LINES):
            return label
    return 2


def all_boards():
    boards = []
    for cells in itertools.product((-1, 0, 1), repeat=9):
        if sum(cells) in (0, 1):
            boards.append((cells, verdict(cells)))
    return boards


class Referee(nn.Module):
    """칸마다 (빈칸, X, O) 임베딩 + 자리 임베딩, 그 위에 다층 퍼셉트론"""

    def __init__(self, dim=8, hidden=96):
        super().__init__()
        self.piece = nn.Embedding(3, dim)
        self.mlp = nn.Sequential(nn.Flatten(), nn.Linear(9 * dim, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.out = nn.Linear(hidden, 3)

    def forward(self, board):
        return self.out(self.mlp(self.piece(board)))


def main():
    torch.manual_seed(247)
    random.seed(247)
    boards = all_boards()
    wins = [b for b in boards if b[1] != 2]
    open_ = random.sample([b for b in boards if b[1] == 2], len(wins) // 2)
    data = wins + open_
    random.shuffle(data)
    x = torch.tensor([cells for cells, _ in data]) + 1
    y = torch.tensor([label for _, label in data])
    cut = int(0.8 * len(y))
    print(len(y), "판", torch.bincount(y).tolist())

    base_lr, warmup, epochs, batch = 3e-3, 40, 15, 32

    def rate(step):
        if step < warmup:
            return (step + 1) / warmup
        return 0.998 ** (step - warmup)

    model = Referee()
    optimizer = torch.optim.Adam(model.parameters(), lr=base_lr)
    scheduler = LambdaLR(optimizer, rate)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(cut).split(batch):
            optimizer.zero_grad()
            loss = criterion(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(rows)
        if epoch % 3 == 2:
            print(f"{epoch + 1:2d}회 손실 {total / cut:.4f}")

    model.eval()
    with torch.no_grad():
        accuracy = (model(x[cut:]).argmax(1) == y[cut:]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
