# Visibility at the airport one hour ahead, from what the weather station shows now.
# (a port of my old Keras notebook)
import numpy as np
import torch
import torch.nn as nn

np.random.seed(718)
torch.manual_seed(718)

# In [1]: the station's table
N = 4000
pressure = np.random.normal(101325, 850, N)        # Pa
temperature = np.random.normal(8, 7, N)            # deg C
spread = np.random.gamma(1.5, 2.0, N)              # temperature minus dew point, K
wind = np.random.gamma(2.0, 2.0, N)                # m/s
cloud = np.random.uniform(0, 8, N)                 # octas
hour = np.random.uniform(0, 24, N)

X = np.column_stack([pressure, temperature, spread, wind, cloud, hour])
dark = np.cos(2 * np.pi * (hour - 4) / 24)
visibility = (
    2.0 * np.tanh(spread / 2.5)
    + 0.9 * np.tanh(wind / 3)
    - 0.7 * dark * (1 - cloud / 8)
    + 0.3 * (pressure - 101325) / 850 * np.tanh(temperature / 7)
    + 0.15 * np.random.randn(N)
)
y = (visibility - visibility.mean()) / visibility.std()

# In [2]: split and scale
n_train = 3200
X_train, X_test = X[:n_train], X[n_train:]
mean, std = X_train.mean(axis=0), X_train.std(axis=0)
X_train = (X_train - mean) / std
X_test = (X_test - mean) / std

X_train = torch.tensor(X_train, dtype=torch.float32)
X_test = torch.tensor(X_test, dtype=torch.float32)
y_train = torch.tensor(y[:n_train], dtype=torch.float32).unsqueeze(1)
y_test = torch.tensor(y[n_train:], dtype=torch.float32).unsqueeze(1)

# In [3]: the model
model = nn.Sequential(
    nn.Linear(X.shape[1], 64),
    nn.ReLU(),
    nn.Linear(64, 32),
    nn.ReLU(),
    nn.Linear(32, 1),
)
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
criterion = nn.MSELoss()

# In [4]: model.fit(X_train, y_train, epochs=15, batch_size=32)
for epoch in range(15):
    model.train()
    order = torch.randperm(n_train)
    running = 0.0
    for start in range(0, n_train, 32):
        rows = order[start:start + 32]
        optimizer.zero_grad()
        loss = criterion(model(X_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
        running += loss.item()
    print('Epoch %d/15 - loss: %.4f' % (epoch + 1, running / (n_train // 32)))

# In [5]: model.evaluate(X_test, y_test)
model.eval()
with torch.no_grad():
    mse = criterion(model(X_test), y_test).item()
print('final: r2=%.4f' % (1 - mse / y_test.var().item()))
