"""Try `segments sync` out: a receiver on this machine, and the commands one after the other."""
