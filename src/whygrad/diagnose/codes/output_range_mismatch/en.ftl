title-output-range-mismatch = Output cannot reach the targets
finding-output-range-mismatch = The output ({ $output }) cannot reach the targets. They lie up to { $target_beyond } standard deviations outside its range (threshold { $target_beyond_limit }).
explain-output-range-mismatch = Sigmoid and softmax give values between 0 and 1, tanh and cosine similarity between -1 and 1. Targets outside that range can never be reached. The network pushes its output to the end of the range, where it is flat and has no gradient. Use an identity output for regression, or scale the targets.

quantity-target-beyond = distance of the targets from the output's range (standard deviations)

limit-target-beyond = distance of the targets from the output's range, in standard deviations
limit-target-beyond-origin = measured

studio-lesson-output-range-mismatch-sine = It learns one half of the sine. What about the other half?
studio-lesson-watch-output-range-mismatch-sine = Press Run. Compare the curve in the output with the points below 0.
studio-lesson-why-output-range-mismatch-sine = A sigmoid output lies between 0 and 1, and half of the targets are negative. There the network can only output 0. The loss stops near 0.22. With the output function Identity it falls to 0.03.
