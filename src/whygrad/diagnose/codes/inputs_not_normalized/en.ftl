title-inputs-not-normalized = Inputs not normalized
finding-inputs-not-normalized = { $reason ->
        [tiny] The inputs are too small. The norm of an input sample is only { $input_norm } (threshold { $input_norm_limit }). The weights of the first layer therefore get far smaller gradients than its biases.
       *[other] The inputs are not normalized.
    } The RMS of a column is up to { $input_size } (about 1 after standardization{ $input_size_state ->
        [crossed] , threshold { $input_size_limit }
       *[other] { "" }
    }). The largest standard deviation of a column is { $input_scales_state ->
        [crossed] { $input_scales } times the smallest (threshold { $input_scales_limit })
        [within] { $input_scales } times the smallest
       *[absent] { $input_scales_median } times the median of all columns{ $input_scales_median_state ->
            [crossed] {" "}(threshold { $input_scales_median_limit })
           *[other] { "" }
            }
    }.
explain-inputs-not-normalized = Large inputs make large pre-activations, which saturate units or explode. Tiny inputs leave the first layer to its biases. Columns of different scales need different learning rates. A single learning rate is then too high for one direction and too low for another. You see columns far from mean 0 and standard deviation 1 while the training is impaired. Subtract the mean and divide by the standard deviation, both computed on the training set.

quantity-input-norm = norm of an input sample, root mean square
quantity-input-size = RMS of the largest input column
quantity-input-scales = largest over smallest standard deviation of an input column
quantity-input-scales-median = largest over median standard deviation of the input columns

limit-input-size = RMS of the input column farthest from 0; 1 after standardization
limit-input-size-origin = measured
limit-input-norm = norm of an input sample; 1 for a single standardized column
limit-input-norm-origin = chosen: the gradient of the first weights is then a tenth of that of the biases
limit-waited-tiny = fraction of the updates before progress reaches 10 %, of a training on tiny inputs that left something to learn
limit-waited-tiny-origin = chosen: a fifth of the training
limit-input-scales = largest standard deviation of an input column, relative to the smallest (in a script: to the median)
limit-input-scales-origin = measured
limit-input-hidden = size of the largest input column, relative to the smallest nonzero standard deviation of a column
limit-input-hidden-origin = chosen: Adam at 1e-3 moves a weight by 1 in 1000 updates

studio-lesson-inputs-not-normalized-csv = One column is in tens of thousands, another in hundredths. Which one does the network use?
studio-lesson-watch-inputs-not-normalized-csv = Press Run. Then select "Subtract the mean" and "Divide by the standard deviation" and press Run again.
studio-lesson-why-inputs-not-normalized-csv = The column income, about 47,000, saturates every tanh unit of the first layer. The column rate, about 0.04, has no effect, and accuracy stays near 50 %. With standardized inputs, test accuracy reaches 92 %.
