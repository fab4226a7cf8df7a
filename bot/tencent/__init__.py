"""Tencent Cloud's SSL Certificate Service: the signature, the responses, the calls."""
