import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.preprocessing import StandardScaler

torch.manual_seed(34)
d = load_digits()
odd = d.target % 2
x = torch.tensor(StandardScaler().fit_transform(d.data), dtype=torch.float32)
y = torch.tensor(odd, dtype=torch.float32).view(-1, 1)
order = torch.randperm(len(x))
x, y = x[order], y[order]

model = nn.Sequential(
    nn.Linear(64, 32),
    nn.Tanh(),
    nn.Linear(32, 16),
    nn.Tanh(),
    nn.Linear(16, 1),
)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

batch_size = 32
for epoch in range(20):
    running_loss = 0.0
    n_batches = 0
    for i in range(0, 1400, batch_size):
        inputs, labels = x[i : i + batch_size], y[i : i + batch_size]
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        n_batches += 1
    print("[%d] loss: %.3f" % (epoch + 1, running_loss / n_batches))

with torch.no_grad():
    accuracy = ((model(x[1400:]) > 0).float() == y[1400:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
