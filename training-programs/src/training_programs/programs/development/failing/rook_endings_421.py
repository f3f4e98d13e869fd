"""Chess endings on a small board: does white's rook or bishop give check to the black king?

Everything by hand, to see how it works: layers are (W, b) pairs in a list, and the optimizer is Nesterov's momentum.
"""
import numpy as np
import torch

SIZE = 5
SQUARES = [(r, c) for r in range(SIZE) for c in range(SIZE)]


def attacks(piece, square, king, other):
    """Does the piece see the king? The other white piece in between blocks the way."""
    (r, c), (kr, kc) = square, king
    dr, dc = kr - r, kc - c
    straight = dr == 0 or dc == 0
    diagonal = abs(dr) == abs(dc)
    if not (straight if piece == "rook" else diagonal):
        return False
    steps = max(abs(dr), abs(dc))
    way = [(r + dr // steps * k, c + dc // steps * k) for k in range(1, steps)]
    return other not in way


def position(rng, check):
    while True:
        king, rook, bishop = (SQUARES[k] for k in rng.choice(len(SQUARES), 3, replace=False))
        if (attacks("rook", rook, king, bishop) or attacks("bishop", bishop, king, rook)) == check:
            board = np.zeros((3, SIZE, SIZE), dtype=np.float32)
            for plane, (r, c) in zip(board, (king, rook, bishop)):
                plane[r, c] = 1
            return board.ravel()


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad = p.grad.detach()

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.params, self.velocity):
            v.mul_(self.momentum).add_(p.grad)
            p.sub_(self.lr * (p.grad + self.momentum * v))


def make_layers(sizes):
    layers = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        W = (torch.randn(n_in, n_out) * (2 / n_in) ** 0.5).requires_grad_()
        b = torch.zeros(n_out, requires_grad=True)
        layers.append((W, b))
    return layers


def forward(layers, x):
    for W, b in layers[:-1]:
        x = (x @ W + b).clamp(min=0)
    W, b = layers[-1]
    return (x @ W + b)[:, 0]


rng = np.random.default_rng(421)
torch.manual_seed(421)
answer = np.arange(12_000) % 2 == 0
boards = torch.from_numpy(np.stack([position(rng, a) for a in answer]))
check = torch.from_numpy(answer).float()
center = boards[:11_000].mean(0)
x, y = (boards - center) / 0.2, check
x_train, y_train, x_test, y_test = x[:11_000], y[:11_000], x[11_000:], y[11_000:]

layers = make_layers([3 * SIZE * SIZE, 96, 48, 1])
optimizer = Nesterov([p for layer in layers for p in layer], lr=0.02)
for epoch in range(1, 13):
    losses = []
    for rows in torch.randperm(len(x_train)).split(64):
        optimizer.zero_grad()
        z = forward(layers, x_train[rows])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y_train[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 3 == 0:
        print(f"epoch {epoch:2d}: log loss {np.mean(losses):.4f}")

with torch.no_grad():
    right = ((forward(layers, x_test) > 0) == (y_test > 0)).float().mean()
print(f"final: accuracy={right.item():.4f}")
