"""Some of training-programs for whygrad's own tests, and what whygrad finds in them: `python -m tests.representative`.

For each label, that pair of the development part whose two files took the shortest time when they were measured
(measured.toml), among those that whygrad answered right in benchmarks/results/2026-11-22-clinic.md. Of the healthy
programs, for each feature that `training_programs.composition` counts and that no program chosen before has, the one
that took the shortest time; and one that has no optimizer.
"""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import sys
import tempfile
import warnings
from pathlib import Path

from training_programs.forks import in_fork, warm_up
from training_programs.index import program

SECONDS = 600.0  # for each file; they take a second or two, but the machine may be busy

PAIRS = (
    "gestures_58", "rare_defect_53", "rgba_icons_51", "spectrum_07", "textures_86", "arxiv_citations_233",
    "trail_reviews_222", "two_phase_36", "quake_or_blast_407", "shapes_cnn_24", "sales_by_year_47",
    "joined_tables_125", "typing_rhythm_453", "progression_33", "interaction_80", "pendulum_75", "whitening_net_17",
    "stratified_mlp_89", "clusters_44", "bike_counts_21", "survey_csv_48", "block_stack_38", "wingbeats_226",
    "spam_68", "delivery_72", "many_sensors_82", "curve_autoencoder_09", "alarm_sound_129", "pixel_labels_64",
    "xor_grid_27", "moons_signs_77", "conv_stack_87", "spiral_arms_83", "recall_rnn_02",
)  # fmt: skip
HEALTHY = (
    "channels_last_14", "gru_many_to_many_07", "warmup_lm_01", "clubs_graph_92", "three_to_one_28", "keras_style_26",
    "lbfgs_fit_11", "ordinal_36", "spectra_factors_135", "pump_survival_78", "float64_spring_13", "amp_bf16_12",
    "manual_sgd_24",
)  # fmt: skip


def _found(path: Path) -> list[str]:
    """The codes of warnings and errors, root causes first; in a process of its own, which this changes for good."""
    import torch

    from whygrad.diagnose import diagnose
    from whygrad.session.observed import Observed
    from whygrad.session.runner import StopTraining
    from whygrad.session.script import Request, ScriptRun

    torch.set_num_threads(1)
    quiet = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "ran"
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), warnings.catch_warnings():
            watched = Observed(Request(str(path), (), str(result)))
            watched.torch_is_here()
            try:
                runpy.run_path(str(path), run_name="__main__")
                watched.save("finished", None)
            except StopTraining:
                watched.save("stopped", None)
        diagnosis = diagnose(ScriptRun.read(result).traces[0])
    grave = [finding for finding in diagnosis.findings if finding.severity in ("error", "warning")]
    return [finding.code for finding in sorted(grave, key=lambda finding: not finding.cause)]


def main() -> None:
    """Write what is found in each file as a line of JSON: variant and name, codes (null if its process died)."""
    warm_up()
    for name in (*PAIRS, *HEALTHY):
        for path in program(name).paths:
            print(json.dumps([f"{path.parent.name}/{name}", in_fork(_found, path, SECONDS)]), flush=True)


if __name__ == "__main__":
    sys.exit(main())
