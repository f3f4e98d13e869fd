title-train-in-eval-mode = Trained in evaluation mode
finding-train-in-eval-mode = The model is trained in evaluation mode at { $source } (in { $train_in_eval } of the forward passes through dropout and batch normalization layers). Dropout is off there, and batch normalization, if any, uses running statistics that are not updated.
explain-train-in-eval-mode = After model.eval() a model stays in evaluation mode until model.train() is called. Dropout then does nothing during training. Batch normalization keeps its old running statistics, which drift away from the actual activations. Call model.train() at the beginning of every epoch.

quantity-train-in-eval = forward passes in evaluation mode during training
