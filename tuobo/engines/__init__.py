"""Pure computation: values in, values out, today is an argument. No engine imports another."""
