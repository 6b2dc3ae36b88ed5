"""One file per noun: frozen values, the legal steps, and the verbs that save them."""
