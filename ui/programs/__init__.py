"""What other programs meet: JSON, the endpoints, the MCP tools, over one implementation."""
