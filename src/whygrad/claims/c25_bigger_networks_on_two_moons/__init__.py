"""C25: on two moons, more units, layers and better optimizers hardly help and may hurt."""
