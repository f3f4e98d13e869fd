"""What a convolutional and a dense network need for the same test accuracy: parameters, and how far they overfit."""
