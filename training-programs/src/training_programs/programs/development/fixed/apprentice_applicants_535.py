"""Short-list apprentices; those who apply from abroad (4 %) should be short-listed as often as the others."""

import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score


class Applicants(torch.utils.data.Dataset):
    """Six test scores, two school grades; group 1: papers from abroad."""

    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.scores = torch.randn(n, 8, generator=g)
        self.group = (torch.rand(n, generator=g) < 0.04).long()
        s = self.scores
        merit = 1.2 * s[:, 0] + s[:, 1] * s[:, 2] + 0.8 * s[:, 3].abs() + 0.6 * s[:, 6] - 0.7
        merit = merit + 0.3 * torch.randn(n, generator=g) - 0.3 * self.group
        self.invited = (merit > 0).float()

    def __len__(self):
        return len(self.scores)

    def __getitem__(self, i):
        return self.scores[i], self.group[i], self.invited[i]


def parity_gap(prob, group):
    """Squared difference of the mean invitation probabilities of the two groups."""
    if group.min() == group.max():  # a batch of one group only
        return prob.new_zeros(())
    return (prob[group == 1].mean() - prob[group == 0].mean()).pow(2)


class ShortLister:
    def __init__(self, fairness=0.3, lr=4e-3):
        self.net = nn.Sequential(nn.Linear(8, 32), nn.ELU(), nn.Linear(32, 32), nn.ELU(), nn.Linear(32, 1))
        self.bce = nn.BCEWithLogitsLoss()
        self.fairness = fairness
        self.opt = torch.optim.AdamW(self.net.parameters(), lr=lr, weight_decay=1e-3)
        self.sched = torch.optim.lr_scheduler.ExponentialLR(self.opt, 0.93)

    def fit(self, loader, epochs):
        for epoch in range(1, epochs + 1):
            sums = torch.zeros(2)
            for scores, group, invited in loader:
                logit = self.net(scores).squeeze(1)
                fit, gap = self.bce(logit, invited), parity_gap(logit.sigmoid(), group)
                self.opt.zero_grad()
                (fit + self.fairness * gap).backward()
                self.opt.step()
                sums += torch.tensor([fit.item(), gap.item()])
            self.sched.step()
            if epoch % 5 == 0:
                mean = sums / len(loader)
                print(f"epoch {epoch}: bce {mean[0]:.4f}, gap {mean[1]:.4f}")

    @torch.no_grad()
    def predict(self, scores):
        return (self.net(scores).squeeze(1) > 0).float()


if __name__ == "__main__":
    torch.manual_seed(535)
    train, test = Applicants(2400, seed=1), Applicants(1000, seed=2)
    lister = ShortLister()
    lister.fit(torch.utils.data.DataLoader(train, batch_size=48, shuffle=True), epochs=15)
    answer = lister.predict(test.scores)
    for g in (0, 1):
        print(f"group {g}: {100 * answer[test.group == g].mean():.0f} % invited")
    print(f"final: balanced_accuracy={balanced_accuracy_score(test.invited, answer):.4f}")
