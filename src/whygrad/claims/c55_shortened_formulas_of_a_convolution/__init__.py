"""C55: what the shortened formulas for output size and parameters of a convolution get wrong."""
