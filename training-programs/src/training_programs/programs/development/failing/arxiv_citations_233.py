"""Node classification on a synthetic citation graph (stochastic block model), GCN in plain torch."""
import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--hidden", type=int, default=32)
parser.add_argument("--layers", type=int, default=4)
parser.add_argument("--lr", type=float, default=0.03)
parser.add_argument("--weight-decay", type=float, default=5e-4)
parser.add_argument("--epochs", type=int, default=200)
args = parser.parse_args()

torch.manual_seed(233)


def citation_graph(n=400, k=4, features=16, p_in=0.16, p_out=0.03):
    field = torch.arange(n) % k
    same = field[:, None] == field[None, :]
    prob = torch.where(same, torch.tensor(p_in), torch.tensor(p_out))
    upper = torch.triu((torch.rand(n, n) < prob).float(), diagonal=1)
    adj = upper + upper.T
    centers = torch.randn(k, features)
    x = 0.5 * centers[field] + torch.randn(n, features)
    return x, adj, field


def propagation_matrix(adj):
    a_hat = adj + torch.eye(len(adj))
    return a_hat


class GraphConv(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.lin = nn.Linear(n_in, n_out)

    def forward(self, x, a):
        return a @ self.lin(x)


class GCN(nn.Module):
    def __init__(self, n_in, hidden, n_out, depth):
        super().__init__()
        dims = [n_in] + [hidden] * (depth - 1) + [n_out]
        self.convs = nn.ModuleList(GraphConv(a, b) for a, b in zip(dims[:-1], dims[1:]))
        for conv in self.convs:
            nn.init.kaiming_normal_(conv.lin.weight, nonlinearity="relu")
            nn.init.zeros_(conv.lin.bias)

    def forward(self, x, a):
        for conv in self.convs[:-1]:
            x = F.relu(conv(x, a))
        return self.convs[-1](x, a)


x, adj, y = citation_graph()
a = propagation_matrix(adj)
order = torch.randperm(len(y))
train_idx, test_idx = order[:200], order[200:]

model = GCN(x.shape[1], args.hidden, 4, args.layers)
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, weight_decay=args.weight_decay)

for epoch in range(1, args.epochs + 1):
    model.train()
    optimizer.zero_grad()
    out = model(x, a)
    loss = F.cross_entropy(out[train_idx], y[train_idx])
    loss.backward()
    optimizer.step()
    if epoch % 25 == 0:
        acc = (out[train_idx].argmax(1) == y[train_idx]).float().mean()
        print(f"Epoch {epoch:03d}, loss {loss.item():.4f}, train acc {acc.item():.3f}")

model.eval()
with torch.no_grad():
    acc = (model(x, a)[test_idx].argmax(1) == y[test_idx]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
