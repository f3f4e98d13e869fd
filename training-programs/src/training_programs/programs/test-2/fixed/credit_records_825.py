# %% [markdown]
# # Credit risk
# Records of past loans. The last column says how the loan ended: 1 = paid back in time, 2 = default.

# %%
import numpy as np
import torch
import torch.nn as nn

SEED = 825
np.random.seed(SEED)
torch.manual_seed(SEED)

# %% the table as it comes from the archive
n = 2400
months = np.random.randint(6, 60, n)
amount = np.random.gamma(3.0, 1200.0, n)
income = np.random.gamma(5.0, 700.0, n)
age = np.random.randint(20, 70, n)
savings = np.random.exponential(2500.0, n)
past_delays = np.random.poisson(0.8, n)
burden = amount / months / income * 20
strain = 1.6 * burden + 0.9 * past_delays - 0.0006 * savings - 0.5 * np.cos((age - 45) / 9)
strain += 0.8 * (past_delays > 1) * (months > 30) + np.random.normal(0, 0.2, n)
outcome = 1 + (strain > np.median(strain))
records = np.column_stack([months, amount, income, age, savings, past_delays, outcome])
print("rows", len(records), "outcomes", np.unique(outcome, return_counts=True))

# %% features and target
features, target = records[:, :-1], records[:, -1] - 1
cut = 1900
mean, std = features[:cut].mean(0), features[:cut].std(0)
X = torch.tensor((features - mean) / std, dtype=torch.float32)
y = torch.tensor(target, dtype=torch.float32).unsqueeze(1)
X_train, y_train, X_test, y_test = X[:cut], y[:cut], X[cut:], y[cut:]

# %% model
model = nn.Sequential(
    nn.Linear(6, 48),
    nn.ReLU(),
    nn.Linear(48, 24),
    nn.ReLU(),
    nn.Linear(24, 1),
)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)
loader = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(X_train, y_train), batch_size=50, shuffle=True
)

# %% training
for epoch in range(25):
    epoch_loss = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch % 4 == 0:
        print(f"epoch {epoch:2d}: loss {epoch_loss / len(loader):.4f}")

# %% evaluation
with torch.no_grad():
    decision = (model(X_test) > 0).float()
hits = (decision == y_test).float().mean().item()
print(f"final: accuracy={hits:.4f}")
