import torch
import torch.nn as nn

torch.manual_seed(88)


def cohort(n):
    genes = torch.randn(n, 60)
    risk = genes[:, :6].sum(1) / 6**0.5
    return genes, (0.8 * risk + 0.6 * torch.randn(n)).unsqueeze(1)


x_train, y_train = cohort(150)
x_val, y_val = cohort(600)


class RiskNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_dropout = nn.Dropout(0.4)
        self.hidden = nn.Linear(60, 200)
        self.hidden_dropout = nn.Dropout(0.6)
        self.output = nn.Linear(200, 1)

    def forward(self, genes):
        h = torch.relu(self.hidden(self.input_dropout(genes)))
        return self.output(self.hidden_dropout(h))


net = RiskNet()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
loss_fn = nn.MSELoss()
net.train()
for epoch in range(60):
    for rows in torch.randperm(150).split(25):
        optimizer.zero_grad()
        loss = loss_fn(net(x_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
    net.eval()
    with torch.no_grad():
        val_loss = loss_fn(net(x_val), y_val)
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1} train {loss.item():.4f} val {val_loss.item():.4f}")
print(f"final: r2={1 - (val_loss / y_val.var()).item():.4f}")
