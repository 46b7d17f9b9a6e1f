# A link between two network namespaces on which every packet takes its time, for kernels without sch_netem: two TUN
# devices, and what comes out of one is put into the other that much later. Ends when its input does.
#   slow-link.py <namespace> <device> <address> <namespace> <device> <address> <milliseconds>
import collections, ctypes, fcntl, os, select, struct, subprocess, sys, time

CLONE_NEWNET, TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x40000000, 0x400454CA, 0x0001, 0x1000
libc = ctypes.CDLL(None, use_errno=True)

def tun(namespace, device, address):
    with open(f"/var/run/netns/{namespace}") as net:
        if libc.setns(net.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
    for command in (["addr", "add", address, "dev", device], ["link", "set", device, "up"]):
        subprocess.run(["ip", *command], check=True)
    return fd

left, right = tun(*sys.argv[1:4]), tun(*sys.argv[4:7])
delay = int(sys.argv[7]) / 1000
print("ready", flush=True)
waiting = collections.deque()
while True:
    left_for = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    readable, _, _ = select.select([left, right, sys.stdin], [], [], left_for)
    if sys.stdin in readable:
        break
    for fd in readable:
        waiting.append((time.monotonic() + delay, right if fd == left else left, os.read(fd, 65536)))
    while waiting and waiting[0][0] <= time.monotonic():
        _, to, packet = waiting.popleft()
        os.write(to, packet)
