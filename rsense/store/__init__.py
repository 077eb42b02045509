"""Files: where things live, how they are written so that nothing is lost, how they are read."""
