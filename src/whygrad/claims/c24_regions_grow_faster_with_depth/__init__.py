"""C24: the linear regions of a ReLU network grow with its width, and faster with its depth."""
