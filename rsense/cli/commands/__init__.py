"""One command a file: `rsense x` is the function `x` in `x.py`."""
