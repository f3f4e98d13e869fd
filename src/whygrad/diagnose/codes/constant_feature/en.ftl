title-constant-feature = Constant feature
finding-constant-feature = { $constant_columns ->
    [one] 1 input column has the same value in every row, so it carries no information
   *[other] { $constant_columns } input columns have the same value in every row, so they carry no information
 }{ $named ->
    [no] { "" }
   *[other] {" "}({ $columns })
 }.
explain-constant-feature = A column that never changes cannot help to tell samples apart. It acts as an extra bias. If its value is large, it saturates or kills units and makes steps too large. Drop the column.

quantity-constant-columns = constant input columns

limit-constant-most = fraction of a script's input columns that never change; up to it, they may be the border pixels of images
limit-constant-most-origin = chosen: half
limit-samples-a-column = samples of a script per input column, from which on a constant column is not just a rare feature
limit-samples-a-column-origin = chosen: with 10 rows per column, a feature that is nonzero in one of that many rows would probably have been seen

studio-lesson-constant-feature-csv = One of these columns tells the network nothing. Which one, and does it do harm?
studio-lesson-watch-constant-feature-csv = Press Run. Then select "Subtract the mean" and "Divide by the standard deviation" and press Run again.
studio-lesson-why-constant-feature-csv = The column year is 2024 in every row, so it acts as a huge bias. Every tanh unit of the first layer is saturated from the start, and accuracy stays at chance level. With both steps of preprocessing, test accuracy reaches 96 %.
