// The page may have been opened with a fragment in its address.
light();
