"""Prints who opens TCP connections to whom on the machine of a lab's pods: FROM TO PORT, a line for each, once."""

import ctypes
import socket
import struct

SO_ATTACH_FILTER = 26

# IPv4, TCP, no later fragment, and of the flags SYN without ACK.
PROGRAM = [
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
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in PROGRAM))
    packets.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", len(PROGRAM), ctypes.addressof(code)))
    seen = set()
    print("ready", flush=True)
    while True:
        packet = packets.recv(65535)[14:]
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
