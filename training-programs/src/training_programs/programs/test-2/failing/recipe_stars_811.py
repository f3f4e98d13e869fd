# -*- coding: utf-8 -*-
# 요리법 추천: 회원과 요리법의 잠재 요인으로 별점을 예측한다.
import torch
from torch import nn

torch.manual_seed(811)

회원수, 요리수, 요인수 = 260, 180, 5


def 별점_자료(밀도=0.4):
    """회원 취향과 요리 특성의 내적에 각각의 치우침과 잡음을 더한 별점 표."""
    취향 = torch.randn(회원수, 요인수)
    특성 = torch.randn(요리수, 요인수)
    별점 = 0.5 * 취향 @ 특성.T + 0.3 * torch.randn(회원수, 1) + 0.4 * torch.randn(1, 요리수)
    별점 = 3 + 별점 + 0.2 * torch.randn(회원수, 요리수)
    회원, 요리 = torch.nonzero(torch.rand(회원수, 요리수) < 밀도, as_tuple=True)
    return 회원, 요리, 별점[회원, 요리]


class 잠재요인모형(nn.Module):
    """전체 평균 + 회원 치우침 + 요리 치우침 + 요인 내적."""

    def __init__(self, 평균, 차원=8):
        super().__init__()
        self.register_buffer("평균", 평균)
        self.회원요인 = nn.Embedding(회원수, 차원)
        self.요리요인 = nn.Embedding(요리수, 차원)
        self.회원치우침 = nn.Embedding(회원수, 1)
        self.요리치우침 = nn.Embedding(요리수, 1)
        self.초기화()

    def 초기화(self):
        for 표 in (self.회원요인, self.요리요인):
            nn.init.constant_(표.weight, 0.1)
        for 표 in (self.회원치우침, self.요리치우침):
            nn.init.zeros_(표.weight)

    def forward(self, 회원, 요리):
        내적 = (self.회원요인(회원) * self.요리요인(요리)).sum(1)
        return self.평균 + 내적 + self.회원치우침(회원).squeeze(1) + self.요리치우침(요리).squeeze(1)


회원, 요리, 별점 = 별점_자료()
순서 = torch.randperm(len(별점))
학습, 시험 = 순서[: int(0.85 * len(순서))], 순서[int(0.85 * len(순서)) :]
print(f"별점 {len(별점)}개, 학습 {len(학습)}개, 시험 {len(시험)}개")

모형 = 잠재요인모형(별점[학습].mean())
최적화기 = torch.optim.AdamW(모형.parameters(), lr=0.01, weight_decay=0.1)
손실함수 = nn.MSELoss()


def 결정계수(행):
    with torch.no_grad():
        오차 = 모형(회원[행], 요리[행]) - 별점[행]
    return 1 - (오차.square().mean() / 별점[행].var(unbiased=False)).item()


for 에폭 in range(24):
    합 = 0.0
    for 행 in 학습[torch.randperm(len(학습))].split(128):
        손실 = 손실함수(모형(회원[행], 요리[행]), 별점[행])
        최적화기.zero_grad()
        손실.backward()
        최적화기.step()
        합 += 손실.item() * len(행)
    if 에폭 % 4 == 3:
        print(f"에폭 {에폭 + 1}: 학습 손실 {합 / len(학습):.4f}, 시험 결정계수 {결정계수(시험):.4f}")

print(f"final: r2={결정계수(시험):.4f}")
