"""The networks and a mailbox, simulated on loopback.

Demo and tests talk to this instead of to the real services, over real sockets.
It imports no app and no app imports it: both sides know only the wire.
"""
