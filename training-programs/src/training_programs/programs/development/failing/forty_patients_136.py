import torch
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn.functional import cross_entropy

torch.manual_seed(136)
X, y = make_classification(1080, 12, n_informative=5, flip_y=0.05, class_sep=1.5, random_state=136)
Xtr, Xte, ytr, yte = train_test_split(X, y, train_size=80, random_state=0)
Xtr, Xte = (torch.tensor(a, dtype=torch.float32) for a in (Xtr, Xte))
ytr, yte = torch.tensor(ytr), torch.tensor(yte)
net = nn.Sequential(nn.Linear(12, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 2))
EPOCHS, DECAY = 120, 0.0
opt = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=DECAY)
for epoch in range(EPOCHS):
    net.train()
    for rows in torch.randperm(80).split(16):
        opt.zero_grad()
        loss = cross_entropy(net(Xtr[rows]), ytr[rows])
        loss.backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        held_out = cross_entropy(net(Xte), yte).item()
    if epoch % 10 == 0:
        print(f"{epoch:4d} train {loss.item():.4f} held out {held_out:.4f}")
print(f"final: loss={held_out:.4f}")
