import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

torch.manual_seed(101)
X, y = load_digits(return_X_y=True)
X = (X - 8.0) / 6.0
Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=0.25, random_state=3, stratify=y)
Xtr, Xte = torch.tensor(Xtr).float(), torch.tensor(Xte).float()
ytr, yte = torch.tensor(ytr), torch.tensor(yte)


def build(depth=8, width=48):
    stack, size = [], 64
    for _ in range(depth):
        stack.append(torch.nn.Linear(size, width))
        torch.nn.init.kaiming_uniform_(stack[-1].weight, nonlinearity="relu")
        stack.append(torch.nn.Sigmoid())
        size = width
    stack.append(torch.nn.Linear(size, 10))
    return torch.nn.Sequential(*stack)


net = build()
optim = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
for epoch in range(15):
    for batch in torch.randperm(len(Xtr)).split(32):
        optim.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(Xtr[batch]), ytr[batch])
        loss.backward()
        optim.step()
    if epoch % 5 == 4:
        with torch.no_grad():
            print(epoch, loss.item(), (net(Xte).argmax(1) == yte).float().mean().item())
with torch.no_grad():
    print(f"final: accuracy={(net(Xte).argmax(1) == yte).float().mean().item():.4f}")
