"""What the desk did with files and data: background jobs, uploads on their way in, reports."""
