"""What the files in the folder of a training are called, for those, too, who only look and do without PyTorch."""

EXPERIMENT = "experiment.toml"
"""What is trained; it lies there from the first moment on."""

TRACE = "trace.zarr"
"""What was recorded; it is there from the first record on."""
