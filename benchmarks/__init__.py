"""What is measured: a synthetic book of any size, build times beside a bare host's, readers during a swap."""
