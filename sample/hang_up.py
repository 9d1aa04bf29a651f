"""Close a connection in the middle of an answer, or before it. ASGI knows no such message, so here is one."""

from asyncio import Transport

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HANG_UP = "hang_up"


async def hang_up(send: Send) -> None:
    """Close the connection once all that has been sent has left."""
    await send({"type": HANG_UP})


class Protocol(H11Protocol):
    """uvicorn's HTTP, whose application may hang up."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Give the application the way to close this connection."""
        super().connection_made(transport)
        self.app = _heeding(self.app, transport)


def _heeding(app: ASGIApp, transport: Transport) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def heed(message: Message) -> None:
            await (_close(transport, receive) if message["type"] == HANG_UP else send(message))

        await app(scope, receive, heed)

    return answer


async def _close(transport: Transport, receive: Receive) -> None:
    transport.close()
    # uvicorn takes an unfinished answer for a mistake, until it has seen that the connection is gone.
    while (await receive())["type"] != "http.disconnect":
        pass
