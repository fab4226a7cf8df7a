"""Tencent Cloud's SSL Certificate Service: the signature, the verdicts, the calls."""
