"""The report of a simulation: what to expect of every measure, year by year and over the run."""
