"""Real-life PyTorch training scripts that fail, their repaired twins and healthy ones: see README.md."""
