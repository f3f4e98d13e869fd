"""Benign or malignant? A small network on the thirty cell measurements of the Wisconsin table."""
import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn


def prepare(seed):
    table = load_breast_cancer()
    x_train, x_test, y_train, y_test = train_test_split(
        table.data, table.target, test_size=0.3, stratify=table.target, random_state=seed
    )
    scaler = StandardScaler().fit(x_train)
    to_x = lambda a: torch.tensor(scaler.transform(a), dtype=torch.float32)
    to_y = lambda a: torch.tensor(a, dtype=torch.float32)
    return to_x(x_train), to_y(y_train), to_x(x_test), to_y(y_test)


class Classifier(nn.Module):
    def __init__(self, inputs, hidden=16):
        super().__init__()
        self.hidden = nn.Linear(inputs, hidden)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.out(self.drop(torch.relu(self.hidden(x)))).squeeze(1)


@torch.no_grad()
def evaluate(model, x, y):
    model.eval()
    logits = model(x)
    loss = nn.functional.binary_cross_entropy_with_logits(logits, y).item()
    return loss, ((logits > 0).float() == y).float().mean().item()


def main(seed=813, epochs=15, batch=32):
    torch.manual_seed(seed)
    x_train, y_train, x_test, y_test = prepare(seed)
    model = Classifier(x_train.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.02)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(epochs):
        model.train()
        for rows in torch.randperm(len(x_train)).split(batch):
            optimizer.zero_grad()
            loss = criterion(model(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}", *(f"{v:.4f}" for v in evaluate(model, x_train, y_train) + evaluate(model, x_test, y_test)))
    print(f"final: accuracy={evaluate(model, x_test, y_test)[1]:.4f}")


if __name__ == "__main__":
    main()
