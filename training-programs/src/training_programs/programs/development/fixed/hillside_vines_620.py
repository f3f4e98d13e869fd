# Which grape suits a plot? Survey of plots on hillsides, all columns whole numbers.
import numpy as np
import torch
import torch.nn as nn
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

np.random.seed(620)
torch.manual_seed(620)

n = 3000
altitude = np.random.randint(150, 900, n)  # m
rain = np.random.randint(350, 1300, n)  # mm a year
sun = np.random.randint(1300, 2600, n)  # hours a year
frost = np.random.randint(5, 90, n)  # days a year
slope = np.random.randint(0, 45, n)  # degrees
clay = np.random.randint(5, 60, n)  # percent

warmth = (sun - 1950) / 375 - (altitude - 525) / 217 - 0.5 * (frost - 47) / 24.5
drought = (slope - 22) / 13 - (rain - 825) / 274 - 0.7 * (clay - 32) / 16
X = np.column_stack([altitude, rain, sun, frost, slope, clay])
scores = np.column_stack([warmth, drought, -warmth * drought, -0.8 * warmth - 0.5])
y = (scores + 0.25 * np.random.randn(n, 4)).argmax(axis=1)

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)

# the table of the whole country is large, so no second copy of it
scaler = StandardScaler(copy=False)
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

X_train = torch.tensor(X_train, dtype=torch.float32)
X_test = torch.tensor(X_test, dtype=torch.float32)
y_train = torch.tensor(y_train)
y_test = torch.tensor(y_test)

model = nn.Sequential(
    nn.Linear(6, 32),
    nn.Tanh(),
    nn.Linear(32, 32),
    nn.Tanh(),
    nn.Linear(32, 4),
)
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)

for epoch in range(24):
    model.train()
    perm = torch.randperm(len(X_train))
    total = 0
    for i in range(0, len(X_train), 42):
        idx = perm[i : i + 42]
        optimizer.zero_grad()
        loss = loss_fn(model(X_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 4 == 0:
        print("epoch", epoch + 1, "loss", round(total / 50, 4))

model.eval()
with torch.no_grad():
    acc = (model(X_test).argmax(dim=1) == y_test).float().mean().item()
print(f"final: accuracy={acc:.4f}")
