"""Factorization machine for ad response: which (site, ad, hour) combinations make people stay longer."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SEED = 236
FIELDS = {"site": 40, "ad": 40, "hour": 24}


def impressions(n, gen):
    columns = [torch.randint(0, size, (n,), generator=gen) for size in FIELDS.values()]
    return torch.stack(columns, dim=1)


class SecondOrderModel(nn.Module):
    """w0 + sum_i w_i + sum_{i<j} <v_i, v_j>, fields share one index space."""

    def __init__(self, n_values, rank=8):
        super().__init__()
        self.offset = nn.Parameter(torch.zeros(1))
        self.linear = nn.Embedding(n_values, 1)
        self.factors = nn.Parameter(0.1 * torch.randn(n_values, rank))
        nn.init.zeros_(self.linear.weight)

    def forward(self, idx):
        first = self.linear(idx).sum(dim=(1, 2))
        v = self.factors[idx]
        pairs = 0.5 * (v.sum(1).pow(2) - v.pow(2).sum(1)).sum(-1)
        return self.offset + first + pairs


def configure_optimizer(model, lr, weight_decay):
    """Tables are decayed, single numbers are not."""
    decay, no_decay = [], []
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Embedding)):
            decay.append(module.weight)
    for name, p in model.named_parameters():
        if name.endswith(("bias", "offset")):
            no_decay.append(p)
    groups = [{"params": decay, "weight_decay": weight_decay}, {"params": no_decay, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr)


def main():
    torch.manual_seed(SEED)
    gen = torch.Generator().manual_seed(SEED)
    starts = torch.tensor([0, *list(FIELDS.values())[:-1]]).cumsum(0)
    n_values = sum(FIELDS.values())
    taste = torch.randn(n_values, 3, generator=gen)
    appeal = 0.5 * torch.randn(n_values, generator=gen)

    raw = impressions(9000, gen) + starts
    t = taste[raw]
    stay = appeal[raw].sum(1) + 0.5 * (t.sum(1).pow(2) - t.pow(2).sum(1)).sum(-1)
    stay = stay + 0.3 * torch.randn(len(stay), generator=gen)
    stay = (stay - stay.mean()) / stay.std()

    train = TensorDataset(raw[:8000], stay[:8000])
    loader = DataLoader(train, batch_size=128, shuffle=True, generator=gen)
    model = SecondOrderModel(n_values)
    optimizer = configure_optimizer(model, lr=0.01, weight_decay=1e-3)
    for epoch in range(12):
        losses = []
        for idx, target in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(idx), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1:2d} | train mse {sum(losses) / len(losses):.4f}")

    with torch.no_grad():
        held = stay[8000:]
        r2 = 1 - (model(raw[8000:]) - held).pow(2).mean() / held.var()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
