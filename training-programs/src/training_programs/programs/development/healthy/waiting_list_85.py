"""Who waits longer? Deep Cox model of waiting times with censoring (partial likelihood over risk sets)."""
import torch
from torch import nn

torch.manual_seed(85)

# Patients: five scores at the start; some leave the study before the event (censored)
N = 1500
x = torch.randn(N, 5)
risk = 1.2 * torch.sin(1.5 * x[:, 0]) + 0.8 * x[:, 1] * x[:, 2] - 0.7 * x[:, 3]
event_time = torch.distributions.Exponential(torch.exp(risk)).sample()
leave_time = torch.distributions.Exponential(torch.full((N,), 0.4)).sample()
time = torch.minimum(event_time, leave_time)
happened = event_time <= leave_time
print(f"{happened.float().mean().item():.0%} of the times are events")

train, test = torch.arange(1100), torch.arange(1100, N)


def cox_loss(log_hazard, time, happened):
    """Every event against all who were still at risk then: sorted by time, a running log-sum-exp from the end."""
    order = time.argsort(descending=True)
    log_hazard, happened = log_hazard[order], happened[order]
    at_risk = torch.logcumsumexp(log_hazard, dim=0)
    return -(log_hazard - at_risk)[happened].mean()


@torch.no_grad()
def concordance(model, rows):
    """Share of comparable pairs in which the higher hazard has the earlier event."""
    h, t, e = model(x[rows]).squeeze(1), time[rows], happened[rows]
    comparable = (t[:, None] < t[None, :]) & e[:, None]
    return ((h[:, None] > h[None, :]) & comparable).sum().item() / comparable.sum().item()


model = nn.Sequential(nn.Linear(5, 48), nn.SELU(), nn.Linear(48, 48), nn.SELU(), nn.Linear(48, 1, bias=False))
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
for epoch in range(1, 26):
    losses = []
    for rows in train[torch.randperm(len(train))].split(110):
        loss = cox_loss(model(x[rows]).squeeze(1), time[rows], happened[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 5 == 0:
        print(f"epoch {epoch}: {sum(losses) / len(losses):.4f}, concordance {concordance(model, train):.3f}")
print(f"final: accuracy={concordance(model, test):.4f}")
