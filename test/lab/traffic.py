"""Prints who opens TCP connections to whom on the machine of a lab's pods: FROM TO PORT, a line for each, once.

With a text as its argument: who sends it to whom by TCP, so that whoever looks on can read it.
"""

import ctypes
import socket
import struct
import sys

SO_ATTACH_FILTER = 26

# IPv4 and TCP.
TCP = [
    (0x28, 0, 0, 12),
    (0x15, 0, 3, 0x0800),
    (0x30, 0, 0, 23),
    (0x15, 0, 1, 6),
    (0x06, 0, 0, 0xFFFFFFFF),
    (0x06, 0, 0, 0),
]

# That, no later fragment, and of the flags SYN without ACK.
CONNECTS = [
    (0x28, 0, 0, 12),
    (0x15, 0, 9, 0x0800),
    (0x30, 0, 0, 23),
    (0x15, 0, 7, 6),
    (0x28, 0, 0, 20),
    (0x45, 5, 0, 0x1FFF),
    (0xB1, 0, 0, 14),
    (0x50, 0, 0, 27),
    (0x54, 0, 0, 0x12),
    (0x15, 0, 1, 0x02),
    (0x06, 0, 0, 0xFFFF),
    (0x06, 0, 0, 0),
]


def main():
    text = sys.argv[1].encode() if len(sys.argv) > 1 else b""
    program = TCP if text else CONNECTS
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    packets.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", len(program), ctypes.addressof(code)))
    seen = set()
    print("ready", flush=True)
    while True:
        # What goes from pod to pod is cut into pieces only on its way to elsewhere.
        packet = packets.recv(1 << 17)[14:]
        if text not in packet:
            continue
        tcp = packet[(packet[0] & 15) * 4 :]
        line = " ".join(
            [
                socket.inet_ntoa(packet[12:16]),
                socket.inet_ntoa(packet[16:20]),
                str(struct.unpack("!H", tcp[2:4])[0]),
            ]
        )
        if line not in seen:
            seen.add(line)
            print(line, flush=True)


main()
