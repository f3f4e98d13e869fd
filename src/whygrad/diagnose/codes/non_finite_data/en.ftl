title-non-finite-data = Bad values in the data
finding-non-finite-data = The data contain { $non_finite_values ->
    [one] 1 value that is NaN or infinite (column: { $columns }). It
   *[other] { $non_finite_values } values that are NaN or infinite (columns: { $columns }). One of them
 } is enough to make the loss NaN, and with it every weight that gets a gradient.
explain-non-finite-data = A NaN or infinite input or target makes the loss and the gradients NaN. After one update every weight that they reach is NaN. Such values come from missing cells, divisions by zero and broken exports. Drop the rows, fill in the missing values or drop the column.

quantity-non-finite-values = NaN or infinite values in the data

studio-lesson-non-finite-data-csv = It fails before the first step. What is in the table?
studio-lesson-watch-non-finite-data-csv = Press Run and read the diagnosis.
studio-lesson-why-non-finite-data-csv = Six cells of the table are infinite. A single one in a batch makes its gradient NaN, and after the update the weights, too. Remove or replace such cells before training.
