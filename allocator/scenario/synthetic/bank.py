"""The pools, their capital a bit below what is asked of them, and transfers between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.book import Book
from allocator.scenario.synthetic.demand import PURPOSES, TALENT, Requests
from allocator.scenario.synthetic.draws import Draws, Texts, Whole, codes, texts
from allocator.scenario.synthetic.organisation import DEPARTMENTS, QUOTA_TYPES, Cells, Units
from allocator.scenario.tables import ANY
