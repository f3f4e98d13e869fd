"""Make the part of Fashion-MNIST that comes with whygrad, from the whole.

    python benchmarks/fashion_mnist_small.py

The first 60 training pictures of each class and the first 30 test pictures of each class, in the order published.
"""

from __future__ import annotations

import numpy as np

from whygrad.data.sets import fashion_mnist

EACH = (60, 30)  # of a class, for training and for testing


def main() -> None:
    """Write the file into the package."""
    table = fashion_mnist.whole()
    shares = np.split(np.arange(len(table.y)), [table.published])
    chosen = np.concatenate(
        [
            np.sort(np.concatenate([share[table.y[share] == label][:each] for label in range(10)]))
            for share, each in zip(shares, EACH, strict=True)
        ]
    )
    np.savez_compressed(
        fashion_mnist.SMALL,
        pictures=table.x[chosen].reshape(-1, *fashion_mnist.SHAPE[1:]),
        labels=table.y[chosen].astype(np.uint8),
        published=np.int64(10 * EACH[0]),
    )
    print(f"{fashion_mnist.SMALL}: {len(chosen)} pictures, {fashion_mnist.SMALL.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
