"""Hand-outs as things that leave the screen: the code to scan, and the Word file with a setting's name."""
