"""진화 전략(ES)으로 막대 세우기: 역전파 없이, 섭동한 정책들의 점수로 기울기를 어림한다."""
import math

import torch
from torch import nn

HIDDEN = 16


def n_parameters():
    return 4 * HIDDEN + HIDDEN + HIDDEN + 1


def policy(theta, state):
    """theta: (정책 수, 파라미터 수), state: (정책 수, 판 수, 4) -> 힘"""
    w1, b1, w2, b2 = theta.split([4 * HIDDEN, HIDDEN, HIDDEN, 1], dim=1)
    h = torch.tanh(torch.baddbmm(b1[:, None], state, w1.view(-1, 4, HIDDEN)))
    return torch.tanh(torch.baddbmm(b2[:, None], h, w2[:, :, None])).squeeze(2)


def play(theta, games, steps=120, dt=0.04):
    """수레 위의 막대. 점수는 막대가 서 있고 수레가 가운데 근처에 있던 시간의 비율."""
    n = len(theta)
    x = torch.empty(n, games).uniform_(-0.5, 0.5)
    angle = torch.empty(n, games).uniform_(-0.25, 0.25)
    v, spin = torch.zeros(n, games), torch.zeros(n, games)
    alive = torch.ones(n, games)
    score = torch.zeros(n, games)
    for _ in range(steps):
        state = torch.stack([x, v, 3 * angle, spin], dim=2)
        force = 10 * policy(theta, state)
        inertia = (force + 0.05 * spin**2 * angle.sin()) / 1.1
        turn = (9.8 * angle.sin() - angle.cos() * inertia) / (0.5 * (4 / 3 - 0.1 * angle.cos() ** 2 / 1.1))
        push = inertia - 0.05 * turn * angle.cos() / 1.1
        x, v = x + dt * v, v + dt * push
        angle, spin = angle + dt * spin, spin + dt * turn
        alive = alive * ((angle.abs() < 0.6) & (x.abs() < 2.4)).float()
        angle, spin = angle.clamp(-math.pi, math.pi), spin.clamp(-10, 10)
        score += alive / steps
    return score.mean(1)


def main():
    torch.manual_seed(79)
    theta = nn.Parameter(0.1 * torch.randn(n_parameters()), requires_grad=False)
    optimizer = torch.optim.Adam([theta], lr=0.08)
    sigma, pairs = 0.2, 24
    for generation in range(1, 61):
        noise = torch.randn(pairs, theta.numel())
        scores = play(torch.cat([theta + sigma * noise, theta - sigma * noise]), games=6)
        ranks = scores.argsort().argsort().float() / (2 * pairs - 1) - 0.5
        theta.grad = -((ranks[:pairs] - ranks[pairs:]) @ noise) / (2 * pairs * sigma)
        optimizer.step()
        if generation % 10 == 0:
            print(f"{generation}세대: 평균 점수 {scores.mean():.3f}")

    score = play(theta[None], games=200, steps=240).item()
    print(f"final: accuracy={score:.4f}")


if __name__ == "__main__":
    main()
