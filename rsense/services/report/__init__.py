"""One page about the last weeks, for somebody who helps: read, asked about, written."""
