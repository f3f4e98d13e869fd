import torch
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(57)
features, classes = make_classification(
    1200, 12, n_informative=6, n_redundant=2, n_classes=3, class_sep=1.8, n_clusters_per_class=1, random_state=57
)
features = StandardScaler().fit_transform(features)
x_train, x_test = train_test_split(features, test_size=0.25, random_state=1)
y_train, y_test = train_test_split(classes, test_size=0.25, random_state=1)


def to_loader(x, y, shuffle):
    dataset = TensorDataset(torch.as_tensor(x, dtype=torch.float32), torch.as_tensor(y))
    return DataLoader(dataset, batch_size=30, shuffle=shuffle)


def evaluate(model, loader):
    hits = [(model(x).argmax(-1) == y).float().mean().item() for x, y in loader]
    return sum(hits) / len(hits)


model = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
train_loader, test_loader = to_loader(x_train, y_train, True), to_loader(x_test, y_test, False)
for epoch in range(1, 16):
    for x, y in train_loader:
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    if epoch % 3 == 0:
        with torch.inference_mode():
            print(f"epoch {epoch}: loss {loss.item():.3f} test accuracy {evaluate(model, test_loader):.3f}")
with torch.inference_mode():
    print(f"final: accuracy={evaluate(model, test_loader):.4f}")
