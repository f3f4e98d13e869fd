"""C44: PCA keeps most of the accuracy with few dimensions; whitening gives every direction the same variance."""
