"""The floor of the fan-out: the library alone, sending whatever one says to everybody. Prints its address."""

import asyncio

from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main() -> None:
    connections = set[ServerConnection]()

    async def meet(connection: ServerConnection) -> None:
        connections.add(connection)
        try:
            async for text in connection:
                broadcast(connections, text)
        finally:
            connections.discard(connection)

    async with serve(meet, "127.0.0.1", 0) as server:
        print(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)  # noqa: T201 - the answer
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
