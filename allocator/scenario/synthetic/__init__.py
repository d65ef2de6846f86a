"""Seeded synthetic scenarios of any size, with every feature in use.

One idea per file: `draws` (randomness), `organisation` (units and posts), `people` (roster
and leavers), `demand` (requests and benefits), `bank` (pools, loans, transfers), `control`
(ceilings), `marks` (scores and grades), `policies` (the policy model), `generating` (all of it).
"""
