# %%
import torch
from sklearn.datasets import load_digits

# %%
torch.manual_seed(36)
X, y = load_digits(return_X_y=True)
X = torch.from_numpy(X).float().div(16).sub(0.5).mul(2)
y = torch.from_numpy(y)
mask = torch.rand(len(X)) < 0.8

# %%
model = torch.nn.Sequential()
model.add_module("hidden1", torch.nn.Linear(64, 60))
model.add_module("act1", torch.nn.ReLU())
model.add_module("hidden2", torch.nn.Linear(60, 60))
model.add_module("act2", torch.nn.ReLU())
model.add_module("out", torch.nn.Linear(60, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

# %%
for epoch in range(15):
    X_tr, y_tr = X[mask], y[mask]
    perm = torch.randperm(len(X_tr))
    for chunk in perm.chunk(30):
        optimizer.zero_grad
        loss = torch.nn.functional.cross_entropy(model(X_tr[chunk]), y_tr[chunk])
        loss.backward()
        optimizer.step()
    print("epoch", epoch, "last batch", f"{loss.item():.3f}")

# %%
with torch.no_grad():
    accuracy = (model(X[~mask]).argmax(1) == y[~mask]).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
