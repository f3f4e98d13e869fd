"""C54: a sum of signed errors (target - prediction) cannot be minimized."""
