"""Growth of tomato plants per day from the climate of a greenhouse."""
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

COLUMNS = ["co2 (ppm)", "light (lux)", "temperature (C)", "humidity (0-1)", "salt (mS/cm)", "age (days)"]


def measurements(n, rng):
    co2 = rng.uniform(350, 1500, n)
    light = rng.gamma(4, 6000, n)
    temperature = rng.normal(23, 4, n)
    humidity = rng.uniform(0.4, 0.95, n)
    salt = rng.uniform(1.0, 5.0, n)
    age = rng.uniform(5, 120, n)
    growth = co2 / (co2 + 600) * light / (light + 15000) * np.exp(-(((temperature - 23) / 6) ** 2))
    growth *= (1 - 0.18 * (salt - 1)) * (1.4 - np.abs(humidity - 0.75) * 2.5) * (0.5 + np.sin(np.pi * age / 120))
    growth += 0.015 * rng.normal(size=n)
    return np.stack([co2, light, temperature, humidity, salt, age], 1), growth


rng = np.random.default_rng(871)
torch.manual_seed(871)
features, growth = measurements(2500, rng)
x_train, x_test, y_train, y_test = train_test_split(features, growth, test_size=0.2, random_state=0)

scaler = StandardScaler().fit(x_train)
x_train_scaled, x_test_scaled = scaler.transform(x_train), scaler.transform(x_test)
y_mean, y_std = y_train.mean(), y_train.std()

to_tensor = lambda a: torch.as_tensor(a, dtype=torch.float32)  # noqa: E731
train_set = TensorDataset(to_tensor(x_train_scaled), to_tensor((y_train - y_mean) / y_std)[:, None])
test_inputs = to_tensor(x_test_scaled)

model = nn.Sequential(
    nn.Linear(len(COLUMNS), 64),
    nn.ReLU(),
    nn.Linear(64, 64),
    nn.ReLU(),
    nn.Linear(64, 1),
)
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)
criterion = nn.MSELoss()
loader = DataLoader(train_set, batch_size=50, shuffle=True)

for epoch in range(1, 26):
    losses = []
    for inputs, target in loader:
        loss = criterion(model(inputs), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 5 == 0:
        print(f"epoch {epoch}: train loss {np.mean(losses):.4f}")

model.eval()
with torch.no_grad():
    predicted = model(test_inputs)[:, 0].numpy() * y_std + y_mean
r2 = 1 - ((predicted - y_test) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={r2:.4f}")
