"""From the study file to what is played: designs, settings, assumptions, their scenarios."""
