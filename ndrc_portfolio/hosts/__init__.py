"""The site generators: the only folder that knows one."""
