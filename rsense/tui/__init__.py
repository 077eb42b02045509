"""The Textual screens. They ask the sitting and the services, and never open a file."""
