"""`rsense now`: its states, and what each of them opens."""
