"""rsense: guided exercises and a private log for moments of rejection, in the terminal."""

__version__ = "0.1.0"
