"""C28: L1 regularization makes weights sparse, L2 makes them small."""
