"""Running the house: saving it, bringing it back, watching it. Everything here may look at every floor; nobody looks
back."""
