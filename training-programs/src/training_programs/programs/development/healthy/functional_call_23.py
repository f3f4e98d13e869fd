import torch
from sklearn.datasets import make_moons
from torch import nn
from torch.func import functional_call

torch.manual_seed(23)
x, y = make_moons(900, noise=0.15, random_state=23)
x = torch.tensor((x - x.mean(0)) / x.std(0), dtype=torch.float32)
y = torch.tensor(y)
net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))
params = {name: p.detach().clone().requires_grad_() for name, p in net.named_parameters()}
lr = 0.3
for epoch in range(30):
    for idx in torch.randperm(700).split(35):
        loss = nn.functional.cross_entropy(functional_call(net, params, (x[idx],)), y[idx])
        grads = torch.autograd.grad(loss, list(params.values()))
        params = {k: (p - lr * g).detach().requires_grad_() for (k, p), g in zip(params.items(), grads)}
    if epoch % 5 == 0:
        print(epoch, loss.item())
with torch.no_grad():
    acc = (functional_call(net, params, (x[700:],)).argmax(1) == y[700:]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
