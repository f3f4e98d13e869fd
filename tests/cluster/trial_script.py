"""A small script whose loss broadcasts, its arguments and its table."""

from __future__ import annotations

from pathlib import Path

import numpy as np

ARGUMENTS = ("--rate", "0.03")
# The targets have the shape (N,), the outputs (N, 1).
SCRIPT = """
import argparse, os, sys
import torch
from torch import nn

def main():
    print("arguments", sys.argv[1:])
    print("variables", [os.environ.get(name) for name in ("SENT", "NOT_SENT", "PYTHONHASHSEED")])
    print("threads", torch.get_num_threads())
    print("ray", [name for name in os.environ if name.startswith("RAY_")], flush=True)
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, required=True)
    given = parser.parse_args()
    table = torch.tensor([[float(v) for v in line.split()] for line in open("table.txt")])
    x, y = table[:, :4], table[:, 4]
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=given.rate)
    for step in range(60):
        rows = torch.randint(0, 200, (25,))
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with open("weights.txt", "w") as file:
        print(model[0].weight.tolist(), file=file)

if __name__ == "__main__":
    main()
"""


def write_table(path: Path) -> None:
    """200 rows of four inputs and a target."""
    random = np.random.default_rng(0)
    x = random.standard_normal((200, 4))
    np.savetxt(path, np.column_stack([x, x @ [1.0, -1.0, 0.5, 0.0]]))
