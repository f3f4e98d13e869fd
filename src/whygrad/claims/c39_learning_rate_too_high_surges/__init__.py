"""C39: too high a learning rate makes the loss surge; too low a learning rate makes it crawl."""
