"""The server of the reading room."""

import asyncio
import socket

from dateline.flows.browse.server import listening


def test_answers_are_sent_at_once() -> None:
    """No part of an answer waits for the client's acknowledgement of the part before, which may take 40 ms."""

    async def option_of_a_connection() -> int:
        accepted = asyncio.get_running_loop().create_future()
        with listening("127.0.0.1", 0) as listener:
            server = await asyncio.start_server(lambda _, writer: accepted.set_result(writer), sock=listener)
            async with server:
                _, client = await asyncio.open_connection(*listener.getsockname())
                writer: asyncio.StreamWriter = await accepted
                option: int = writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                writer.close()
                client.close()
        return option

    assert asyncio.run(option_of_a_connection())
