"""Policy gradient for ticket prices.

Each evening the agent sees the demand signals and picks one of four price levels; the
score-function loss hovers around zero while the revenue rises. Updates are made one
evening (10 shows) at a time.
"""
import torch
from torch import nn
from torch.distributions import Categorical

PRICES = torch.tensor([5.0, 9.0, 13.0, 17.0])


def willingness(signals):
    weather, weekend, fame, season = signals.unbind(-1)
    return 12 + 2.8 * fame + 1.8 * weekend * (1 + 0.5 * weather) + 1.2 * season.tanh()


def expected_revenue(signals):
    """Revenue of every price level, in units of full houses at 10 per seat."""
    buys = torch.sigmoid((willingness(signals)[..., None] - PRICES) * 3)
    return PRICES * buys / 10


class TicketAgent(nn.Module):
    def __init__(self, hidden=48):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(4, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.price = nn.Linear(hidden, len(PRICES))
        self.value = nn.Linear(hidden, 1)
        nn.init.zeros_(self.price.weight)
        nn.init.zeros_(self.price.bias)

    def forward(self, signals):
        h = self.trunk(signals)
        return Categorical(logits=self.price(h)), self.value(h).squeeze(-1)


def main(evenings=3000, shows=10):
    torch.manual_seed(898)
    agent = TicketAgent()
    optimizer = torch.optim.Adam(agent.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=evenings)
    smooth = 0.0
    for evening in range(1, evenings + 1):
        signals = torch.randn(shows, 4)
        policy, value = agent(signals)
        choice = policy.sample()
        revenue = expected_revenue(signals).gather(1, choice[:, None]).squeeze(1) + 0.05 * torch.randn(shows)
        advantage = (revenue - value).detach()
        actor = -(policy.log_prob(choice) * advantage).mean()
        critic = 0.5 * (revenue - value).pow(2).mean()
        loss = actor + critic - 0.1 * (1 - evening / evenings) * policy.entropy().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(agent.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        smooth += 0.01 * (revenue.mean().item() - smooth)
        if evening % 500 == 0:
            print(f"evening {evening}: revenue {smooth:.3f}  loss {loss.item():+.3f}")

    with torch.no_grad():
        signals = torch.randn(3000, 4)
        policy, _ = agent(signals)
        best = expected_revenue(signals).argmax(1)
        accuracy = (policy.probs.argmax(1) == best).float().mean().item()
        constant = torch.bincount(best).max().item() / len(best)
    print(f"always the most frequent price: {constant:.3f}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
