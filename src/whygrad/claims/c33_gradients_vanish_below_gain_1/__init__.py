"""C33: gradients vanish where a layer's gain is below 1 and explode where it is above 1."""
