"""C06: a linear classifier of images learns one template per class."""
