#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# The camera's RTSP server: GStreamer's own, sending a moving test picture as
# MJPEG on IPv4 and IPv6. Holds no knowledge of the lab's addresses.
"""Usage: rtsp_server.py [PORT]   serves rtsp://ADDRESS:PORT/live until killed"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

PICTURE = ("( videotestsrc is-live=true pattern=ball ! "
           "video/x-raw,format=I420,width=320,height=240,framerate=20/1 ! "
           "jpegenc quality=60 ! rtpjpegpay name=pay0 pt=26 )")


def main():
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("::")
    server.set_service(sys.argv[1] if len(sys.argv) > 1 else "554")
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PICTURE)
    factory.set_shared(True)
    server.get_mount_points().add_factory("/live", factory)
    if not server.attach(None):
        sys.exit("rtsp_server.py: cannot listen; is the port taken?")
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
