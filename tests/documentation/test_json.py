"""What whygrad writes as JSON is what its formats say: every key is documented, real documents fit their schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from documentation.reference import examples, json_formats
from tests.all_faults import all_at_once

import whygrad as wg
from whygrad.cli import main
from whygrad.formats import FORMATS

SOURCE = Path(wg.__file__).parent
QUICK = [
    name
    for name in FORMATS
    if re.search(
        r"/(training|comparison|search|codes|explanation|doctor|data|export|network|size|neuron|linear)",
        name.replace(".", "/"),
    )
]
STORED = ("whygrad.dataset/1", "whygrad.trace/1", "whygrad.model/1")  # what traces and models on disk call themselves


def _check(name: str, document: object) -> None:
    """A strict schema knows no further keys: a new one must be documented."""
    jsonschema.Draft202012Validator(json_formats.schema(name, strict=True)).validate(document)


def test_every_schema_of_the_code_is_a_format() -> None:
    named = {
        one
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "formats"
        for one in re.findall(r'"(whygrad\.[a-z-]+/\d+)"', path.read_text(encoding="utf-8"))
    }
    assert named - set(STORED) == set(FORMATS)
    assert set(json_formats.COMMANDS) == set(FORMATS)


@all_at_once("name", FORMATS)
def test_every_key_has_a_meaning(name: str) -> None:
    keys = json_formats.keys(name)
    assert keys
    assert [path for path, kind, meaning in keys if not kind or not meaning.strip().endswith((".", ".)", ")*"))] == []


@pytest.mark.parametrize("language", ["", ".ko"])
def test_the_page_of_fields_has_every_key(language: str) -> None:
    """docs/reference/json-fields explains a diagnosis and a trial at length; objects stand there by their keys."""
    page = (SOURCE.parents[1] / "docs" / "reference" / f"json-fields{language}.md").read_text(encoding="utf-8")
    for name in ("whygrad.diagnosis/1", "whygrad.trial/1"):
        paths = [
            path.replace("baseline.", "remedies[].") for path, kind, _ in json_formats.keys(name) if kind != "object"
        ]
        assert [path for path in paths if f"`{path}`" not in page and not path.startswith("failed[]")] == []


@all_at_once("file", sorted(json_formats.EXAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_examples_fit(file: Path) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    _check(document["schema"], document)


def test_all_but_a_few_formats_have_an_example() -> None:
    lacking = {name for name in FORMATS if json_formats.example(name) is None}
    assert lacking == {"whygrad.predictions/1", "whygrad.evaluation/1", "whygrad.recognition/1"}


@pytest.mark.parametrize("name", QUICK)
def test_real_output_fits(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = examples.document(name, tmp_path)
    assert document is not None
    assert document["schema"] == name
    _check(name, document)


def test_a_diagnosis_with_a_trial_fits(tmp_path: Path) -> None:
    file = tmp_path / "diagnosis.json"
    main(["diagnose", "linear-network-circle", "--trial", "--seeds", "3", "--json", str(file)])
    document = json.loads(file.read_text(encoding="utf-8"))
    _check("whygrad.diagnosis/1", document)
    assert document["trial"]["remedies"]


def test_a_diagnosis_of_a_watched_training_fits() -> None:
    torch = pytest.importorskip("torch")
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), 1e-3)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(60):
            torch.nn.functional.mse_loss(model(torch.ones(4, 2)), torch.zeros(4, 1)).backward()
            optimizer.step()
    document = json.loads(json.dumps(watch.diagnosis().to_json()))
    _check("whygrad.diagnosis/1", document)
    assert document["findings"][0]["code"] == "gradients-accumulate"
    assert document["ended"]


def test_a_strict_schema_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        _check("whygrad.codes/1", {"schema": "whygrad.codes/1", "codes": [], "more": 1})
    jsonschema.Draft202012Validator(json_formats.schema("whygrad.codes/1")).validate(
        {"schema": "whygrad.codes/1", "codes": [], "more": 1}
    )
