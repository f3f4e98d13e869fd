"""A small trained network that comes with whygrad, to look into where nobody has trained one.

`benchmarks/bundled_network.py` made it: 4 convolutions, trained on the 60,000 training pictures of Fashion-MNIST (Xiao,
Rasul & Vollgraf 2017, MIT license). Its file is one that `whygrad train … --out DIR` leaves.
"""

from pathlib import Path

__all__ = ["FILE"]

FILE = Path(__file__).parent / "fashion-mnist.safetensors"
