"""Seeded synthetic scenarios of any size, with every feature in use.

One idea per file: `draws` (randomness), `organisation` (units and posts), `people` (roster
and leavers), `demand` (requests and benefits), `pools`, `book` (loans), `capital`,
`transfers`, `control` (ceilings), `marks` (scores and grades), `policies` (the policy model),
`generating` (all of it).
"""

from allocator.scenario.synthetic.generating import BASE_YEAR, Synthetic, generate, write_synthetic

__all__ = ["BASE_YEAR", "Synthetic", "generate", "write_synthetic"]
