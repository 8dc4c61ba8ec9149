"""What someone asks for that crosses engines: one file, one public function."""
