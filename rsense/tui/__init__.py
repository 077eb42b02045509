"""The Textual frontend. It uses the session runner and the services, and never opens a file."""
