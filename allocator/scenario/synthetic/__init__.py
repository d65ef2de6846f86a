"""Seeded synthetic scenarios of any size, with every feature in use.

One idea per file: `draws` (randomness), `organisation` (units and posts), `standards`, `people`
(roster and leavers), `demand` (requests and benefits), `assessments`, `pools`, `book` (loans),
`capital`, `transfers`, `control` (ceilings), `indicators`, `judgements` and `evaluating` (how the
policy model evaluates), `marks`, `marked_tables` and `grades` (what it evaluates by), `policies`
and `varied_policies` (the rest of the policy model), `generating` (all of it).
"""

from allocator.scenario.synthetic.generating import BASE_YEAR, Synthetic, generate, write_synthetic

__all__ = ["BASE_YEAR", "Synthetic", "generate", "write_synthetic"]
