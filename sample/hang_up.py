"""Close a connection in the middle of a response, or before it. ASGI has no such message, so this module adds it."""

from asyncio import Transport

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HANG_UP = "hang_up"


async def hang_up(send: Send) -> None:
    """Close the connection after everything sent so far."""
    await send({"type": HANG_UP})


class Protocol(H11Protocol):
    """uvicorn's HTTP protocol, extended with the message that hangs up."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wrap the application, so that it can close this connection."""
        super().connection_made(transport)
        self.app = _with_hang_up(self.app, transport)


def _with_hang_up(app: ASGIApp, transport: Transport) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_or_close(message: Message) -> None:
            await (_close(transport, receive) if message["type"] == HANG_UP else send(message))

        await app(scope, receive, send_or_close)

    return answer


async def _close(transport: Transport, receive: Receive) -> None:
    transport.close()
    # Until uvicorn has seen the disconnect, it would report the unfinished response as an error.
    while (await receive())["type"] != "http.disconnect":
        pass
