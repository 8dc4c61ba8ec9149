"""The import wizard behind its pages: bring, match, check, decide, commit, take back.

Reading, checking and committing are those of the command line (rehearse_import, commit_import);
here is what several people at a desk need beside them: steps that last, jobs, rights, the log.
"""
