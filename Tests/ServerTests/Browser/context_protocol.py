"""`peruse mcp` with the Model Context Protocol's own client."""

import asyncio
import os

from common import arguments, check
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def talk(program, root):
    stories = os.path.join(root, "corpora", "stories")
    clock = os.path.join(stories, "the-tide-clock.xml")
    server = StdioServerParameters(command=program, args=["mcp", "--root", stories])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        information = getattr(hello, "serverInfo", None) or getattr(hello, "server_info")
        check(information.name == "peruse", "the server says who it is")
        tools = {tool.name for tool in (await session.list_tools()).tools}
        check(tools == {"summarize", "answer", "inspect", "search"}, f"tools are {tools}")

        found = await session.call_tool("answer", {"question": "Who kept the clock?", "paths": [clock]})
        text = found.content[0].text
        check("the-tide-clock.xml" in text, f"the answer cites its file: {text}")
        structured = getattr(found, "structuredContent", None) or getattr(found, "structured_content", None)
        check(structured["results"][0]["question"] == "Who kept the clock?", "the report comes along")

        summary = await session.call_tool("summarize", {"paths": [clock], "sentences": 2})
        check(summary.content[0].text.count("\n- ") == 2, "two sentences")
        document = await session.call_tool("inspect", {"paths": [clock]})
        check("title: " in document.content[0].text, "a document in Markdown")
        outside = await session.call_tool("inspect", {"paths": [os.path.join(root, "README.md")]})
        failed = getattr(outside, "isError", None)
        failed = getattr(outside, "is_error", None) if failed is None else failed
        check(failed, "a file outside the folders stays closed")


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(talk(*arguments()), 120))
