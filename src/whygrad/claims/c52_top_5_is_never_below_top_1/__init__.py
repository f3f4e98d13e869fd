"""C52: Top-5 accuracy is never below Top-1 accuracy."""
