"""What staff read on the terminal and in which words, and two answers given before anything heavy loads."""
