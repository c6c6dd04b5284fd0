import Testing
import Packets
