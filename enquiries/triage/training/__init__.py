"""How the weights of the screen are learnt: examples, training and report. The portal never imports it."""
