"""What all areas share: the visit, the guard, rendering, the words and shapes of pages."""
