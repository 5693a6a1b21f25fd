"""Links: is every published website there? A polite, guarded check over the network, apart from the flow of a round.

``visitor`` asks (robots.txt, redirects, HEAD then GET) and gives a ``Visit``; ``judge`` says what a visit means;
``standing`` says what the checks of a website come to over time. Only asking needs the extra ``links`` (aiohttp).
"""
