"""C42: dropout prevents overfitting and slows fitting."""
