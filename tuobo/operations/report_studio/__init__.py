"""The report studio behind its pages: compose, edit the words, compare, review, publish, correct.

Composing, verifying and publishing are those of the command line; here is what several people at a
desk need beside them: revisions, history, a second pair of eyes, the audit log. The shelf in the
store always holds the present draft, so that both ways see the same.
"""
