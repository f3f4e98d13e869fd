"""Energy of small molecules from their atoms' surroundings (a tiny SchNet: sum of atomic contributions)."""
import torch
from torch import nn

N_ATOMS = 5
ELEMENTS = 4


def molecules(n):
    """Positions in a box of 3 A, elements 0..3; energy is a sum of pair terms and one term per atom."""
    position = 3 * torch.rand(n, N_ATOMS, 3)
    element = torch.randint(0, ELEMENTS, (n, N_ATOMS))
    d = torch.cdist(position, position) + 10 * torch.eye(N_ATOMS)
    charge = torch.tensor([1.0, -0.7, 0.4, -1.2])[element]
    pair = charge[:, :, None] * charge[:, None, :] * torch.exp(-d)
    own = torch.tensor([-0.5, 0.3, 0.9, -0.8])[element]
    return position, element, own.sum(1) + 1.5 * pair.sum((1, 2))


def collate(position, element):
    """All atoms of the batch in one list, and the molecule that each belongs to."""
    size = len(position)
    d = torch.cdist(position, position) + 10 * torch.eye(N_ATOMS)
    near = torch.exp(-d)
    flat_element = element.reshape(-1)
    molecule = torch.arange(size).repeat(N_ATOMS)
    return near, flat_element, molecule


class AtomicNetwork(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.kind = nn.Embedding(ELEMENTS, width)
        self.message = nn.Linear(width, width)
        self.update = nn.Sequential(nn.Linear(2 * width, 48), nn.SiLU(), nn.Linear(48, 48), nn.SiLU())
        self.energy = nn.Linear(48, 1)

    def forward(self, near, element, molecule):
        size = len(near)
        h = self.kind(element).view(size, N_ATOMS, -1)
        heard = near @ self.message(h)
        atoms = self.update(torch.cat([h, heard], -1)).view(size * N_ATOMS, -1)
        contribution = self.energy(atoms).squeeze(1)
        return torch.zeros(size).index_add(0, molecule, contribution)


if __name__ == "__main__":
    torch.manual_seed(244)
    position, element, energy = molecules(2500)
    energy = (energy - energy[:2000].mean()) / energy[:2000].std()

    model = AtomicNetwork()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(20):
        losses = []
        for rows in torch.randperm(2000).split(50):
            out = model(*collate(position[rows], element[rows]))
            loss = (out - energy[rows]).square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1:3d}  loss {sum(losses) / len(losses):.4f}")

    model.eval()
    with torch.inference_mode():
        out = model(*collate(position[2000:], element[2000:]))
        test = energy[2000:]
        print(f"final: r2={(1 - (out - test).square().mean() / test.var()).item():.4f}")
