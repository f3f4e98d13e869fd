"""Training many small dense networks on a GPU, one thread for each: the kernel's own headers, compiled when they are
needed.

`source` puts the program together, `compiler` makes it for a GPU, `device` is the GPU, `layout` says where a network's
numbers lie, `population` writes what the program reads, `training` trains.
"""

from whygrad.gpu.training import Gpu, opened

__all__ = ["Gpu", "opened"]
