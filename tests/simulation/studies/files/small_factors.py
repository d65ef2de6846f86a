"""Factors that fit the small scenario."""

TERMS = {"id": "terms", "key": "lending.terms", "values": [[3], [1, 2, 3]]}
BANK = {"id": "bank", "key": "pools[B1].capital", "values": [3, 4, 6]}
LATE = {"id": "late", "key": "simulation.recall.late_share", "values": [0, 0.2], "weights": [3, 1]}
