"""C25: on two moons, more neurons, layers and better optimizers do not help dramatically and may hurt."""
