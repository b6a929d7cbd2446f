"""Where a request comes from: the address of the peer, or what a listed proxy says of it."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from starlette.requests import HTTPConnection

Network: TypeAlias = IPv4Network | IPv6Network

UNKNOWN = "unknown"
HOUSEHOLD = 64
"""Bits of an IPv6 address that name one line; whoever has it has all addresses behind."""
MOST_HOPS = 20


def origin_of(request: HTTPConnection, proxies: Sequence[Network]) -> str:
    """Return the address of the client.

    ``X-Forwarded-For`` is read from its end, as far as each that is named is a listed proxy: the first that is not is
    the client, whatever it wrote before. Without listed proxies the header is not looked at.
    """
    peer = request.client.host if request.client is not None else UNKNOWN
    if not _listed(peer, proxies):
        return peer
    named = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    for written in reversed(named[-MOST_HOPS:]):
        found = _address(written)
        if found is None:  # nobody can be meant by it, and what stands before it is worth no more
            return peer
        peer = found
        if not _listed(peer, proxies):
            return peer
    return peer


def line_of(origin: str) -> str:
    """Return what is throttled as one: an address, or the whole line behind an IPv6 address."""
    found = _address(origin)
    if found is None or not isinstance(ip_address(found), IPv6Address):
        return origin
    return str(ip_network(f"{found}/{HOUSEHOLD}", strict=False))


def _listed(address: str, proxies: Sequence[Network]) -> bool:
    found = _address(address)
    return found is not None and any(ip_address(found) in network for network in proxies)


def _address(written: str) -> str | None:
    """Return an address as it is usually written, None for what is none."""
    try:
        found = ip_address(written.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(found if mapped is None else mapped)
