import numpy as np
import torch
import torch.nn as nn

rng = np.random.RandomState(4)
torch.manual_seed(4)

N, BINS, CLASSES = 1200, 32, 5


def synth(n):
    labels = rng.randint(0, CLASSES, n)
    bins = np.arange(BINS)
    power = np.full((n, BINS), 0.02)
    for k, lab in enumerate(labels):
        centre = 3 + 6 * lab + rng.randn() * 1.2
        power[k] += 0.6 * np.exp(-0.5 * ((bins - centre) / 1.5) ** 2)
    power *= np.exp(0.3 * rng.randn(n, BINS))
    return np.log10(np.clip(power, 1e-3, 0.99)).astype(np.float32), labels


spectra, labels = synth(N)
spectra, labels = torch.from_numpy(spectra), torch.from_numpy(labels).long()
test_spectra, test_labels = synth(400)


def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.uniform_(m.weight)
        nn.init.zeros_(m.bias)


clf = nn.Sequential(
    nn.Linear(BINS, 48),
    nn.ReLU(),
    nn.Linear(48, 48),
    nn.ReLU(),
    nn.Linear(48, CLASSES),
)
clf.apply(init_weights)
lossfn = nn.CrossEntropyLoss()
adam = torch.optim.Adam(clf.parameters(), lr=2e-3)

n_batches = N // 40
for epoch in range(12):
    shuffled = torch.randperm(N)
    epoch_loss = 0
    for b in range(n_batches):
        pick = shuffled[b * 40 : (b + 1) * 40]
        adam.zero_grad()
        L = lossfn(clf(spectra[pick]), labels[pick])
        L.backward()
        adam.step()
        epoch_loss += L.item()
    print("Epoch", epoch + 1, "loss:", epoch_loss / n_batches)

with torch.no_grad():
    guess = clf(torch.from_numpy(test_spectra)).argmax(1).numpy()
print(f"final: accuracy={np.mean(guess == test_labels):.4f}")
