"""Which gate opened after the alarm? An LSTM reads a building's log and answers at its end."""

import numpy as np
import torch
import torch.nn as nn

GATES, ALARM, LENGTH = 6, 6, 14


def make_logs(count, seed):
    rng = np.random.RandomState(seed)
    logs = rng.randint(0, GATES, (count, LENGTH))
    where = rng.randint(0, LENGTH - 4, count)
    rows = np.arange(count)
    logs[rows, where] = ALARM
    return torch.from_numpy(logs).long(), torch.from_numpy(logs[rows, where + 1]).long()


class LogReader(nn.Module):
    def __init__(self, embed=16, hidden=48):
        super().__init__()
        self.embed = nn.Embedding(GATES + 1, embed)
        self.lstm = nn.LSTM(embed, hidden, batch_first=True)
        self.norm = nn.LayerNorm(hidden)
        self.head = nn.Linear(hidden, GATES)

    def forward(self, logs):
        states, _ = self.lstm(self.embed(logs))
        return self.head(self.norm(states[:, -1]))


def configure_optimizer(model, lr, weight_decay):
    """Matrices decay, biases do not (nor does what a normalization scales by)."""
    decay, no_decay = [], []
    for name, param in model.named_parameters():
        if name.endswith("bias") or name.startswith("norm"):
            no_decay.append(param)
        elif name.endswith("weight"):
            decay.append(param)
    groups = [{"params": decay, "weight_decay": weight_decay}, {"params": no_decay, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr)


def evaluate(model, logs, gates):
    model.eval()
    with torch.no_grad():
        return (model(logs).argmax(dim=1) == gates).float().mean().item()


def main():
    torch.manual_seed(711)
    logs, gates = make_logs(3000, 711)
    logs_new, gates_new = make_logs(500, 712)
    model = LogReader()
    optimizer = configure_optimizer(model, lr=5e-3, weight_decay=0.01)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(14):
        model.train()
        total = 0.0
        for batch in torch.randperm(len(logs)).split(60):
            optimizer.zero_grad()
            loss = criterion(model(logs[batch]), gates[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(logs):.4f}, new logs {evaluate(model, logs_new, gates_new):.3f}")
    print(f"final: accuracy={evaluate(model, logs_new, gates_new):.4f}")


if __name__ == "__main__":
    main()
