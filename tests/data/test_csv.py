"""CSV files: what is read, and the one line that each kind of bad file gets."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad import i18n
from whygrad.data import Dataset, csv_file, load
from whygrad.errors import DataError
from whygrad.experiment import Data

IRIS = "length,width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,virginica\n4.9,3.0,setosa\n"


def read(folder: Path, content: str | bytes, name: str = "table.csv", **data: object) -> Dataset:
    content = content.encode("utf-8") if isinstance(content, str) else content
    (folder / name).write_bytes(content)
    return load(Data(name=name, **data), folder)


def samples(dataset: Dataset) -> list[tuple[float, ...]]:
    """All samples with their target, sorted."""
    x = np.concatenate([dataset.x_train, dataset.x_test])
    y = np.concatenate([dataset.y_train, dataset.y_test]).reshape(len(x), -1)
    return sorted(map(tuple, np.column_stack([x, y]).tolist()))


# -- what is read ------------------------------------------------------------------------------------------------------


def test_the_last_column_is_the_target_and_texts_are_classes(tmp_path: Path) -> None:
    dataset = read(tmp_path, IRIS)
    assert dataset.task == "classes"
    assert dataset.class_names == ("setosa", "versicolor", "virginica")
    assert dataset.feature_names == dataset.raw_names == ("length", "width")
    expected = [(5.1, 3.5, 0.0), (7.0, 3.2, 1.0), (6.3, 3.3, 2.0), (4.9, 3.0, 0.0)]
    np.testing.assert_allclose(samples(dataset), sorted(expected), rtol=1e-6)
    assert dataset.x_raw_train is not None  # two columns make a plane


def test_target_and_features_pick_columns(tmp_path: Path) -> None:
    table = "a,b,name,c\n1,2,x,0.5\n3,4,y,1.5\n5,6,z,2.5\n7,8,w,3.5\n"
    dataset = read(tmp_path, table, target="c", features=["b", "a"])
    assert dataset.feature_names == ("b", "a")
    assert samples(dataset) == [(2, 1, 0.5), (4, 3, 1.5), (6, 5, 2.5), (8, 7, 3.5)]
    assert dataset.task == "numbers"
    assert dataset.y_train.shape == (2, 1)
    one = read(tmp_path, table, target="c", features=["a"])
    assert one.x_train.shape == (2, 1)
    assert one.x_raw_train is None


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (["3", "1", "3", "1"], ("1", "3")),
        (["1.0", "-1", "-1.0", "1"], ("-1", "1")),
        (["1000001", "1000002"] * 2, ("1000001", "1000002")),
        (["b", "a", "10", "9"] * 2, ("10", "9", "a", "b")),
        (["0.5", "1", "0.5", "1"], ()),
        (["1", "2", "3", "4"], ()),  # whole, but none occurs twice
        ([str(i % 20) for i in range(60)], tuple(str(i) for i in range(20))),
        ([str(i % 21) for i in range(60)], ()),
        (["1", "inf", "1", "inf"], ()),
    ],
)
def test_which_targets_are_classes(tmp_path: Path, targets: list[str], names: tuple[str, ...]) -> None:
    dataset = read(tmp_path, "x,y\n" + "".join(f"{i},{target}\n" for i, target in enumerate(targets)))
    assert dataset.class_names == names
    assert dataset.task == ("classes" if names else "numbers")
    if names:
        for sample, target in samples(dataset):
            assert names[int(target)] == targets[int(sample)] or float(names[int(target)]) == float(
                targets[int(sample)]
            )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_line_ends_and_byte_order_marks(tmp_path: Path, delimiter: str, newline: str, mark: str) -> None:
    table = mark + IRIS.replace(",", delimiter).replace("\n", newline)
    dataset = read(tmp_path, table)
    assert samples(dataset) == samples(read(tmp_path, IRIS, "plain.csv"))
    assert dataset.feature_names == ("length", "width")


@pytest.mark.parametrize(
    "table",
    [
        '"a,b",c\n1,0\n2,1\n3,0\n4,1\n',
        '"a,b";c\n1;0\n2;1\n3;0\n4;1\n',
        '\n\n"a,b", c\n\n1, 0\n"2",1\n 3 ,0\n4,1\n\n   \n',
    ],
)
def test_quotes_spaces_and_blank_lines(tmp_path: Path, table: str) -> None:
    dataset = read(tmp_path, table)
    assert dataset.feature_names == ("a,b",)
    assert samples(dataset) == [(1, 0), (2, 1), (3, 0), (4, 1)]


def test_infinities_are_read_and_found(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        "a,b,y\n" + "".join(f"{i},{'inf' if i == 7 else '-inf' if i == 8 else i},{i % 2}\n" for i in range(40)),
        train_share=0.95,
    )
    assert dataset.facts.non_finite == 2
    assert dataset.facts.non_finite_columns == ("b",)
    scaled = read(tmp_path, (tmp_path / "table.csv").read_text(), preprocessing=["center", "pca:2"], train_share=0.95)
    assert scaled.facts.non_finite == 4
    assert scaled.facts.non_finite_columns == ("b",)


def test_a_number_too_large_for_float32_is_infinite(tmp_path: Path) -> None:
    dataset = read(tmp_path, "a,y\n1,0\n1e300,1\n2,0\n3,1\n", train_share=0.75)
    assert np.isinf(np.concatenate([dataset.x_train, dataset.x_test])).sum() == 1


def test_constant_columns_are_found_whatever_the_preprocessing(tmp_path: Path) -> None:
    table = "a,b,y\n" + "".join(f"{i * 0.1},0.3,{i % 2}\n" for i in range(20))
    for preprocessing in ([], ["center", "scale"], ["scale"], ["center", "pca:2"]):
        assert "b" in read(tmp_path, table, preprocessing=preprocessing).facts.constant_columns
    assert (read(tmp_path, table, preprocessing=["center", "scale"]).x_test[:, 1] == 0).all()


def test_samples_and_noise(tmp_path: Path) -> None:
    table = "a,y\n" + "".join(f"{i},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(1000))
    whole, part = read(tmp_path, table), read(tmp_path, table, samples=100)
    assert len(whole.x_train) + len(whole.x_test) == 1000  # the default limits nothing
    assert np.bincount(np.r_[part.y_train, part.y_test]).tolist() == [75, 25]
    noisy = read(tmp_path, table, noise=0.4)
    np.testing.assert_array_equal(noisy.x_train, whole.x_train)
    assert np.mean(noisy.y_train != whole.y_train) == pytest.approx(0.2, abs=0.06)
    numbers = "a,y\n" + "".join(f"{i},{i * 0.37}\n" for i in range(1000))
    clean, noisy = read(tmp_path, numbers, "n.csv"), read(tmp_path, numbers, "n.csv", noise=0.1)
    assert (noisy.y_train - clean.y_train).std() == pytest.approx(0.1 * 0.37 * 1000 / 12**0.5, rel=0.1)
    assert len(read(tmp_path, numbers, "n.csv", samples=40).x_train) == 20


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    first = read(tmp_path, IRIS)
    assert load(Data(name="table.csv"), tmp_path) is first
    second = read(tmp_path, IRIS.replace("5.1", "9.9"))  # of the same size
    os.utime(tmp_path / "table.csv", ns=(1, 1))
    second = load(Data(name="table.csv"), tmp_path)
    assert samples(second) != samples(first)


def test_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    inside = read(tmp_path / "sub", IRIS)
    assert samples(load(Data(name="sub/table.csv"), tmp_path)) == samples(inside)
    assert samples(load(Data(name=str(tmp_path / "sub" / "table.csv")), Path("/"))) == samples(inside)
    monkeypatch.chdir(tmp_path)
    assert samples(load(Data(name="sub/table.csv"))) == samples(inside)
    monkeypatch.setenv("HOME", str(tmp_path / "sub"))
    assert samples(load(Data(name="~/table.csv"))) == samples(inside)


def test_a_relative_path_counts_from_where_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[tuple[float, ...]]] = []
    for folder, first in (("one", "5.1"), ("two", "9.9")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "table.csv").write_text(IRIS.replace("5.1", first), encoding="utf-8")
        os.utime(tmp_path / folder / "table.csv", ns=(1, 1))
        monkeypatch.chdir(tmp_path / folder)
        found.append(samples(load(Data(name="table.csv"))))
    assert found[0] != found[1]


number = st.floats(width=32, allow_nan=False)


@given(
    table=st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.tuples(
                st.lists(number, min_size=columns, max_size=columns), st.sampled_from(["a", "b,", 'c"', "데이터"])
            ),
            min_size=2,
            max_size=12,
        ).filter(lambda rows: len({label for _, label in rows}) > 1)
    ),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_was_written_is_read(tmp_path: Path, table: list[tuple[list[float], str]], delimiter: str) -> None:
    file = tmp_path / "table.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow([*(f"x {i}" for i in range(len(table[0][0]))), "y"])
        writer.writerows([*map(repr, x), label] for x, label in table)
    found = csv_file.read_csv(file, None, None)
    assert found.class_names == tuple(sorted({label for _, label in table}))
    assert found.x.tolist() == [x for x, _ in table]
    assert [found.class_names[k] for k in found.y] == [label for _, label in table]


# -- what is refused ---------------------------------------------------------------------------------------------------

BAD: dict[str, tuple[str | bytes, dict[str, object], str]] = {
    "text": ("a,b,y\n1,2,0\n1,red,1\n", {}, r'line 3, column "b": "red" is not a number .*leave the column out'),
    "decimal comma": ("a;b;y\n1,5;2;0\n1;2;1\n", {}, r'line 2, column "a": "1,5" is not a number \(use a decimal'),
    "underscore": ("a,y\n1_000,0\n2,1\n", {}, '"1_000" is not a number'),
    "empty": ("a,b,y\n1,2,0\n\n1,,1\n", {}, r'line 4, column "b": missing value; fill it in'),
    "NA": ("a,b,y\n1,2,0\n1,NA,1\n", {}, r'line 3, column "b": missing value'),
    "NaN": ("a,b,y\nnan,2,0\n1,2,1\n", {}, r'line 2, column "a": missing value'),
    "gap in the target": ("a,y\n1,x\n2,\n3,y\n", {}, r'line 3, column "y": missing value'),
    "short row": ("a,b,y\n1,2,0\n1,2\n", {}, r"line 3: 2 cells, but the first line names 3 columns"),
    "long row": ("a,b,y\n1,2,0,9\n", {}, r"line 2: 4 cells"),
    "after a quoted line break": ('a,y\n1,"x\ny"\n2,z\nq,z\n', {}, r'line 5, column "a": "q"'),
    "no header": ("1,2,0\n3,4,1\n", {}, r"line 1: the first line must hold column names.*\"1\""),
    "no header, classes by name": ("1.5,2.5,cat\n3,4,dog\n", {}, r'must hold column names, but "1\.5" is'),
    "a number among the names": ("a,b,2020\n1,2,0\n3,4,1\n", {}, r'"2020" is a number'),
    "escape codes": ("\x1b[31mred,y\n1,2\n", {}, r"line 1: the name of column 1 has unprintable characters"),
    "a name of two lines": ('"a\nb",y\n1,2\n', {}, r"name of column 1 has unprintable characters"),
    "same name": ("a,a,y\n1,2,0\n", {}, r'line 1: two columns are named "a"'),
    "no name": (",a,y\n0,1,2\n", {}, r"line 1: column 1 has no name"),
    "one column": ("a\n1\n2\n", {}, r"line 1: only one column; separate .* by commas"),
    "header only": ("a,b\n", {}, r"has no rows"),
    "nothing": ("", {}, r"has no rows"),
    "open quote": ('a,b\n1,"2\n3,4\n', {}, r"line \d: not valid CSV"),
    "latin-1": (
        "a,b\n1,2\n1,ä\n".encode("latin-1"),
        {},
        r"line 3: not UTF-8 text; save the table as CSV in UTF-8",
    ),
    "utf-16": (IRIS.encode("utf-16"), {}, r"line 1: not UTF-8"),
    "zeros": (b"a,b\n1,\x002\n", {}, r"line 2: NUL characters are not allowed"),
    "spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe", {}, r"not UTF-8"),
    "unknown target": (
        IRIS,
        {"target": "specie"},
        r'no column "specie"; did you mean "species"\? Its columns are length',
    ),
    "unknown feature": (IRIS, {"features": ["qqq"]}, r'no column "qqq"; its columns are length, width, species'),
    "target as feature": (
        IRIS,
        {"features": ["length", "species"]},
        r'"species" is the target, so it cannot be a feature',
    ),
    "one class": ("a,y\n1,x\n2,x\n", {}, r'column "y": the target is "x" in every line'),
    "one number": ("a,y\n1,0.5\n2,0.5\n", {}, r'the target is "0.5" in every line'),
    "names": (
        "a,y\n" + "".join(f"{i},n{i}\n" for i in range(101)),
        {},
        r"the target has 101 different texts, .* most 100",
    ),
    "components": (IRIS, {"preprocessing": ["pca:3"]}, r'"pca:3": 2 training samples with 2 columns have at most 2'),
    "long cell": ("a,y\n" + "x" * 200_000 + ",1\n", {}, r"line 2: not valid CSV"),
    "wide": (",".join(f"c{i}" for i in range(1001)) + "\n", {}, r"1,001 columns, but at most 1,000"),
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_one_line(tmp_path: Path, case: str, language: str) -> None:
    content, data, message = BAD[case]
    with pytest.raises(DataError) as raised:
        read(tmp_path, content, **data)
    if language == "en":
        assert raised.match(message)
    with i18n.use(language):
        shown = str(raised.value)
    assert "\n" not in shown
    assert "table.csv" in shown or case == "components"


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "flowers.csv").write_text(IRIS)
    with pytest.raises(DataError, match=r"flower\.csv: file not found; did you mean flowers\.csv"):
        load(Data(name="flower.csv"), tmp_path)
    with pytest.raises(DataError, match=r"there\.csv: file not found\.$"):
        load(Data(name="not/there.csv"), tmp_path)
    with pytest.raises(DataError, match="file not found"):
        load(Data(name="~nobody-of-that-name/x.csv"), tmp_path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DataError, match=r"folder\.csv is a folder"):
        load(Data(name="folder.csv"), tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DataError, match=r"pipe\.csv is a folder or a device"):
        load(Data(name="pipe.csv"), tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        load(Data(name="x" * 300 + ".csv"), tmp_path)


def test_files_that_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large.csv").write_bytes(b"")
    os.truncate(tmp_path / "large.csv", 51_000_000)  # without a byte on the disk
    with pytest.raises(DataError, match="has 51 MB, but at most 50 MB"):
        load(Data(name="large.csv"), tmp_path)
    monkeypatch.setattr(csv_file, "MOST_ROWS", 3)
    with pytest.raises(DataError, match="4 rows, but at most 3"):
        read(tmp_path, IRIS, "long.csv")


def outcome(folder: Path, content: str | bytes) -> int:
    """How many lines the error has, 0 if the file was read."""
    try:
        dataset = read(folder, content, preprocessing=["center", "scale", "whiten"])
    except DataError as error:
        return len(str(error).splitlines())
    return 0 if np.isfinite(dataset.x_train).any() or dataset.facts.non_finite else 99


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_file_makes_a_traceback(tmp_path: Path, content: bytes) -> None:
    assert outcome(tmp_path, content) in (0, 1)


@given(
    rows=st.lists(
        st.lists(st.sampled_from(["1", "2.5", "", "x", "inf", "-3", '"', "1e999", " ", "NaN"]), max_size=4), max_size=6
    )
)
def test_no_table_makes_a_traceback(tmp_path: Path, rows: list[list[str]]) -> None:
    content = "a,b,c\n" + "\n".join(",".join(row) for row in rows)
    assert outcome(tmp_path, content) in (0, 1)
