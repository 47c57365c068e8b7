"""The connection of one fetch: its addresses checked and pinned, its time and bytes counted.

The check stands where the connection is made, below HTTP: no redirect, and no second answer of a name server, goes past it. The URL keeps
its host name, so that the Host header and the name in TLS are the site's own.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from musnad.errors import IntakeError
from musnad.intake.addresses import Address, is_public

_EACH_ADDRESS = 6.0
"""Seconds for one address of a host, so that an IPv6 address that leads nowhere leaves time for the IPv4 one."""


class Budget:
    """What is left of one fetch's time and of the bytes that it may receive, over all redirects."""

    def __init__(self, *, seconds: float, size: int) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._left = size

    def seconds(self, most: float | None = None) -> float:
        """The seconds left (`most` at most); raises IntakeError when there are none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left if most is None else min(left, most)

    def spend(self, received: int) -> None:
        """Note `received` bytes; raises IntakeError when they are more than were left."""
        self._left -= received
        if self._left < 0:
            raise IntakeError("the site sends more than a page can be", hint="check the address: is it that of one report?")

    def too_slow(self) -> IntakeError:
        hint = "try again later, or save the report's text and read the file"
        return IntakeError(f"no whole page within {self._seconds:g} seconds", hint=hint)


class PinnedTransport(httpx2.BaseTransport):
    """HTTP/1.1 over connections to checked addresses only; no proxy, no environment."""

    def __init__(self, budget: Budget, *, loopback_ports: Collection[int] = ()) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=_Backend(budget, frozenset(loopback_ports)),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert isinstance(request.stream, httpx2.SyncByteStream)
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        response = self._pool.handle_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions)
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """The bytes of a response as they arrive."""

    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(httpcore2.NetworkBackend):
    """Connects to a host by the addresses that were checked, and by no others."""

    def __init__(self, budget: Budget, loopback_ports: frozenset[int]) -> None:
        self._budget = budget
        self._loopback_ports = loopback_ports
        self._system = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        error: Exception | None = None
        for address in checked_addresses(host, port, self._budget, loopback=port in self._loopback_ports):
            try:
                stream = self._system.connect_tcp(str(address), port, self._budget.seconds(_EACH_ADDRESS), local_address, socket_options)
                return _Stream(stream, self._budget)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failure:
                error = failure
        raise IntakeError(
            f"no connection to {host}: {error}", hint="try again later; check the address, and that this computer is connected"
        )


class _Stream(httpcore2.NetworkStream):
    """A connection within its budget: a site that sends a byte a second ends with the fetch's time, not with each read's."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._budget.seconds(timeout))
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._budget.seconds(timeout)), self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def checked_addresses(host: str, port: int, budget: Budget, *, loopback: bool = False) -> list[Address]:
    """The addresses of `host`, all of them public; raises IntakeError where one is not, or where there are none."""
    addresses = [ipaddress.ip_address(name) for name in _look_up(host, port, budget)]
    for address in addresses:
        if not is_public(address, loopback=loopback):
            hint = "only pages of the public web are fetched; save the report's text and read the file"
            where = f"{host} is {address}" if host != str(address) else host
            raise IntakeError(f"{where}, which is no public address", hint=hint)
    return addresses


def _look_up(host: str, port: int, budget: Budget) -> list[str]:
    """The addresses of `host` as the system tells them, each once.

    The system's own look-up knows no time limit; in a thread that nobody waits for it cannot hold a fetch up.
    """
    found: list[str] = []
    errors: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label of more than 63 letters
            errors.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(budget.seconds())
    if thread.is_alive():
        raise budget.too_slow()
    if not found:
        told = f" ({errors[0]})" if errors else ""
        raise IntakeError(f"no host {host} is known{told}", hint="check the address, and that this computer is connected")
    return found
