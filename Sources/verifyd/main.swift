import ArgumentParser
import Configuration
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Mustache
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

print("verifyd")
