"""The report studio: compose, edit the words, figures as chips, review, publish, correct."""
