import asyncio
import socket

import aiohttp
from click.testing import CliRunner

from connectors.simulator.server import SimulatorOptions, serve
from monitor.commands.simulating import simulate_command


def test_a_taken_port_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(simulate_command, ["--port", str(port)])
    assert done.exit_code == 1
    assert done.output == f"Error: port {port} of 127.0.0.1 is taken; name another with --port\n"


async def test_the_address_told_is_where_the_street_is():
    told = asyncio.get_running_loop().create_future()
    server = asyncio.create_task(serve("127.0.0.1", 0, options=SimulatorOptions(), ready=told.set_result))
    address = await told
    async with aiohttp.ClientSession() as http, http.get(f"{address}/street") as page:
        assert page.status == 200
    server.cancel()
    await asyncio.gather(server, return_exceptions=True)
