"""얼굴 특징점에서 감정의 비율(여섯 가지, 합은 1) 예측 - 여러 평가자의 표를 비율로 만든 자료"""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(245)

EMOTIONS = ["기쁨", "슬픔", "놀람", "분노", "혐오", "공포"]


def votes(n, landmarks=20, raters=30):
    face = torch.randn(n, landmarks)
    first = torch.randn(landmarks, 12) / landmarks**0.5
    second = torch.randn(12, len(EMOTIONS))
    share = (1.2 * torch.tanh(2 * face @ first) @ second / 2).softmax(-1)
    drawn = torch.multinomial(share, raters, replacement=True)
    votes = torch.stack([(drawn == k).float().mean(1) for k in range(len(EMOTIONS))], dim=1)
    return face, votes


class ShareNet(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(n_in, 64), nn.GELU(), nn.Linear(64, 64), nn.GELU())
        self.out = nn.Linear(64, n_out)

    def forward(self, x):
        return torch.softmax(self.out(self.hidden(x)), dim=-1)


data = TensorDataset(*votes(2400))
train_set, test_set = random_split(data, [2000, 400])
train_loader = DataLoader(train_set, batch_size=50, shuffle=True)

model = ShareNet(20, len(EMOTIONS))
kl = nn.KLDivLoss(reduction="batchmean")
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)

for epoch in range(20):
    total = 0.0
    for face, share in train_loader:
        predicted = model(face)
        loss = kl(predicted, share)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    if epoch % 5 == 0:
        print(f"에폭 {epoch:2d}  KL {total / len(train_loader):.4f}")

face, share = test_set[:]
model.eval()
with torch.no_grad():
    predicted = model(face)
for name, p, s in zip(EMOTIONS, predicted[0], share[0]):
    print(f"  {name}: 예측 {p:.2f} / 표 {s:.2f}")
r2 = 1 - (predicted - share).pow(2).sum() / (share - share.mean(0)).pow(2).sum()
print(f"final: r2={r2.item():.4f}")
