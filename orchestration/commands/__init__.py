"""The commands of `segments`: one module each, with a `run` that reads its options and shows the answer."""
