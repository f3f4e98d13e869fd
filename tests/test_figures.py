"""The figures of the FAQ and of the comparison stand in the results that they link to, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from tests.all_faults import all_at_once

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
# page, result, what stands in the result, the numbers that the page states of it
FIGURES = [
    ("faq", "2026-11-21-equal.md", r"721 of 723 scripts are bit for bit", ["721", "723"]),
    ("faq", "2026-11-22-overhead.md", r"LeNet-5, batch 64 .* 1\.5% ", ["1.5 %"]),
    ("faq", "2026-11-22-overhead.md", r"two-layer MLP, .* 171 µs .* 13\.7% ", ["13.7 %", "0.17 ms"]),
    ("faq", "2026-11-22-clinic.md", r"median 8\.5 ", ["8.5"]),
    ("faq", "2026-12-01-public-failing-round-35.md", r"all .* 0/1 ", ["0", "1"]),
    ("faq", "2026-12-01-public-healthy-round-35.md", r"all .* 1/15 ", ["1", "15"]),
    ("faq", "2026-11-28-gpu-overhead.md", r"ResNet-18, .* 1\.9% .* of 600 steps", ["600", "1.9 %"]),
    ("faq", "2026-11-20-trial.md", r"8 × 8 × 200 .* 8 .* 136 .* 49\.2 ms", ["17", "49 ms"]),
    ("faq", "2026-11-22-repairs-sample.md", r"both .* 61/64 .* 26/237 ", ["64", "61", "26", "237"]),
    ("faq", "2026-11-21-repairs-test.md", r"test .* 21/25 ", ["21", "25"]),
    ("comparison", "2026-11-26-clinic-test-2.md", r"test-2 .* 67/84 .* 66/84 .* 1/126 ", ["67", "80 %", "66", "1 %"]),
    ("comparison", "2026-11-26-clinic-test-2.md", r"AutoTrainer .* 13/84 .* 46/126 ", ["13", "15 %", "46", "37 %"]),
    ("comparison", "2026-11-26-clinic-test-2.md", r"SageMaker .* 27/84 .* 126/126 ", ["27", "32 %", "126", "100 %"]),
    ("comparison", "2026-11-30-page.md", r"TensorFlow Playground .* 59\.7 .* 122 ", ["60", "122 %"]),
    ("comparison", "2026-11-30-page.md", r"2-4-2-1 \| whygrad, 1 network .* 32\.2 k ", ["32,000"]),
    ("comparison", "2026-11-30-page.md", r"2-4-2-1 \| whygrad, 1 network at the usual speed .* 92 ", ["92 %"]),
]


@all_at_once("language", ["", ".ko"])
@all_at_once(("page", "result", "line", "numbers"), FIGURES)
def test_a_figure_stands_in_its_result(page: str, result: str, line: str, numbers: list[str], language: str) -> None:
    text = (ROOT / "docs" / f"{page}{language}.md").read_text(encoding="utf-8")
    assert re.search(line, (RESULTS / result).read_text(encoding="utf-8"))
    assert f"benchmarks/results/{result}" in text
    missing = [number for number in numbers if not re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", text)]
    assert not missing
