"""Why every request got what it got: rules verified by solving again, prices, ways out."""
