# 동전 감정: 큰 교사 망을 먼저 학습하고, 작은 학생 망은 교사의 답만 보고 배운다 (지식 증류).
import torch
import torch.nn.functional as F
from sklearn.datasets import make_classification
from torch import nn

torch.manual_seed(156)
KINDS = 6
TEMPERATURE = 4.0

X, y = make_classification(
    n_samples=3600, n_features=16, n_informative=10, n_redundant=2, n_classes=KINDS,
    n_clusters_per_class=1, class_sep=1.6, flip_y=0.01, random_state=156,
)
X = torch.tensor(X, dtype=torch.float32)
y = torch.tensor(y)
X = (X - X[:3000].mean(0)) / X[:3000].std(0)
X_test, y_test = X[3000:], y[3000:]
X_labeled, y_labeled = X[:1500], y[:1500]  # 라벨이 있는 것은 교사용
X_unlabeled = X[1500:3000]                 # 학생은 라벨을 한 번도 보지 않는다


def make(width):
    return nn.Sequential(
        nn.Linear(16, width), nn.ReLU(), nn.Dropout(0.1),
        nn.Linear(width, width), nn.ReLU(), nn.Dropout(0.1),
        nn.Linear(width, KINDS),
    )


def accuracy(net):
    net.eval()
    with torch.no_grad():
        return (net(X_test).argmax(1) == y_test).float().mean().item()


# 1. 교사
teacher = make(128)
opt = torch.optim.AdamW(teacher.parameters(), lr=1e-3, weight_decay=0.05)
for epoch in range(8):
    teacher.train()
    for idx in torch.randperm(len(X_labeled)).split(32):
        loss = F.cross_entropy(teacher(X_labeled[idx]), y_labeled[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"teacher {epoch + 1}: {loss.item():.4f}")
print(f"teacher accuracy {accuracy(teacher):.4f}")

# 2. 학생
teacher.eval()
teacher.requires_grad_(False)
student = make(24)
student[2].p = student[5].p = 0.0
opt = torch.optim.Adam(student.parameters(), lr=3e-3)
for epoch in range(12):
    student.train()
    total = 0.0
    for idx in torch.randperm(len(X_unlabeled)).split(32):
        x = X_unlabeled[idx] + 0.2 * torch.randn(len(idx), 16)
        soft = F.log_softmax(teacher(x) / TEMPERATURE, dim=1)
        guess = F.log_softmax(student(x) / TEMPERATURE, dim=1)
        loss = F.kl_div(guess, soft, reduction="batchmean", log_target=True) * TEMPERATURE**2
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(idx)
    print(f"student {epoch + 1}: {total / len(X_unlabeled):.4f}")

print(f"final: accuracy={accuracy(student):.4f}")
