"""Claims: sentences about training, each with the experiment that tests it and the verdict.

A claim is a folder here, named after its id: `claim.toml` (statement, literature, experiment, arms, rule), `en.md` and
`ko.md` (what is claimed, how it is tested, what came out, why, when it stops being true), `result.json` (what the last
run gave) and, where no measure of `measures` fits, `measure.py`. A new folder is a new claim; nothing else changes.

    import whygrad as wg

    wg.claims["C11"].run(seeds=20).verdict
"""

from whygrad.claims.catalog import Claims, claims
from whygrad.claims.claim import Claim
from whygrad.claims.judging import VERDICTS, Verdict
from whygrad.claims.outcome import Compared, Outcome

__all__ = ["VERDICTS", "Claim", "Claims", "Compared", "Outcome", "Verdict", "claims"]
