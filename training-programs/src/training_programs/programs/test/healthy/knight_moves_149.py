"""체스 나이트를 목표 칸까지 최단으로 보내는 수를 배우는 정책망.

판 밖으로 나가는 수는 로짓에 -1e9를 넣어 막는다. 학습률은 그대로 두고 배치를 키워 간다 (Smith et al. 2018).
"""

from collections import deque

import torch
from torch import nn

SIZE = 7
MOVES = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]


def neighbours(square):
    row, column = square
    for number, (dr, dc) in enumerate(MOVES):
        if 0 <= row + dr < SIZE and 0 <= column + dc < SIZE:
            yield number, (row + dr, column + dc)


def distances(goal):
    """목표 칸에서 모든 칸까지의 수 (너비 우선 탐색)."""
    far, queue = {goal: 0}, deque([goal])
    while queue:
        square = queue.popleft()
        for _, other in neighbours(square):
            if other not in far:
                far[other] = far[square] + 1
                queue.append(other)
    return far


def positions():
    squares = [(row, column) for row in range(SIZE) for column in range(SIZE)]
    inputs, legal, best = [], [], []
    for goal in squares:
        far = distances(goal)
        for square in squares:
            if square == goal:
                continue
            plane = torch.zeros(4 * SIZE + 2 * (2 * SIZE - 1))
            ahead = (goal[0] - square[0] + SIZE - 1, goal[1] - square[1] + SIZE - 1)
            offsets = (square[0], SIZE + square[1], 2 * SIZE + goal[0], 3 * SIZE + goal[1])
            plane[list(offsets)] = 1.0
            plane[4 * SIZE + ahead[0]] = 1.0
            plane[4 * SIZE + 2 * SIZE - 1 + ahead[1]] = 1.0
            can, good = torch.zeros(8, dtype=torch.bool), torch.zeros(8, dtype=torch.bool)
            for number, other in neighbours(square):
                can[number] = True
                good[number] = far[other] < far[square]
            inputs.append(plane)
            legal.append(can)
            best.append(good)
    return torch.stack(inputs), torch.stack(legal), torch.stack(best)


def main():
    torch.manual_seed(149)
    x, legal, best = positions()
    order = torch.randperm(len(x))
    train, test = order[:1900], order[1900:]
    net = nn.Sequential(nn.Linear(x.shape[1], 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 8))
    nn.init.zeros_(net[-1].weight)
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3, weight_decay=1e-4)

    def policy(rows):
        return net(x[rows]).masked_fill(~legal[rows], -1e9).log_softmax(dim=1)

    for epoch in range(16):
        batch = 20 * 2 ** (epoch // 4)
        total = 0.0
        for part in train[torch.randperm(len(train))].split(batch):
            # 최단 수가 여럿이면 그중 아무거나 두어도 된다
            loss = -policy(part).masked_fill(~best[part], -1e9).logsumexp(dim=1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        print(f"{epoch:2d} 배치 {batch:3d} 손실 {total / len(train):.4f}")
    with torch.no_grad():
        chosen = policy(test).argmax(dim=1)
    hit = best[test][torch.arange(len(test)), chosen].float().mean().item()
    most = best[test].float().mean(dim=0).max().item()
    print(f"늘 같은 수를 두면 {most:.3f}")
    print(f"final: accuracy={hit:.4f}")


if __name__ == "__main__":
    main()
