"""Semi-supervised node classification: the clubs of a school from friendships and a few interests."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(934)
CLUBS, PUPILS, INTERESTS = 4, 600, 16

club = torch.randint(0, CLUBS, (PUPILS,))
same = club[:, None] == club[None]
chance_of_tie = torch.where(same, torch.tensor(0.035), torch.tensor(0.006))
upper = torch.triu(torch.rand(PUPILS, PUPILS) < chance_of_tie, diagonal=1)
adj = (upper | upper.t()).float() + torch.eye(PUPILS)
inv_sqrt = adj.sum(1).rsqrt()
adj = inv_sqrt[:, None] * adj * inv_sqrt[None]

taste = torch.randn(CLUBS, INTERESTS) * 0.7
x = taste[club] + torch.randn(PUPILS, INTERESTS)
x = (x - x.mean(0)) / x.std(0)

order = torch.randperm(PUPILS)
train, val, test = order[:160], order[160:300], order[300:]


class GCN(nn.Module):
    def __init__(self, d_in, hidden, d_out, dropout=0.5):
        super().__init__()
        self.lin1 = nn.Linear(d_in, hidden)
        self.lin2 = nn.Linear(hidden, d_out)
        self.dropout = dropout

    def forward(self, x, adj):
        h = F.relu(adj @ self.lin1(F.dropout(x, self.dropout, self.training)))
        return adj @ self.lin2(F.dropout(h, self.dropout, self.training))


def accuracy(rows):
    model.eval()
    with torch.no_grad():
        return (model(x, adj)[rows].argmax(1) == club[rows]).float().mean().item()


model = GCN(INTERESTS, 32, CLUBS)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-3)
best_val, best_state = 0.0, None
for epoch in range(1, 301):
    model.train()
    loss = F.cross_entropy(model(x, adj)[train], club[train])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        val_acc = accuracy(val)
        if val_acc > best_val:
            best_val = val_acc
            best_state = {k: v.clone() for k, v in model.state_dict().items()}
    if epoch % 60 == 0:
        print(f"epoch {epoch}: loss {loss.item():.4f}, train {accuracy(train):.3f}, val {val_acc:.3f}")

model.load_state_dict(best_state)
print(f"final: accuracy={accuracy(test):.4f}")
