"""콜센터 문의의 의도를 글자 단위로 분류하는 GRU 모델."""
import random

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence
from torch.utils.data import DataLoader, TensorDataset

random.seed(911)
torch.manual_seed(911)

의도 = {
    "배송": ["언제 와요", "아직 안 왔어요", "택배 어디예요"],
    "환불": ["돈 돌려줘요", "취소할래요", "반품하고 싶어요"],
    "칭찬": ["정말 좋아요", "고마워요", "마음에 들어요"],
    "고장": ["안 켜져요", "소리가 안 나요", "화면이 깨졌어요"],
}
머리말 = ["저기요 ", "안녕하세요 ", "", "음 ", "문의드려요 "]
최대길이 = 130


def 문의():
    이름 = random.choice(list(의도))
    글 = random.choice(머리말) + random.choice(의도[이름])
    if random.random() < 0.03:  # 가끔은 긴 글도 들어온다
        글 = "어제 주문한 물건 때문에 전화했는데 아무도 받지 않아서 여기에 남깁니다 " * 2 + 글
    return 글[:최대길이], list(의도).index(이름)


자료 = [문의() for _ in range(1800)]
글자표 = {c: k + 1 for k, c in enumerate(sorted({c for 글, _ in 자료 for c in 글}))}
글자 = torch.zeros(len(자료), 최대길이, dtype=torch.long)
for 줄, (글, _) in enumerate(자료):
    글자[줄, : len(글)] = torch.tensor([글자표[c] for c in 글])
길이 = (글자 > 0).sum(1)
정답 = torch.tensor([번호 for _, 번호 in 자료])


class 분류기(nn.Module):
    def __init__(self, 차원=16, 은닉=32):
        super().__init__()
        self.임베딩 = nn.Embedding(len(글자표) + 1, 차원, padding_idx=0)
        self.gru = nn.GRU(차원, 은닉, batch_first=True)
        self.출력 = nn.Linear(은닉, len(의도))

    def forward(self, x, n):
        묶음 = pack_padded_sequence(self.임베딩(x), n, batch_first=True, enforce_sorted=False)
        _, 마지막 = self.gru(묶음)
        return self.출력(마지막[-1])


훈련 = DataLoader(TensorDataset(글자[:1400], 길이[:1400], 정답[:1400]), batch_size=35, shuffle=True)
모델 = 분류기()
최적화 = torch.optim.Adam(모델.parameters(), lr=3e-3)
손실함수 = nn.CrossEntropyLoss()

for 에폭 in range(6):
    모델.train()
    합 = 0.0
    for x, n, y in 훈련:
        최적화.zero_grad()
        손실 = 손실함수(모델(x, n), y)
        손실.backward()
        nn.utils.clip_grad_norm_(모델.parameters(), 1.0)
        최적화.step()
        합 += 손실.item()
    모델.eval()
    with torch.no_grad():
        맞음 = (모델(글자[1400:], 길이[1400:]).argmax(1) == 정답[1400:]).float().mean().item()
    print(f"에폭 {에폭 + 1}: 손실 {합 / len(훈련):.4f}, 검증 정확도 {맞음:.3f}")

print(f"final: accuracy={맞음:.4f}")
