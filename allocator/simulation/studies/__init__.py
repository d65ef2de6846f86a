"""Studies: settings of policies compared under uncertain assumptions, run by run."""
